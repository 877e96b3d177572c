package dev.atelier.app.grid;

import dev.atelier.app.observe.Scope;
import dev.atelier.app.ui.Dialogs;
import dev.atelier.app.ui.Messages;
import java.awt.Dimension;
import java.awt.Frame;
import java.util.Optional;
import javax.swing.JDialog;

/// The grid in a window that stays open beside the recipe. Event thread.
public final class GridWindow {
    private static final Dimension SIZE = new Dimension(880, 720);

    private final GridModel model;
    private final GridView.Actions actions;
    private final Frame owner;
    private Optional<Open> open = Optional.empty();

    /// The window as it is built for one language.
    private record Open(JDialog dialog, Scope scope) {
        void close() {
            scope.close();
            dialog.dispose();
        }
    }

    public GridWindow(GridModel model, GridView.Actions actions, Frame owner) {
        this.model = model;
        this.actions = actions;
        this.owner = owner;
    }

    public void show() {
        if (open.isEmpty()) {
            open = Optional.of(build());
        }
        open.get().dialog.setVisible(true);
        open.get().dialog.toFront();
    }

    /// Closes it; what is drawn goes on.
    public void close() {
        open.ifPresent(Open::close);
        open = Optional.empty();
    }

    private Open build() {
        var scope = new Scope();
        var view = scope.build(() -> new GridView(model, actions));
        var dialog = new JDialog(owner, Messages.of(GridWindow.class).text("grid.title"));
        dialog.setName("grid");
        dialog.setContentPane(view.component());
        Dialogs.place(dialog, owner, new Dimension(560, 420), SIZE);
        Dialogs.escape(dialog, () -> dialog.setVisible(false));
        return new Open(dialog, scope);
    }
}
