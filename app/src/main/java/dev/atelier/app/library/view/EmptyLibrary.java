package dev.atelier.app.library.view;

import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.CentredWords;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What stands where pictures would be: why there are none and what to do. Event thread.
final class EmptyLibrary {
    private static final int WIDTH = 380;

    private final Messages messages = Messages.of(EmptyLibrary.class);
    private final LibraryModel model;
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.window",
                    "wrap 1,insets 0",
                    "[0::,grow,center]",
                    "push[20!]12[]4[]16[32!]push");
    private final Label title = new Label("", TextStyle.HEADING, "text");
    private final CentredWords hint = new CentredWords("", WIDTH);
    private final JButton clear;
    private final JButton create;
    private final JButton add;

    EmptyLibrary(LibraryModel model, Runnable create, Runnable add) {
        this.model = model;
        clear = Buttons.secondary(messages.text("empty.clear"), () -> model.text().set(""));
        this.create = Buttons.secondary(messages.text("empty.create"), create);
        this.add = Buttons.secondary(messages.text("empty.add"), add);
    }

    JComponent build() {
        clear.setName("library-clear");
        create.setName("library-create");
        add.setName("library-add");
        title.setName("library-empty");
        panel.add(new JLabel(Icons.of("library", 20, "text.tertiary")));
        panel.add(title);
        panel.add(hint, "w 0:" + WIDTH + ":" + WIDTH);
        var foot = ThemedPanel.clear("gap 8", "[][][]", "[32!]");
        foot.add(clear, "h 32!");
        foot.add(create, "h 32!");
        foot.add(add, "h 32!");
        panel.add(foot);
        return panel;
    }

    /// Whether there is nothing to show; says why.
    boolean applies() {
        boolean none = model.result().get().count() == 0 && !model.searching().get();
        boolean all = model.all().get().all() == 0;
        boolean scanning =
                model.sources().get().stream()
                        .anyMatch(it -> it.phase() == SourceState.Phase.SCANNING);
        var key = !all ? "found" : scanning ? "scanning" : "none";
        title.setText(messages.text("empty." + key));
        hint.say(messages.text("empty." + key + ".words"));
        clear.setVisible(!all);
        create.setVisible(all);
        add.setVisible(all);
        return none;
    }
}
