package dev.atelier.app.library.view;

import dev.atelier.app.library.Facets;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.LibraryQuery;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ColumnItem;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.KeptRows;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.Timer;

/// What the pictures can be narrowed to, with counts, and the sources they come from. A click
/// writes the term into the search; a second one takes it out. Event thread.
final class FilterColumn {
    private static final int SHOWN = 8;
    private static final int LEFT_MILLIS = 250;

    private final Messages messages = Messages.of(FilterColumn.class);
    private final LibraryModel model;
    private final Source own;
    private final SourceVerbs verbs;
    private final LabelMenu labels;
    private final ThemedPanel column =
            ThemedPanel.ground(
                    "bg.panel", "insets 8 8 8 8,wrap 1", "[grow,fill]", "[grow,fill]8[]");
    private final ThemedPanel items = ThemedPanel.clear("wrap 1,gap 0 2", "[grow,fill]", "");
    private final KeptRows rows = new KeptRows(items, this::list);
    private final SteadyCounts steady =
            new SteadyCounts(SHOWN, () -> items.getMousePosition(true) != null);

    /// What can be done with sources.
    ///
    /// @param addFolder asks for a folder
    /// @param addBucket asks for a bucket and a prefix, below a control
    /// @param unreadable says which files were left out, beside a control
    record SourceVerbs(
            Runnable addFolder,
            Consumer<JComponent> addBucket,
            Consumer<JComponent> unreadable,
            Consumer<Source> rescan,
            Consumer<Source> remove,
            TrashEntry thrown) {}

    /// The page of what was thrown away in OSS.
    ///
    /// @param count how many
    /// @param shown whether the page is
    record TrashEntry(Observed<Integer> count, Value<Boolean> shown) {}

    /// @param own the source of the studio's own pictures, which stays
    FilterColumn(LibraryModel model, Source own, SourceVerbs verbs, LabelMenu labels) {
        this.labels = labels;
        this.model = model;
        this.own = own;
        this.verbs = verbs;
    }

    JComponent build() {
        column.setName("library-filters");
        var scroll = ScrollColumn.of(items);
        column.add(scroll, "hmin 0,gapright -8");
        column.add(foot());
        model.facets().bind(now -> rows.list());
        model.all().onChange(now -> rows.list());
        model.sources().onChange(now -> rows.list());
        model.collections().onChange(now -> rows.list());
        model.text().onChange(now -> rows.list());
        verbs.thrown.count.onChange(now -> rows.list());
        verbs.thrown.shown.onChange(now -> rows.list());
        // No event of the column itself says that the pointer has left its rows.
        var left = new Timer(LEFT_MILLIS, event -> relist());
        column.addHierarchyListener(event -> {
            if (column.isShowing()) {
                left.start();
            } else {
                left.stop();
            }
        });
        return column;
    }

    private void relist() {
        if (steady.isLeft()) {
            rows.list();
        }
    }

    private JComponent foot() {
        var foot = ThemedPanel.clear("gap 4", "[grow,fill][grow,fill]", "[28!]");
        var folder = Buttons.secondary(messages.text("sources.folder"), verbs.addFolder());
        folder.setName("library-add-folder");
        folder.setIcon(Icons.of("plus", 16, "text.secondary"));
        folder.setToolTipText(messages.text("sources.folder.tip"));
        var bucket = Buttons.secondary(messages.text("sources.bucket"), () -> {});
        bucket.addActionListener(event -> verbs.addBucket().accept(bucket));
        bucket.setName("library-add-bucket");
        bucket.setIcon(Icons.of("plus", 16, "text.secondary"));
        bucket.setToolTipText(messages.text("sources.bucket.tip"));
        foot.add(folder, "h 28!,wmin 0");
        foot.add(bucket, "h 28!,wmin 0");
        return foot;
    }

    private void list() {
        var facets = model.facets().get();
        everything(facets);
        head("places");
        term("computer", "here", messages.text("filter.here"), facets.here(), "place:here");
        term("cloud", "there", messages.text("filter.there"), facets.there(), "place:there");
        term("both", "both", messages.text("filter.both"), facets.both(), "place:both");
        counts("collections", "collection", "folder", Facets::collections);
        counts("tags", "tag", "text", Facets::tags);
        counts("models", "model", "models", Facets::models);
        counts("loras", "lora", "lora", Facets::loras);
        counts("controls", "control", "control", Facets::controls);
        sources();
    }

    /// The next row, of which the count and the mark are those of now.
    private ColumnItem item(String key, Supplier<ColumnItem> make, int count, boolean selected) {
        var item = rows.row(key, "h 32!,wmin 0", ColumnItem.class, make);
        item.count(OptionalInt.of(count));
        item.setSelected(selected);
        return item;
    }

    private void everything(Facets facets) {
        int all = model.all().get().all();
        item(
                "all",
                () -> {
                    var item =
                            new ColumnItem(
                                    "library", "filter-all", messages.text("filter.all"), all);
                    item.addActionListener(event -> {
                        verbs.thrown.shown.set(false);
                        model.text().set("");
                        rows.list();
                    });
                    return item;
                },
                all,
                model.text().get().isBlank() && !verbs.thrown.shown.get());
        term("star", "star", messages.text("filter.star"), facets.starred(), "star");
        term("both", "pairs", messages.text("filter.pairs"), facets.pairs(), "place:pair")
                .setToolTipText(messages.text("filter.pairs.tip"));
        trash();
    }

    /// Where there are buckets.
    private void trash() {
        boolean buckets =
                model.sources().get().stream().anyMatch(it -> it.source() instanceof Source.Bucket);
        if (!buckets) {
            return;
        }
        var shown = verbs.thrown.shown;
        int count = verbs.thrown.count.get();
        item(
                "trash",
                () -> {
                    var item =
                            new ColumnItem(
                                    "trash", "filter-trash", messages.text("filter.trash"), count);
                    item.addActionListener(event -> shown.set(!shown.get()));
                    return item;
                },
                count,
                shown.get());
    }

    private void head(String key) {
        rows.row(
                "head:" + key,
                "h 32!,gapleft 8,gaptop 8",
                Label.class,
                () -> new Label(messages.text("filter." + key), TextStyle.STRONG, "text.tertiary"));
    }

    private void counts(
            String title, String key, String icon, Function<Facets, List<Facets.Count>> group) {
        var found = group.apply(model.facets().get());
        var named = steady.of(title, found, group.apply(model.all().get()));
        if (key.equals(LabelKind.COLLECTION.key)) {
            named = withEmpty(named);
        }
        if (named.isEmpty()) {
            return;
        }
        head(title);
        for (var count : named) {
            term(icon, key, count.value(), count.count(), term(key, count.value()));
        }
    }

    /// With the collections that hold no picture: they can be taken away, too.
    private List<Facets.Count> withEmpty(List<Facets.Count> named) {
        var names = named.stream().map(Facets.Count::value).collect(Collectors.toSet());
        var all = model.all().get().collections().stream().map(Facets.Count::value).toList();
        var empty =
                model.collections().get().stream()
                        .filter(it -> !names.contains(it) && !all.contains(it))
                        .map(it -> new Facets.Count(it, 0));
        return Stream.concat(named.stream(), empty).toList();
    }

    private static String term(String key, String value) {
        return key + ":" + LibraryQuery.quoted(value);
    }

    private ColumnItem term(String icon, String name, String title, int count, String term) {
        return item(
                term,
                () -> {
                    var item = new ColumnItem(icon, "filter-" + name, title, count);
                    item.addActionListener(event -> narrow(term));
                    for (var kind : LabelKind.values()) {
                        if (name.equals(kind.key)) {
                            labels.on(
                                    item,
                                    new LabelMenu.Label(kind, title),
                                    other -> rows.heir(term(name, other)));
                        }
                    }
                    return item;
                },
                count,
                isIn(term));
    }

    private boolean isIn(String term) {
        return !verbs.thrown.shown.get() && QueryTerms.has(model.text().get(), term);
    }

    private void narrow(String term) {
        verbs.thrown.shown.set(false);
        var text = model.text().get();
        boolean alone = term.startsWith("place:") || term.startsWith("source:");
        model.text().set(alone ? QueryTerms.only(text, term) : QueryTerms.toggled(text, term));
    }

    private void sources() {
        var all = model.sources().get();
        if (all.isEmpty()) {
            return;
        }
        head("sources");
        for (var state : all) {
            var source = state.source();
            rows.row(
                            "source:" + source,
                            "wmin 0",
                            SourceRow.class,
                            () -> new SourceRow(source, source.equals(own), this::narrow, verbs))
                    .show(state, isIn(SourceRow.term(source)));
        }
        int unreadable = all.stream().mapToInt(SourceState::unreadable).sum();
        if (unreadable > 0) {
            item("unreadable", () -> unreadable(unreadable), unreadable, false);
        }
    }

    private ColumnItem unreadable(int count) {
        var item =
                new ColumnItem(
                        "warning", "library-unreadable", messages.text("sources.left-out"), count);
        item.addActionListener(event -> {
            item.setSelected(false);
            verbs.unreadable().accept(item);
        });
        return item;
    }
}
