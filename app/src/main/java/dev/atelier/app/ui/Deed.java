package dev.atelier.app.ui;

import java.awt.event.ActionEvent;
import javax.swing.AbstractAction;

/// An action that is no command of the program.
public final class Deed extends AbstractAction {
    private final transient Runnable act;

    public Deed(String name, Runnable act) {
        super(name);
        this.act = act;
    }

    /// Calls itself otherwise from now on.
    public void rename(String name) {
        putValue(NAME, name);
    }

    @Override
    public void actionPerformed(ActionEvent event) {
        act.run();
    }
}
