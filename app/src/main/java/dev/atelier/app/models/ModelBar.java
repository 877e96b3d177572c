package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.cover.Cover;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ThemedPanel;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;

/// The chosen model in a bar below the list, where there is no room for all that is known about it.
final class ModelBar {
    static final int HEIGHT = 72;

    private final Messages messages = Messages.of(ModelBar.class);
    private final ThemedPanel bar =
            ThemedPanel.ground(
                    "bg.panel", "insets 0 16 0 16,gap 8", "[72!]12[grow,fill]8[][]", "[72!]");
    private final Label name = Label.strong("");
    private final Label state = Label.small("");
    private final JButton use;
    private final Cover cover;
    private final ModelCovers covers;
    private Optional<ModelRow> row = Optional.empty();

    /// @param open whether the details are shown beside the list
    ModelBar(Value<Boolean> open, ModelCovers covers, Tasks tasks, Consumer<ModelRow> action) {
        this.covers = covers;
        cover = new Cover(tasks, 72, ModelKind.CHECKPOINT.icon());
        bar.add(cover, "w 72!,h 48!");
        var words = ThemedPanel.clear("wrap 1", "[grow,fill]", "push[20!]4[16!]push");
        words.add(name, "wmin 0");
        words.add(state, "wmin 0");
        bar.add(words, "wmin 0");
        var details =
                Buttons.secondary(
                        messages.text("about.details"), () -> open.update(shown -> !shown));
        details.setName("model-details");
        bar.add(details, "h 32!");
        use =
                Buttons.primary(
                        new NamedAction(messages.text("about.use"), () -> row.ifPresent(action)));
        use.setName("use-model-bar");
        bar.add(use, "h 32!");
        open.bind(shown -> details.setText(messages.text(shown ? "about.less" : "about.details")));
    }

    JComponent component() {
        return bar;
    }

    void show(Optional<ModelRow> chosen) {
        row = chosen;
        name.setText(chosen.map(covers::label).orElse(""));
        state.setText(chosen.map(this::inWords).orElse(""));
        state.color(chosen.filter(it -> !it.sound()).isPresent() ? "error" : "text.tertiary");
        cover.show(chosen.flatMap(covers::cover));
        boolean part = chosen.filter(it -> it.kind() == ModelKind.LORA).isPresent();
        use.setText(messages.text(part ? "about.add" : "about.use"));
        use.setVisible(chosen.filter(ModelRow::choosable).isPresent());
    }

    private String inWords(ModelRow it) {
        if (!it.sound()) {
            return ModelsView.problem(it);
        }
        var family = it.family().map(of -> of.label() + " · ").orElse("");
        return family
                + messages.text("kind." + it.kind().id())
                + " · "
                + FileActions.size(it.sizeBytes());
    }
}
