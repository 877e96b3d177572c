package dev.atelier.app.models;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLicence;
import dev.atelier.app.models.cover.Cover;
import dev.atelier.app.models.cover.LastUse;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ChipRows;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Message;
import java.awt.Color;
import java.awt.Font;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JTextArea;
import javax.swing.JTextField;

/// What is known about the chosen model, and what can be done with it.
final class ModelDetails {
    private static final int PICTURES = 3;
    private static final int WORDS = 12;

    private final Messages messages = Messages.of(ModelDetails.class);
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.panel", "insets 20 20 16 12,wrap 1", "[grow,fill]", "[grow,fill][]");
    private final ThemedPanel facts = ThemedPanel.clear("wrap 2", "[88!]8[grow,fill]", "");
    private final ThemedPanel verbs =
            ThemedPanel.clear("wrap 2", "[grow,fill,sg v]8[grow,fill,sg v]", "");
    private final ModelsModel models;
    private final FileActions actions;
    private final Consumer<ModelRow> use;
    private final ModelCovers covers;
    private final Tasks tasks;

    ModelDetails(
            ModelsModel models,
            FileActions actions,
            ModelCovers covers,
            Tasks tasks,
            Consumer<ModelRow> use) {
        this.covers = covers;
        this.tasks = tasks;
        this.models = models;
        this.actions = actions;
        this.use = use;
        panel.setName("model-facts");
        panel.add(ScrollColumn.of(facts), "hmin 0,wmin 0");
        panel.add(verbs, "gapright 8");
    }

    JComponent component() {
        return panel;
    }

    void show(Optional<ModelRow> row) {
        facts.removeAll();
        verbs.removeAll();
        row.ifPresentOrElse(
                this::fill,
                () ->
                        facts.add(
                                new Prose(messages.text("about.choose"), "text.tertiary"),
                                "span,growx,w 320!"));
        panel.revalidate();
        panel.repaint();
    }

    private void fill(ModelRow row) {
        pictures(row);
        facts.add(new Label(covers.label(row), TextStyle.HEADING, "text"), "span,wmin 0");
        facts.add(Label.small(uses(row)), "span,wmin 0");
        facts.add(pill(row), "span,growx 0,h 20!,gaptop 8,gapbottom 8");
        if (row.problem().isPresent()) {
            facts.add(new Prose(ModelsView.problem(row), "text"), "span,w 320!");
            var detail = sentence(row.problem().get().detail());
            facts.add(new Prose(detail, "text.tertiary"), "span,w 320!,gaptop 4,gapbottom 8");
        } else if (!row.kind().used()) {
            var words = messages.text("about.unused.words");
            facts.add(new Prose(words, "text.secondary"), "span,w 320!,gapbottom 8");
        }
        words(row);
        heading("about.file");
        fact("about.kind", messages.text("kind." + row.kind().id()));
        fact("about.family", row.familyLabel());
        fact("about.numbers", row.facts().numbers());
        fact("about.rank", ranks(row));
        fact("about.size", FileActions.size(row.sizeBytes()));
        hash(row);
        licence(row);
        folder(row);
        if (row.usable() && row.nativeSize() > 0) {
            heading("about.start");
            fact("about.picture", row.nativeSize() + " × " + row.nativeSize());
        }
        verbs(row);
    }

    private void verbs(ModelRow row) {
        if (row.choosable()) {
            var key = row.kind() == ModelKind.LORA ? "about.add" : "about.use";
            var primary = Buttons.primary(action(key, () -> use.accept(row)));
            primary.setName("use-model");
            verbs.add(primary, "span,h 32!,gapbottom 8");
        }
        var show = Buttons.secondary(messages.text("about.show"), () -> actions.show(row.file()));
        show.setName("show-model-file");
        verbs.add(show, "h 32!");
        var copy =
                Buttons.secondary(messages.text("about.copy"), () -> actions.copyPath(row.file()));
        copy.setName("copy-path");
        verbs.add(copy, "h 32!");
    }

    /// The newest one large, two more beside it.
    private void pictures(ModelRow row) {
        var made = covers.uses(row).pictures();
        var all = made.isEmpty() ? row.facts().preview().stream().toList() : made;
        if (all.isEmpty()) {
            return;
        }
        boolean one = all.size() == 1;
        var mosaic =
                ThemedPanel.clear(
                        "wrap 2,gap 4",
                        one ? "[grow,fill]" : "[208!,fill][grow,fill]",
                        one ? "[160!,fill]" : "[78!,fill][78!,fill]");
        for (int i = 0; i < Math.min(PICTURES, all.size()); i++) {
            var picture = new Cover(tasks, one ? 320 : 208, row.kind().icon());
            picture.show(Optional.of(all.get(i)));
            mosaic.add(picture, i == 0 && !one ? "span 1 2,wmin 0" : "wmin 0");
        }
        facts.add(mosaic, "span,growx,h 160!,gapbottom 12");
    }

    private String uses(ModelRow row) {
        var uses = covers.uses(row);
        return uses.pictures().isEmpty()
                ? LastUse.words(0)
                : messages.text(
                        uses.pictures().size() == 1 ? "about.picture.one" : "about.pictures",
                        uses.pictures().size(),
                        LastUse.words(uses.last()));
    }

    /// A click copies one.
    private void words(ModelRow row) {
        if (row.words().isEmpty()) {
            return;
        }
        var head = ThemedPanel.clear("", "[]push[]", "[28!]");
        head.add(Label.strong(messages.text("about.words")));
        head.add(Label.small(messages.text("about.words.copy")));
        facts.add(head, "span,growx,gaptop 10");
        var chips = new ChipRows(4, 312);
        row.words().stream().limit(WORDS).forEach(word -> chips.add(chip(word)));
        facts.add(chips, "span,gaptop 4");
    }

    private JComponent chip(String word) {
        var chip = Buttons.secondary(word, () -> actions.copy(word));
        chip.setName("model-word");
        chip.setFont(TextStyle.PILL.font(word));
        chip.putClientProperty("FlatLaf.style", "margin: 0,8,0,8");
        return chip;
    }

    private static String ranks(ModelRow row) {
        var ranks = row.facts().lora().map(ModelRow.Lora::ranks).orElse(List.of());
        return ranks.isEmpty()
                ? ""
                : ranks.size() == 1
                        ? ranks.getFirst().toString()
                        : ranks.getFirst() + "–" + ranks.getLast();
    }

    private JComponent pill(ModelRow row) {
        var state = row.sound() ? row.kind().used() ? "ready" : "unused" : "broken";
        var color =
                switch (state) {
                    case "ready" -> "ok";
                    case "broken" -> "error";
                    default -> "text.secondary";
                };
        var ground = state.equals("unused") ? "bg.well" : color + ".soft";
        var pill = ThemedPanel.block(ground, 10, "insets 0 8 0 8", "[]");
        pill.add(new Label(messages.text("about." + state), TextStyle.PILL, color), "h 20!");
        return pill;
    }

    private void heading(String key) {
        facts.add(Label.strong(messages.text(key)), "span,gaptop 12,h 28!");
    }

    private void fact(String key, String value) {
        if (!value.isEmpty()) {
            facts.add(Label.field(messages.text(key)), "h 26!");
            facts.add(Label.body(value), "wmin 0");
        }
    }

    private void hash(ModelRow row) {
        if (!row.facts().hash().isEmpty() || !row.sound()) {
            fact("about.hash", row.facts().hash());
            return;
        }
        facts.add(Label.field(messages.text("about.hash")), "h 26!");
        var read = Buttons.quiet(messages.text("about.hash.read"), () -> models.readHash(row));
        read.setName("read-hash");
        read.addActionListener(event -> read.setEnabled(false));
        facts.add(read, "alignx left,growx 0,h 26!");
    }

    /// What the user writes down; in grey what the file says.
    private void licence(ModelRow row) {
        var title = messages.text("about.licence");
        var field = new JTextField(covers.licence(row));
        field.setName("model-licence");
        field.setToolTipText(messages.text("about.licence.tip"));
        field.getAccessibleContext().setAccessibleName(title);
        field.addActionListener(event -> covers.licence(row, field.getText()));
        field.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        covers.licence(row, field.getText());
                    }
                });
        field.putClientProperty(
                FlatClientProperties.PLACEHOLDER_TEXT, messages.text("about.licence.unknown"));
        tasks.run(
                "read-models",
                task -> ModelLicence.of(row.file()),
                Tasks.Outcome.of(
                        licence ->
                                licence.ifPresent(it -> {
                                    field.putClientProperty(
                                            FlatClientProperties.PLACEHOLDER_TEXT, it);
                                    field.repaint();
                                }),
                        failure -> {}));
        facts.add(Label.field(title), "h 28!");
        facts.add(field, "h 28!,wmin 0,growx");
    }

    private void folder(ModelRow row) {
        facts.add(Label.field(messages.text("about.folder")), "aligny top,gaptop 4");
        var path = String.valueOf(row.file().getParent());
        facts.add(new Prose(path, "text"), "w 224!,gaptop 3");
    }

    private NamedAction action(String key, Runnable action) {
        return new NamedAction(messages.text(key), action);
    }

    private String sentence(Message what) {
        var words = what.localized();
        return messages.text(
                "about.sentence", Character.toUpperCase(words.charAt(0)) + words.substring(1));
    }

    /// Text over several lines, broken anywhere if need be: paths have no spaces. Can be selected.
    private static final class Prose extends JTextArea {
        private final String token;

        Prose(String text, String token) {
            super(text);
            this.token = token;
            setName("about-text");
            setEditable(false);
            setOpaque(false);
            setBorder(null);
            setMargin(null);
            setLineWrap(true);
            setWrapStyleWord(text.contains(" "));
            getAccessibleContext().setAccessibleName(text);
        }

        @Override
        public Color getForeground() {
            return token == null ? super.getForeground() : ThemeColors.color(token);
        }

        @Override
        public Font getFont() {
            return TextStyle.BODY.font();
        }
    }
}
