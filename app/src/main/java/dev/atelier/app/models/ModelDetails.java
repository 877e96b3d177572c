package dev.atelier.app.models;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Font;
import java.awt.event.ActionEvent;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JTextArea;

/// What is known about the chosen model, and what can be done with it.
final class ModelDetails {
    private final Messages messages = Messages.of(ModelDetails.class);
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.panel", "insets 20 20 16 20,wrap 1", "[grow,fill]", "[grow,fill][]");
    private final ThemedPanel facts = ThemedPanel.clear("wrap 2", "[88!]8[grow,fill]", "");
    private final ThemedPanel verbs =
            ThemedPanel.clear("wrap 2", "[grow,fill,sg v]8[grow,fill,sg v]", "");
    private final ModelsModel models;
    private final FileActions acts;
    private final Consumer<ModelRow> use;

    ModelDetails(ModelsModel models, FileActions acts, Consumer<ModelRow> use) {
        this.models = models;
        this.acts = acts;
        this.use = use;
        panel.setName("model-facts");
        panel.add(ScrollColumn.of(facts), "hmin 0,wmin 0,gapright -8");
        panel.add(verbs);
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
        facts.add(new Label(row.name(), TextStyle.HEADING, "text"), "span,wmin 0");
        facts.add(pill(row), "span,growx 0,h 20!,gaptop 8,gapbottom 8");
        if (row.problem().isPresent()) {
            facts.add(new Prose(ModelsView.trouble(row), "text"), "span,w 320!");
            var detail = sentence(row.problem().get().detail());
            facts.add(new Prose(detail, "text.tertiary"), "span,w 320!,gaptop 4,gapbottom 8");
        } else if (!row.kind().used()) {
            var words = messages.text("about.unused.words");
            facts.add(new Prose(words, "text.secondary"), "span,w 320!,gapbottom 8");
        }
        heading("about.file");
        fact("about.kind", messages.text("kind." + row.kind().id()));
        fact("about.family", row.family());
        fact("about.numbers", row.facts().numbers());
        fact("about.size", FileActions.size(row.sizeBytes()));
        hash(row);
        folder(row);
        if (row.usable() && row.nativeSize() > 0) {
            heading("about.start");
            fact("about.picture", row.nativeSize() + " × " + row.nativeSize());
        }
        verbs(row);
    }

    private void verbs(ModelRow row) {
        if (row.usable()) {
            var primary = Buttons.primary(action("about.use", () -> use.accept(row)));
            primary.setName("use-model");
            verbs.add(primary, "span,h 32!,gapbottom 8");
        }
        var show = Buttons.secondary(messages.text("about.show"), () -> acts.show(row.file()));
        show.setName("show-model-file");
        verbs.add(show, "h 32!");
        var copy = Buttons.secondary(messages.text("about.copy"), () -> acts.copyPath(row.file()));
        copy.setName("copy-path");
        verbs.add(copy, "h 32!");
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

    private void folder(ModelRow row) {
        facts.add(Label.field(messages.text("about.folder")), "aligny top,gaptop 4");
        var path = String.valueOf(row.file().getParent());
        facts.add(new Prose(path, "text"), "w 224!,gaptop 3");
    }

    private AbstractAction action(String key, Runnable act) {
        return new AbstractAction(messages.text(key)) {
            @Override
            public void actionPerformed(ActionEvent event) {
                act.run();
            }
        };
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0))
                + words.substring(1)
                + (words.endsWith(".") ? "" : ".");
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
