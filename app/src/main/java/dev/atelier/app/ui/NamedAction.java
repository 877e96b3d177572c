package dev.atelier.app.ui;

import java.awt.event.ActionEvent;
import javax.swing.AbstractAction;

/// A named thing to do, for buttons and keys, that is no command of the program.
public final class NamedAction extends AbstractAction {
    private final transient Runnable action;

    public NamedAction(String name, Runnable action) {
        super(name);
        this.action = action;
    }

    /// Changes the name on its buttons.
    public void rename(String name) {
        putValue(NAME, name);
    }

    @Override
    public void actionPerformed(ActionEvent event) {
        action.run();
    }
}
