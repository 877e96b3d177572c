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
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Component;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What the pictures can be narrowed to, with counts, and the sources they come from. A click
/// writes the term into the search; a second one takes it out. Event thread.
final class FilterColumn {
    private static final int SHOWN = 8;

    private final Messages messages = Messages.of(FilterColumn.class);
    private final LibraryModel model;
    private final Source own;
    private final SourceVerbs verbs;
    private final ThemedPanel column =
            ThemedPanel.ground(
                    "bg.panel", "insets 8 8 8 8,wrap 1", "[grow,fill]", "[grow,fill]8[]");
    private final ThemedPanel items = ThemedPanel.clear("wrap 1,gap 0 2", "[grow,fill]", "");

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
    FilterColumn(LibraryModel model, Source own, SourceVerbs verbs) {
        this.model = model;
        this.own = own;
        this.verbs = verbs;
    }

    JComponent build() {
        column.setName("library-filters");
        var scroll = ScrollColumn.of(items);
        column.add(scroll, "hmin 0,gapright -8");
        column.add(foot());
        model.facets().bind(now -> fill());
        model.all().onChange(now -> fill());
        model.sources().onChange(now -> fill());
        model.text().onChange(now -> fill());
        verbs.thrown.count.onChange(now -> fill());
        verbs.thrown.shown.onChange(now -> fill());
        return column;
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

    private void fill() {
        var facets = model.facets().get();
        var focused = focused();
        items.removeAll();
        everything(facets);
        head("places");
        term("computer", "here", messages.text("filter.here"), facets.here(), "place:here");
        term("cloud", "there", messages.text("filter.there"), facets.there(), "place:there");
        term("both", "both", messages.text("filter.both"), facets.both(), "place:both");
        counts("collections", "collection", "folder", facets.collections());
        counts("tags", "tag", "text", facets.tags());
        counts("models", "model", "models", facets.models());
        counts("loras", "lora", "lora", facets.loras());
        counts("controls", "control", "control", facets.controls());
        sources();
        items.revalidate();
        items.repaint();
        focused.ifPresent(this::focus);
    }

    /// The item that has the keyboard, which the one in its place takes over.
    private Optional<Component> focused() {
        return Stream.of(items.getComponents())
                .filter(ColumnItem.class::isInstance)
                .filter(Component::isFocusOwner)
                .findFirst();
    }

    private void focus(Component before) {
        Stream.of(items.getComponents())
                .filter(it -> it instanceof ColumnItem)
                .filter(it -> Objects.equals(it.getName(), before.getName()))
                .filter(it -> ((ColumnItem) it).getText().equals(((ColumnItem) before).getText()))
                .findFirst()
                .ifPresent(Component::requestFocusInWindow);
    }

    private void everything(Facets facets) {
        var all =
                new ColumnItem(
                        "library",
                        "filter-all",
                        messages.text("filter.all"),
                        model.all().get().all());
        all.setSelected(model.text().get().isBlank() && !verbs.thrown.shown.get());
        all.addActionListener(event -> {
            verbs.thrown.shown.set(false);
            model.text().set("");
            fill();
        });
        items.add(all, "h 32!");
        term("star", "star", messages.text("filter.star"), facets.starred(), "star");
        trash();
    }

    /// Where there are buckets.
    private void trash() {
        boolean buckets =
                model.sources().get().stream().anyMatch(it -> it.source() instanceof Source.Bucket);
        if (!buckets) {
            return;
        }
        var item =
                new ColumnItem(
                        "trash",
                        "filter-trash",
                        messages.text("filter.trash"),
                        verbs.thrown.count.get());
        item.setSelected(verbs.thrown.shown.get());
        item.addActionListener(event -> verbs.thrown.shown.set(!verbs.thrown.shown.get()));
        items.add(item, "h 32!");
    }

    private void head(String key) {
        items.add(
                new Label(messages.text("filter." + key), TextStyle.STRONG, "text.tertiary"),
                "h 32!,gapleft 8,gaptop 8");
    }

    private void counts(String title, String key, String icon, List<Facets.Count> counts) {
        var named = counts.stream().filter(it -> !it.value().isBlank()).limit(SHOWN).toList();
        if (named.isEmpty()) {
            return;
        }
        head(title);
        for (var count : named) {
            var term = key + ":" + LibraryQuery.quoted(count.value());
            term(icon, key, count.value(), count.count(), term);
        }
    }

    private void term(String icon, String name, String title, int count, String term) {
        var item = new ColumnItem(icon, "filter-" + name, title, count);
        item.setSelected(!verbs.thrown.shown.get() && QueryTerms.has(model.text().get(), term));
        item.addActionListener(event -> narrow(term));
        items.add(item, "h 32!,wmin 0");
    }

    private void narrow(String term) {
        verbs.thrown.shown.set(false);
        var text = model.text().get();
        boolean alone = term.startsWith("place:");
        model.text().set(alone ? QueryTerms.only(text, term) : QueryTerms.toggled(text, term));
    }

    private void sources() {
        var all = model.sources().get();
        if (all.isEmpty()) {
            return;
        }
        head("sources");
        all.forEach(state -> items.add(row(state), "wmin 0"));
        int unreadable = all.stream().mapToInt(SourceState::unreadable).sum();
        if (unreadable > 0) {
            var item =
                    new ColumnItem(
                            "warning",
                            "library-unreadable",
                            messages.text("sources.left-out"),
                            unreadable);
            item.addActionListener(event -> {
                item.setSelected(false);
                verbs.unreadable().accept(item);
            });
            items.add(item, "h 32!,wmin 0");
        }
    }

    private JComponent row(SourceState state) {
        boolean away = state.phase() == SourceState.Phase.AWAY;
        var row = ThemedPanel.clear("insets 0 8 0 0", "[18!]10[grow,fill]4[26!]0[26!]", "[32!]");
        boolean folder = state.source() instanceof Source.Folder;
        var icon = away ? "warning" : folder ? "folder" : "cloud";
        row.add(new JLabel(Icons.of(icon, 18, away ? "warn" : "text.secondary")));
        boolean mine = state.source().equals(own);
        var name = mine ? messages.text("sources.own") : name(state.source());
        var label = new Label(name, TextStyle.BODY, away ? "warn" : "text");
        label.setToolTipText(tip(state));
        row.add(label, "wmin 0");
        var rescan =
                Buttons.icon(
                        "reuse",
                        messages.text("sources.rescan", name),
                        () -> verbs.rescan().accept(state.source()));
        rescan.setName("library-rescan-source");
        rescan.setEnabled(state.phase() != SourceState.Phase.SCANNING);
        row.add(rescan, "h 26!");
        var remove =
                Buttons.icon(
                        "close",
                        messages.text("sources.remove", name),
                        () -> verbs.remove().accept(state.source()));
        remove.setName("library-remove-source");
        remove.setVisible(!mine);
        row.add(remove, "h 26!");
        return row;
    }

    static String name(Source source) {
        return switch (source) {
            case Source.Folder it ->
                    it.path().getFileName() == null
                            ? it.path().toString()
                            : it.path().getFileName().toString();
            case Source.Bucket it -> it.toString().replace("oss://", "");
        };
    }

    private String tip(SourceState state) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return switch (state.phase()) {
            case NEW -> messages.text("sources.new", state.source());
            case SCANNING -> messages.text("sources.scanning", state.source(), state.pictures());
            case AWAY -> messages.text("sources.away", state.source(), state.reason().in(language));
            case READY ->
                    state.unreadable() == 0
                            ? messages.text("sources.ready", state.source(), state.pictures())
                            : messages.text(
                                    "sources.unreadable",
                                    state.source(),
                                    state.pictures(),
                                    state.unreadable(),
                                    state.problems().getFirst().reason().in(language));
        };
    }
}
