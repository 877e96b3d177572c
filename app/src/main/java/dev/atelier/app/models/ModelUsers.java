package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelUser.Kind;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.util.List;
import java.util.function.Supplier;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What uses the chosen model: the recipe that is open, jobs that wait, styles, finished pictures.
final class ModelUsers {
    private final Messages messages = Messages.of(ModelUsers.class);
    private final ThemedPanel panel = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final ModelCovers covers;
    private final Supplier<List<ModelUser>> users;

    ModelUsers(ModelCovers covers, Supplier<List<ModelUser>> users) {
        this.covers = covers;
        this.users = users;
        panel.setName("model-users");
    }

    JComponent component() {
        return panel;
    }

    void clear() {
        panel.removeAll();
    }

    /// Nothing where its uses are not counted.
    void show(ModelRow row) {
        clear();
        if (!covers.counts(row)) {
            return;
        }
        panel.add(Label.strong(messages.text("users.title")), "gaptop 12,h 28!");
        var all = users.get().stream().filter(it -> uses(it, row)).toList();
        long queued = all.stream().filter(it -> it.kind() == Kind.QUEUED).count();
        int made = covers.uses(row).pictures().size();
        if (all.stream().anyMatch(it -> it.kind() == Kind.OPEN)) {
            line(Kind.OPEN.icon(), messages.text("users.open"), messages.text("users.open.state"));
        }
        if (queued > 0) {
            line(
                    Kind.QUEUED.icon(),
                    messages.text("users.queue"),
                    messages.text("users.jobs", queued));
        }
        all.stream()
                .filter(it -> it.kind() == Kind.STYLE)
                .forEach(it -> line(Kind.STYLE.icon(), it.name(), messages.text("users.style")));
        if (made > 0) {
            line("library", messages.text("users.library"), messages.text("users.pictures", made));
        }
        if (all.isEmpty() && made == 0) {
            panel.add(Label.small(messages.text("users.none")), "h 26!");
        }
    }

    private boolean uses(ModelUser user, ModelRow row) {
        boolean chosen = user.kind() != Kind.STYLE || row.kind() == ModelKind.LORA;
        return chosen && covers.isIn(user.recipe(), row);
    }

    private void line(String icon, String name, String state) {
        var line = ThemedPanel.clear("", "[18!]10[grow,fill,0::]8[]", "[26!]");
        line.add(new JLabel(Icons.of(icon, 18, "text.secondary")));
        var words = Label.body(name);
        words.setToolTipText(name);
        line.add(words, "wmin 0");
        line.add(new Label(state, TextStyle.BODY, "text.tertiary"));
        panel.add(line);
    }
}
