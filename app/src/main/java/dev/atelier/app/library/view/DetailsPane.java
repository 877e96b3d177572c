package dev.atelier.app.library.view;

import static java.time.format.FormatStyle.MEDIUM;
import static java.time.format.FormatStyle.SHORT;

import dev.atelier.app.library.ChosenSummary;
import dev.atelier.app.library.Entry;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What is known of the chosen picture: itself, where it lies, its words, its recipe field by
/// field, each to be copied or used alone. Of many that are chosen, what they are together. Event
/// thread.
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
    private Optional<Object> shown = Optional.empty();

    /// What can be done from here; all for what is chosen, but the file is shown and copied of one.
    ///
    /// @param star takes the star away where all have it
    /// @param menu opens beside a control
    /// @param use takes one field of the shown one's recipe
    /// @param compareTwin compares the shown one with its twin
    record Verbs(
            Runnable star,
            Runnable compare,
            Runnable showFile,
            Runnable copy,
            Runnable export,
            Runnable trash,
            Consumer<JComponent> menu,
            Consumer<RecipePart> use,
            Runnable compareTwin) {}

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
        show(Optional.empty());
        return pane;
    }

    /// @param entry the chosen one; empty where none is
    void show(Optional<Entry> entry) {
        if (shown.equals(Optional.of(entry))) {
            return;
        }
        shown = Optional.of(entry);
        body.removeAll();
        preview.show(entry);
        entry.ifPresentOrElse(this::fill, this::empty);
        settle(entry.filter(Entry::hasRecipe).isPresent());
    }

    /// Many are chosen.
    void show(ChosenSummary many) {
        if (shown.equals(Optional.of(many))) {
            return;
        }
        shown = Optional.of(many);
        body.removeAll();
        preview.show(Optional.empty());
        var count = String.format(Locale.ROOT, "%,d", many.count());
        body.add(Label.strong(messages.text("details.chosen", count)), "h 32!");
        body.add(buttons(many.allStarred(), true), "gaptop 4");
        body.add(summary(many), "gaptop 8,wmin 0");
        settle(false);
    }

    private void settle(boolean used) {
        foot.setVisible(used);
        body.revalidate();
        body.repaint();
    }

    private JComponent summary(ChosenSummary many) {
        var table = ThemedPanel.clear("wrap 3,gap 0", "[104!][grow,fill][26!]", "");
        var format = localized(DateTimeFormatter.ofLocalizedDate(MEDIUM));
        var first = format.format(many.first().atZone(ZoneId.systemDefault()));
        var last = format.format(many.last().atZone(ZoneId.systemDefault()));
        var range = first.equals(last) ? first : first + " – " + last;
        field(table, "made", range, Optional.empty());
        var models =
                many.models().stream()
                        .map(it -> messages.text("details.model-count", it.value(), it.count()))
                        .collect(Collectors.joining("\n"));
        field(table, "model", models, Optional.empty());
        field(table, "bytes", size(many.bytes()), Optional.empty());
        return table;
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
        body.add(buttons(entry.star(), false), "gaptop 4");
        body.add(where(entry), "gaptop 4,wmin 0");
        entry.twin().ifPresent(_ -> body.add(pair(entry), "gaptop 4,wmin 0"));
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

    private JComponent buttons(boolean starred, boolean many) {
        var row =
                ThemedPanel.clear("gap 2", many ? "[][][][]push[]" : "[][][][][][]push[]", "[36!]");
        row.add(icon(starred ? "starfill" : "star", starred ? "unstar" : "star", verbs.star));
        row.add(icon("compare", "compare", verbs.compare));
        if (!many) {
            row.add(icon("folder", "show-file", verbs.showFile));
            row.add(icon("copy", "copy", verbs.copy));
        }
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
        var where = GridCell.Where.of(entry);
        var key = where.key();
        row.add(pill(where.icon(), messages.text("where." + key)), "h 20!");
        var first = entry.best();
        var words = messages.text(first.away() ? "where.away" : "where." + key + ".words");
        var label = Label.small(words);
        label.setToolTipText(first.ref().toString());
        row.add(label, "wmin 0");
        return row;
    }

    private static JComponent pill(String icon, String words) {
        var pill = ThemedPanel.block("bg.well", 10, "insets 0 8 0 8,gap 4", "[14!][]");
        pill.add(new JLabel(Icons.of(icon, 14, "text.secondary")));
        pill.add(new Label(words, TextStyle.PILL, "text.secondary"), "h 20!");
        return pill;
    }

    /// Which of a pair it is, and the way to the other.
    private JComponent pair(Entry entry) {
        var row = ThemedPanel.clear("gap 8,wrap 2", "[][grow,fill]", "[24!]0[28!]");
        row.add(pill("pair", messages.text("pair")), "h 20!");
        var words = LibraryRows.pair(entry, Messages.of(LibraryRows.class));
        var label = Label.small(words);
        label.setToolTipText(words);
        row.add(label, "wmin 0");
        var compare = Buttons.link(messages.text("pair.compare"), verbs.compareTwin);
        compare.setName("library-twin");
        row.add(compare, "skip 1,growx 0,h 28!,pad 0 -7 0 -7");
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
            field(table, "sampling", sampling(messages, entry), Optional.of(RecipePart.SAMPLING));
            field(table, "lora", String.join(", ", entry.loras()), Optional.empty());
            field(table, "control", String.join(", ", entry.controls()), Optional.empty());
        }
        var format = localized(DateTimeFormatter.ofLocalizedDateTime(MEDIUM, SHORT));
        field(
                table,
                "made",
                format.format(entry.made().atZone(ZoneId.systemDefault())),
                Optional.empty());
        entry.places().stream()
                .map(Entry.Place::made)
                .filter(made -> !made.isEmpty())
                .distinct()
                .forEach(made -> {
                    field(table, "took", took(made), Optional.empty());
                    field(table, "computed", computed(made), Optional.empty());
                });
        for (var place : entry.places()) {
            var where = place.ref().isHere() ? "file" : "object";
            field(table, where, place.ref().toString(), Optional.empty());
        }
        field(table, "bytes", size(entry.bytes()), Optional.empty());
        return table;
    }

    private static DateTimeFormatter localized(DateTimeFormatter format) {
        return format.withLocale(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /// Such as `31 s, ¥0.07`; empty where unknown.
    private static String took(Provenance made) {
        var time =
                made.seconds() > 0
                        ? Stream.of(
                                Durations.text(Duration.ofMillis((long) (1e3 * made.seconds()))))
                        : Stream.<String>empty();
        var cost =
                made.cost().stream()
                        .filter(it -> it.amount().signum() != 0) // of the sandbox
                        .map(it -> Money.text(it.amount(), it.currency()));
        return Stream.concat(time, cost).collect(Collectors.joining(", "));
    }

    /// Such as `this computer, CPU bf16`.
    private String computed(Provenance made) {
        var place = made.place().isEmpty() ? messages.text("computed.here") : made.place();
        var numbers = (made.device() + " " + made.precision()).strip();
        return numbers.isEmpty() ? place : place + ", " + numbers;
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

    /// Such as `DPM++ 2M, 24 steps, guidance 7`.
    static String sampling(Messages messages, Entry entry) {
        return messages.text(
                "field.sampling-of",
                entry.sampler(),
                Integer.toString(entry.steps()),
                plain(entry.cfgScale()));
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
