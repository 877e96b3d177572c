package dev.atelier.app.library.view;

import java.awt.event.ActionEvent;
import javax.swing.AbstractAction;

/// A named thing to do, for buttons that want an action.
final class Verb extends AbstractAction {
    private final transient Runnable act;

    private Verb(String name, Runnable act) {
        super(name);
        this.act = act;
    }

    static Verb of(String name, Runnable act) {
        return new Verb(name, act);
    }

    @Override
    public void actionPerformed(ActionEvent event) {
        act.run();
    }
}
