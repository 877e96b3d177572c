package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What is known of the chosen picture: itself, where it lies, its words, its recipe field by
/// field, each to be copied or used alone. Event thread.
final class DetailsPane {
    static final int WIDTH = 336;
    private static final int PICTURE = 203;

    private final Messages messages = Messages.of(DetailsPane.class);
    private final Verbs verbs;
    private final ThemedPanel pane =
            ThemedPanel.ground(
                    "bg.panel",
                    "insets 16 16 12 16,wrap 1,hidemode 3",
                    "[grow,fill]",
                    "[grow,fill][]");
    private final ThemedPanel body = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");
    private final Preview preview;
    private final ThemedPanel foot = ThemedPanel.clear("gap 8", "[grow,fill][grow,fill]", "[32!]");
    private Optional<Entry> shown = Optional.empty();
    private int chosen;

    /// What can be done from here; all for what is chosen.
    ///
    /// @param star takes the star away where all have it
    /// @param menu opens beside a control
    /// @param use takes one field of the shown one's recipe
    record Verbs(
            Runnable star,
            Runnable compare,
            Runnable showFile,
            Runnable copy,
            Runnable export,
            Runnable trash,
            Consumer<JComponent> menu,
            Consumer<RecipePart> use,
            Runnable open) {}

    DetailsPane(Preview preview, Verbs verbs) {
        this.preview = preview;
        this.verbs = verbs;
    }

    JComponent build() {
        pane.setName("library-details");
        pane.add(ScrollColumn.of(body), "hmin 0,gapright -8");
        var all =
                Buttons.primary(
                        new NamedAction(
                                messages.text("details.use-all"),
                                () -> verbs.use.accept(RecipePart.ALL)));
        all.setName("library-use-all");
        var remix =
                Buttons.secondary(
                        messages.text("details.remix"), () -> verbs.use.accept(RecipePart.REMIX));
        remix.setName("library-remix");
        remix.setIcon(Icons.of("dice", 16, "text.secondary"));
        foot.add(all, "h 32!,wmin 0");
        foot.add(remix, "h 32!,wmin 0");
        pane.add(foot, "gaptop 8");
        show(Optional.empty(), 0);
        return pane;
    }

    /// @param entry the one that the keyboard is at
    /// @param count how many are chosen
    void show(Optional<Entry> entry, int count) {
        if (shown.equals(entry) && chosen == count && body.getComponentCount() > 0) {
            return;
        }
        shown = entry;
        chosen = count;
        body.removeAll();
        preview.show(entry);
        entry.ifPresentOrElse(this::fill, this::empty);
        foot.setVisible(entry.filter(Entry::hasRecipe).isPresent());
        body.revalidate();
        body.repaint();
    }

    private void empty() {
        var icon = new JLabel(Icons.of("image", 20, "text.tertiary"));
        icon.setHorizontalAlignment(JLabel.LEADING);
        body.add(icon, "gaptop 24");
        body.add(Label.strong(messages.text("details.none")), "gaptop 8");
        body.add(text(messages.text("details.none.hint"), "text.secondary"), "gaptop 4,wmin 0");
    }

    private void fill(Entry entry) {
        body.add(preview, "h " + PICTURE + "!");
        body.add(buttons(entry), "gaptop 4");
        if (chosen > 1) {
            var many = messages.text("details.chosen", String.format(Locale.ROOT, "%,d", chosen));
            body.add(Label.strong(many), "gaptop 4");
        }
        body.add(where(entry), "gaptop 4,wmin 0");
        if (entry.hasRecipe()) {
            words("details.prompt", entry.prompt(), RecipePart.PROMPT);
            if (!entry.negative().isBlank()) {
                words("details.negative", entry.negative(), RecipePart.NEGATIVE);
            }
        } else {
            body.add(
                    text(messages.text("details.no-recipe"), "text.secondary"), "gaptop 12,wmin 0");
        }
        body.add(Label.strong(messages.text("details.recipe")), "h 32!,gaptop 8");
        body.add(fields(entry), "wmin 0");
        labels("details.tags", entry.tags());
        labels("details.collections", entry.collections());
        body.add(new JLabel(), "h 8!");
    }

    private JComponent buttons(Entry entry) {
        var row = ThemedPanel.clear("gap 2", "[][][][][][]push[]", "[36!]");
        row.add(
                icon(
                        entry.star() ? "starfill" : "star",
                        entry.star() ? "unstar" : "star",
                        verbs.star));
        row.add(icon("compare", "compare", verbs.compare));
        row.add(icon("folder", "show-file", verbs.showFile));
        row.add(icon("copy", "copy", verbs.copy));
        row.add(icon("external", "export", verbs.export));
        var more = icon("more", "more", () -> {});
        more.addActionListener(event -> verbs.menu.accept(more));
        row.add(more);
        row.add(icon("trash", "trash", verbs.trash));
        return row;
    }

    private JButton icon(String icon, String key, Runnable action) {
        var button = Buttons.icon(icon, messages.text("details." + key), action);
        button.setName("library-" + (key.equals("unstar") ? "star" : key));
        return button;
    }

    private JComponent where(Entry entry) {
        var row = ThemedPanel.clear("gap 8", "[][grow,fill]", "[24!]");
        boolean both = entry.isHere() && entry.isThere();
        var key = both ? "both" : entry.isHere() ? "here" : "there";
        var icon = both ? "both" : entry.isHere() ? "computer" : "cloud";
        var pill = ThemedPanel.block("bg.well", 10, "insets 0 8 0 8,gap 4", "[14!][]");
        pill.add(new JLabel(Icons.of(icon, 14, "text.secondary")));
        pill.add(
                new Label(messages.text("where." + key), TextStyle.PILL, "text.secondary"),
                "h 20!");
        row.add(pill, "h 20!");
        var first = entry.best();
        var words = messages.text(first.away() ? "where.away" : "where." + key + ".words");
        var label = Label.small(words);
        label.setToolTipText(first.ref().toString());
        row.add(label, "wmin 0");
        return row;
    }

    private void words(String title, String words, RecipePart part) {
        var head = ThemedPanel.clear("", "[grow,fill][26!]", "[32!]");
        head.add(Label.strong(messages.text(title)));
        head.add(use(part), "h 26!");
        body.add(head, "gaptop 8");
        body.add(text(words.isBlank() ? "–" : words, "text"), "wmin 0");
    }

    private JComponent use(RecipePart part) {
        var name = messages.text("part." + part);
        var button =
                Buttons.icon(
                        "reuse", messages.text("details.use", name), () -> verbs.use.accept(part));
        button.setName("library-use-" + part);
        return button;
    }

    private static CopyableText text(String words, String token) {
        return new CopyableText(words, token);
    }

    private JComponent fields(Entry entry) {
        var table = ThemedPanel.clear("wrap 3,gap 0", "[104!][grow,fill][26!]", "");
        if (entry.hasRecipe()) {
            field(table, "model", entry.model(), Optional.of(RecipePart.MODEL));
            field(
                    table,
                    "seed",
                    entry.seed().map(Object::toString).orElse(""),
                    Optional.of(RecipePart.SEED));
        }
        field(
                table,
                "size",
                entry.width() > 0 ? entry.width() + " × " + entry.height() : "",
                entry.hasRecipe() ? Optional.of(RecipePart.SIZE) : Optional.empty());
        if (entry.hasRecipe()) {
            var sampling = entry.sampler() + ", " + entry.steps() + ", " + plain(entry.cfgScale());
            field(table, "sampling", sampling, Optional.of(RecipePart.SAMPLING));
            field(table, "lora", String.join(", ", entry.loras()), Optional.empty());
            field(table, "control", String.join(", ", entry.controls()), Optional.empty());
        }
        var format =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(Locale.getDefault(Locale.Category.DISPLAY));
        field(
                table,
                "made",
                format.format(entry.made().atZone(ZoneId.systemDefault())),
                Optional.empty());
        for (var place : entry.places()) {
            var where = place.ref().isHere() ? "file" : "object";
            field(table, where, place.ref().toString(), Optional.empty());
        }
        field(table, "bytes", size(entry.bytes()), Optional.empty());
        return table;
    }

    private void field(ThemedPanel table, String key, String value, Optional<RecipePart> part) {
        if (value.isBlank()) {
            return;
        }
        table.add(Label.field(messages.text("field." + key)), "h 26!,aligny top,wmin 0");
        table.add(text(value, "text"), "wmin 0,gaptop 2");
        var use = part.<JComponent>map(this::use).orElseGet(JLabel::new);
        table.add(use, "h 26!,aligny top");
    }

    private void labels(String title, List<String> all) {
        if (!all.isEmpty()) {
            body.add(Label.strong(messages.text(title)), "h 32!,gaptop 8");
            body.add(text(String.join(", ", all), "text"), "wmin 0");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    static String size(long bytes) {
        if (bytes < 1_000_000) {
            return Math.max(1, bytes / 1000) + " KB";
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
