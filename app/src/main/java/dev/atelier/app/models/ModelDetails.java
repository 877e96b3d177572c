package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLicence;
import dev.atelier.app.models.cover.Cover;
import dev.atelier.app.models.cover.LastUse;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.LineField;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Message;
import java.awt.Color;
import java.awt.Font;
import java.awt.Point;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

/// What is known about the chosen model, and what can be done with it.
final class ModelDetails {
    private static final int PICTURES = 3;

    /// With a point or an underscore, such as `lora_unet_mid.weight`, which keeps its letters.
    private static final Pattern NAME_OF_TENSOR = Pattern.compile("\\w*[._]\\w");

    private final Messages messages = Messages.of(ModelDetails.class);
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.panel", "insets 20 20 16 12,wrap 1", "[grow,fill]", "[grow,fill]12[]");
    private final ThemedPanel head = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final ThemedPanel start = ThemedPanel.clear("", "[grow,fill]", "");
    private final ThemedPanel facts = ThemedPanel.clear("wrap 2", "[88!]8[grow,fill]", "");
    private final ThemedPanel verbs =
            ThemedPanel.clear("wrap 2", "[grow,fill,sg v]8[grow,fill,sg v]", "");
    private final ModelsModel models;
    private final FileActions actions;
    private final ModelsView.Links links;
    private final ModelPopovers popovers;
    private final ModelCovers covers;
    private final ModelUsers users;
    private final Tasks tasks;

    private final JScrollPane scroll;
    private Optional<Path> last = Optional.empty();

    /// The LoRA whose fields are shown.
    private Optional<Path> shown = Optional.empty();

    private Optional<LoraStartPane> pane = Optional.empty();

    ModelDetails(
            ModelsModel models,
            FileActions actions,
            ModelCovers covers,
            Tasks tasks,
            ModelsView.Links links) {
        this.covers = covers;
        this.tasks = tasks;
        this.models = models;
        this.actions = actions;
        this.links = links;
        users = new ModelUsers(covers, links.users());
        popovers = new ModelPopovers(covers, tasks);
        panel.setName("model-facts");
        var column = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
        column.add(head, "wmin 0");
        column.add(start, "wmin 0");
        column.add(users.component(), "wmin 0");
        column.add(facts, "wmin 0");
        scroll = ScrollColumn.of(column);
        panel.setFocusable(true);
        panel.add(scroll, "hmin 0,wmin 0");
        panel.add(verbs, "gapright 8");
    }

    JComponent component() {
        return panel;
    }

    void show(Optional<ModelRow> row) {
        head.removeAll();
        facts.removeAll();
        users.clear();
        verbs.removeAll();
        start(row.filter(it -> it.kind() == ModelKind.LORA));
        row.ifPresentOrElse(
                this::fill,
                () ->
                        head.add(
                                new Prose(messages.text("about.choose"), "text.tertiary"),
                                "w 320!"));
        panel.revalidate();
        panel.repaint();
        var file = row.map(ModelRow::file);
        if (!file.equals(last)) {
            last = file;
            scroll.getViewport().setViewPosition(new Point());
        }
    }

    private void fill(ModelRow row) {
        pictures(row);
        head.add(new Label(covers.label(row), TextStyle.HEADING, "text"), "wmin 0");
        users.show(row);
        if (covers.counts(row)) {
            head.add(Label.small(uses(row)), "wmin 0");
        }
        links(row);
        head.add(pill(row), "growx 0,h 20!,gaptop 8,gapbottom 8");
        if (row.problem().isPresent()) {
            head.add(new Prose(ModelsView.problem(row), "text"), "w 320!");
            var detail = sentence(row.problem().get().detail());
            head.add(new Prose(detail, "text.tertiary"), "w 320!,gaptop 4,gapbottom 8");
        } else if (!row.kind().used()) {
            var words = messages.text("about.unused.words");
            head.add(new Prose(words, "text.secondary"), "w 320!,gapbottom 8");
        }
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

    /// The fields stay as long as the same file is shown: a person may type in them.
    private void start(Optional<ModelRow> lora) {
        var file = lora.map(ModelRow::file);
        if (!file.equals(shown)) {
            shown = file;
            start.removeAll();
            pane = lora.map(it -> new LoraStartPane(it, actions, change -> start(file, change)));
            pane.ifPresent(it -> start.add(it.component(), "wmin 0"));
        }
        pane.ifPresent(it -> lora.ifPresent(it::show));
    }

    private void start(Optional<Path> file, UnaryOperator<LoraStart> change) {
        models.rows().get().stream()
                .filter(row -> file.equals(Optional.of(row.file())))
                .findFirst()
                .ifPresent(row -> models.start(row, change.apply(row.start())));
    }

    private void verbs(ModelRow row) {
        if (row.choosable()) {
            var key = row.kind() == ModelKind.LORA ? "about.add" : "about.use";
            var primary = Buttons.primary(action(key, () -> links.use().accept(row)));
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
        head.add(mosaic, "h 160!,gapbottom 12");
    }

    /// To the pictures that were made with it, or to the first one.
    private void links(ModelRow row) {
        boolean draws = row.kind() == ModelKind.CHECKPOINT || row.kind() == ModelKind.LORA;
        if (!draws || !row.sound()) {
            return;
        }
        var line = ThemedPanel.clear("gap 16", "[][]", "[26!]");
        var made = covers.uses(row).pictures();
        if (made.isEmpty()) {
            line.add(link("cover.make", () -> links.draw().accept(row)));
        } else {
            line.add(link("cover.library", () -> links.search().accept(query(row))));
        }
        if (made.size() > 1) {
            line.add(link("cover.choose", () -> popovers.covers(row, panel)));
        }
        head.add(line, "gaptop 2");
    }

    private JComponent link(String key, Runnable action) {
        var link =
                Buttons.link(
                        messages.text(key),
                        () -> {
                            panel.requestFocusInWindow(); // the link may be gone soon
                            action.run();
                        });
        link.setName(key.replace('.', '-'));
        link.putClientProperty(
                "FlatLaf.style", "foreground: $Atelier.accent.text; toolbar.margin: 3,0,3,0");
        return link;
    }

    /// Finds the pictures that were made with it, under any name that a prompt may call it.
    private static String query(ModelRow row) {
        var key = row.kind() == ModelKind.LORA ? "lora" : "model";
        var alias = row.facts().lora().map(ModelRow.Lora::alias).orElse("");
        return Stream.of(row.name(), row.stem(), alias)
                .filter(name -> !name.isEmpty())
                .filter(name -> row.kind() == ModelKind.LORA || name.equals(row.name()))
                .distinct()
                .map(name -> key + ":\"" + name.replace("\"", "") + "\"")
                .collect(Collectors.joining(" OR "));
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
        read.putClientProperty("FlatLaf.style", "toolbar.margin: 3,0,3,0");
        facts.add(read, "alignx left,growx 0,h 26!");
    }

    /// What the user writes down; in grey what the file says.
    private void licence(ModelRow row) {
        var title = messages.text("about.licence");
        var field =
                new LineField(
                        "model-licence", title, text -> "", text -> covers.licence(row, text));
        field.tip(messages.text("about.licence.tip"));
        field.placeholder(messages.text("about.licence.unknown"));
        field.show(covers.licence(row));
        tasks.run(
                "read-models",
                task -> ModelLicence.of(row.file()),
                Tasks.Outcome.of(licence -> licence.ifPresent(field::placeholder), failure -> {}));
        facts.add(Label.field(title), "h 28!");
        facts.add(field.component(), "h 28!,wmin 0,growx");
    }

    private void folder(ModelRow row) {
        path("about.folder", String.valueOf(row.file().getParent()));
        models.copies().get().of(row.file()).forEach(it -> path("about.copy-of", it.toString()));
    }

    private void path(String key, String path) {
        facts.add(Label.field(messages.text(key)), "aligny top,gaptop 4");
        facts.add(new Prose(path, "text"), "w 224!,gaptop 4");
    }

    private NamedAction action(String key, Runnable action) {
        return new NamedAction(messages.text(key), action);
    }

    private String sentence(Message what) {
        var words = what.localized();
        boolean key = NAME_OF_TENSOR.matcher(words).lookingAt();
        return messages.text(
                "about.sentence",
                key ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1));
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

        /// Its caret would scroll the column to the last text when that is first shown.
        @Override
        public void scrollRectToVisible(Rectangle place) {
            // The column follows the focus.
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
