package dev.atelier.app.library.view;

import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.LibraryCloud;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.TrashModel;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.ConfirmDialog;
import dev.atelier.app.shell.RedoKey;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PopupListener;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.NamePopover;
import dev.atelier.app.ui.popover.NamePopover.Verdict;
import java.awt.CardLayout;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/// The page of all pictures: filters, the search above the grid or one picture large, details.
/// Event thread.
final class LibraryView {
    /// Below these widths of the page the details and the filters hide.
    private static final int DETAILS_FROM = 1168;

    private static final int FILTERS_FROM = 1000;
    private static final String GRID = "grid";
    private static final String VIEWER = "viewer";
    private static final String EMPTY = "empty";
    private static final String TRASH = "trash";
    private static final int USUAL_SIZE = 168;

    private final Messages messages = Messages.of(LibraryView.class);
    private final AppContext context;
    private final LibraryModel model;
    private final LibraryActions actions;
    private final EntryTrash trash;
    private final LibraryRows rows;
    private final Source own;
    private final CloudMoves moves;
    private final EntryExport export;
    private final PictureGrid grid;
    private final JScrollPane scroll;
    private final Timeline timeline = new Timeline();
    private final SearchBar search;
    private final Value<Boolean> list;
    private final DetailsPane details;
    private final PictureViewer viewer;
    private final EmptyLibrary empty;
    private final TrashModel thrown;
    private final SourceActions adding;
    private final EntryFiles small;
    private Optional<TrashPane> trashPane = Optional.empty();
    private final Value<Boolean> inTrash = Value.of(false);
    private final ThemedPanel page =
            ThemedPanel.ground(
                    "bg.window", "", "[pref!,fill]0[grow,fill]0[pref!,fill]", "[grow,fill]");
    private final CardLayout cards = new CardLayout();
    private final JPanel middle = new JPanel(cards);
    private final CardLayout below = new CardLayout();
    private final JPanel pictures = new JPanel(below);
    private JComponent filters = new JPanel();
    private JComponent aside = new JPanel();
    private Optional<Boolean> filtersWanted = Optional.empty();
    private boolean large;
    private String searched = "";

    /// Counts what the details were to show, so that late answers are dropped.
    private int asked;

    /// Where the pictures come from.
    ///
    /// @param own the source of the studio's own
    /// @param moves between here and OSS
    /// @param export into a folder
    /// @param thrown what lies in the trash of buckets
    /// @param buckets of the account that is in use
    record Sources(
            Source own,
            EntryFiles files,
            CloudMoves moves,
            EntryExport export,
            TrashModel thrown,
            Buckets buckets) {}

    LibraryView(
            AppContext context,
            LibraryModel model,
            LibraryActions actions,
            EntryTrash trash,
            Sources sources) {
        own = sources.own;
        moves = sources.moves;
        export = sources.export;
        var files = sources.files;
        this.context = context;
        this.model = model;
        this.actions = actions;
        this.trash = trash;
        rows = new LibraryRows(model, files::small);
        var size = Value.of(USUAL_SIZE);
        grid = new PictureGrid(rows, context.tasks(), size);
        scroll = grid.scrolling();
        list = Value.of(context.settings().get(StudioSettings.LIBRARY_LIST));
        search = new SearchBar(model, size, list);
        details =
                new DetailsPane(
                        new Preview(context.tasks(), files::small, 2 * DetailsPane.WIDTH),
                        detailVerbs());
        viewer =
                new PictureViewer(
                        model,
                        grid,
                        files,
                        context.tasks(),
                        new PictureViewer.Verbs(
                                this::shrink, this::star, this::compareTwin, this::trash));
        thrown = sources.thrown;
        small = files;
        adding = new SourceActions(context, model, actions, sources.buckets);
        empty = new EmptyLibrary(model, actions::showForm, adding::addFolder);
    }

    private DetailsPane.Verbs detailVerbs() {
        return new DetailsPane.Verbs(
                this::star,
                () -> withChosen(actions::compare),
                () ->
                        lead().ifPresent(it ->
                                actions.with(
                                        it,
                                        file ->
                                                actions.pictures()
                                                        .ifPresent(all -> all.showFile(file)))),
                () ->
                        lead().ifPresent(it ->
                                actions.with(
                                        it,
                                        file ->
                                                actions.pictures()
                                                        .ifPresent(all -> all.copyPicture(file)))),
                () -> withChosen(this::export),
                this::trash,
                control -> withChosen(all -> menu(all).show(control, 0, control.getHeight())),
                part -> lead().ifPresent(it -> actions.use(it, part)),
                this::compareTwin);
    }

    JComponent build() {
        page.setName("view-library");
        RedoKey.on(page, context.commands());
        filters =
                new FilterColumn(
                                model,
                                own,
                                new FilterColumn.SourceVerbs(
                                        adding::addFolder,
                                        adding::addBucket,
                                        adding::unreadable,
                                        model::scan,
                                        model::removeSource,
                                        new FilterColumn.TrashEntry(
                                                thrown.pictures().map(List::size), inTrash)),
                                new LabelMenu(actions))
                        .build();
        aside = details.build();
        middle.setOpaque(false);
        middle.add(gridPage(), GRID);
        middle.add(viewer.build(), VIEWER);
        page.add(filters, "cell 0 0,w 224!");
        page.add(middle, "cell 1 0,wmin 0,hmin 0");
        page.add(aside, "cell 2 0,w " + DetailsPane.WIDTH + "!");
        grid.setName("library-grid");
        grid.start(messages.text("grid.name"));
        grid.verbs(new PictureGrid.Verbs(this::open, row -> star(), this::verb));
        grid.key("DELETE", this::trash);
        grid.key(
                "ctrl C",
                () ->
                        lead().ifPresent(it ->
                                actions.with(
                                        it,
                                        file ->
                                                actions.pictures()
                                                        .ifPresent(all -> all.copyPicture(file)))));
        menus(grid);
        menus(viewer.canvas());
        var files =
                new EntryTransfer(grid, model, small, all -> moves.fetch(all, small), adding::drop);
        grid.setTransferHandler(files);
        page.setTransferHandler(files);
        DropHighlight.outline(page, page, grid);
        listen();
        list.bind(this::asList);
        inTrash.onChange(this::showTrash);
        arrange();
        return page;
    }

    private void listen() {
        trash.choosing(refs -> {
            grid.selection().clear();
            if (!refs.isEmpty()) {
                model.idsAt(refs, grid.selection()::await);
            }
        });
        model.result()
                .bind(found -> {
                    rows.reshow();
                    var text = model.text().get();
                    grid.reshow(text.equals(searched));
                    searched = text;
                    timeline.setVisible(isInTime());
                    timeline.show(found.made());
                    settle();
                });
        model.searching().onChange(now -> settle());
        model.sources().onChange(now -> settle());
        model.loaded()
                .onChange(count -> {
                    grid.refresh();
                    detail();
                });
        grid.selection().changes().onChange(count -> detail());
        search.filters()
                .addActionListener(event -> {
                    filtersWanted = Optional.of(search.filters().isSelected());
                    arrange();
                });
        scroll.getVerticalScrollBar()
                .addAdjustmentListener(event -> {
                    var bar = scroll.getVerticalScrollBar();
                    timeline.at((double) bar.getValue() / Math.max(1, bar.getMaximum()));
                });
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        Keys.on(
                page,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke("ctrl F"),
                () -> true,
                () -> {
                    inTrash.set(false);
                    shrink();
                    search.focus();
                });
    }

    /// Whether the pictures are in the order of time, in all groups together.
    private boolean isInTime() {
        var sort = model.sort().get();
        var grouping = model.grouping().get();
        return (sort == Sort.NEWEST || sort == Sort.OLDEST)
                && (grouping == Grouping.NONE || grouping == Grouping.DAY);
    }

    /// What was thrown away in OSS, or the pictures.
    private void showTrash(boolean shown) {
        shrink();
        if (shown && trashPane.isEmpty()) {
            var verbs = new TrashPane.Verbs(() -> inTrash.set(false), trash::restore, this::empty);
            var pane = new TrashPane(thrown, small, context.tasks(), verbs);
            middle.add(pane.build(), TRASH);
            trashPane = Optional.of(pane);
        }
        cards.show(middle, shown ? TRASH : GRID);
        arrange();
        if (shown) {
            thrown.load();
        }
        focus();
    }

    private void empty(List<LibraryCloud.Trashed> which) {
        var question =
                new ConfirmDialog.Question(
                        messages.text("trash.empty.title", which.size()),
                        messages.text("trash.empty.words"),
                        messages.text("trash.empty.go"),
                        messages.text("trash.empty.keep"));
        if (ConfirmDialog.about(context.window().frame(), question)) {
            thrown.delete(
                    which, failure -> actions.say("warning", "warn", CloudMoves.words(failure)));
        }
    }

    /// Cells, or a list under the titles of its columns.
    private void asList(boolean now) {
        context.settings().put(StudioSettings.LIBRARY_LIST, now);
        var columns = LibraryColumns.columns(messages);
        grid.list(Optional.of(columns).filter(it -> now));
        var head = new ListHead(columns, LibraryColumns.orders(model));
        head.start(messages.text("list.head"));
        head.setName("library-columns");
        scroll.setColumnHeaderView(now ? head : null);
    }

    private JComponent gridPage() {
        var below = ThemedPanel.clear("", "[grow,fill]12[pref!,fill]", "[grow,fill]");
        below.add(scroll, "wmin 0,hmin 0");
        below.add(
                timeline.start(messages.text("timeline.name"), row -> jump(row)),
                "w " + Timeline.WIDTH + "!");
        pictures.setOpaque(false);
        pictures.add(below, GRID);
        pictures.add(empty.build(), EMPTY);
        var all =
                ThemedPanel.ground(
                        "bg.window",
                        "insets 10 16 0 8,wrap 1,hidemode 3",
                        "[grow,fill]",
                        "[]4[]4[grow,fill]");
        // Rows by number: a hidden notice would give its row to the pictures, which has no room.
        all.add(search.build(), "cell 0 0,wmin 0");
        all.add(
                new LibraryNotice(model, () -> context.commands().perform(Command.CONNECT_CLOUD))
                        .build(),
                "cell 0 1,wmin 0,hmin 36");
        // As tall as what is left: by the height of all pictures the rows above would shrink too.
        all.add(pictures, "cell 0 2,wmin 0,h 0:100:");
        return all;
    }

    private void jump(int row) {
        var place = grid.cells().place(row);
        var port = scroll.getViewport();
        int most = Math.max(0, grid.getHeight() - port.getHeight());
        port.setViewPosition(new Point(0, Math.clamp(place.y - CellLayout.HEAD, 0, most)));
    }

    /// Grid, or what says why there is none.
    private void settle() {
        below.show(pictures, empty.applies() ? EMPTY : GRID);
    }

    private void detail() {
        int mine = ++asked;
        if (grid.selection().size() > 1) {
            model.summary(
                    chosenIds(),
                    many -> {
                        if (mine == asked) {
                            details.show(many);
                        }
                    });
        } else {
            details.show(grid.selection().size() == 0 ? Optional.empty() : lead());
        }
    }

    private long[] chosenIds() {
        return grid.selection().chosen().stream().mapToLong(rows::id).toArray();
    }

    /// What is shown beside the pictures, by the width there is.
    private void arrange() {
        boolean wide = page.getWidth() >= FILTERS_FROM;
        boolean shown = filtersWanted.orElse(wide);
        filters.setVisible(shown && !(large && !wide));
        search.filters().setSelected(shown);
        aside.setVisible(page.getWidth() >= DETAILS_FROM && !inTrash.get());
        page.revalidate();
    }

    void focus() {
        if (inTrash.get()) {
            trashPane.ifPresent(TrashPane::focus);
        } else if (large) {
            viewer.canvas().requestFocusInWindow();
        } else {
            grid.requestFocusInWindow();
        }
    }

    private Optional<Entry> lead() {
        return model.entry(grid.selection().lead());
    }

    private void withChosen(Consumer<List<Entry>> action) {
        model.entries(chosenIds(), action);
    }

    private void star() {
        withChosen(actions::star);
    }

    /// The picture that the keyboard is at, with the other of its pair.
    void compareTwin() {
        lead().ifPresent(actions::compareTwin);
    }

    private void trash() {
        withChosen(this::trash);
    }

    /// From the place that is shown; asks where copies lie in both and both are shown.
    private void trash(List<Entry> entries) {
        var text = model.text().get();
        Consumer<EntryTrash.From> go = from -> actions.trash(entries, from, trash);
        if (QueryTerms.has(text, "place:here")) {
            go.accept(EntryTrash.From.HERE);
        } else if (QueryTerms.has(text, "place:there")) {
            go.accept(EntryTrash.From.THERE);
        } else if (entries.stream().noneMatch(it -> it.isHere() && it.isThere())) {
            go.accept(EntryTrash.From.BOTH);
        } else {
            JComponent on = large ? viewer.canvas() : grid;
            var at = large ? on.getVisibleRect() : leadInSight();
            menus().trashFrom(go).show(on, at.x + at.width / 3, at.y + at.height / 2);
        }
    }

    /// What of the cell at the keyboard is in sight, or all that is.
    private Rectangle leadInSight() {
        var seen = grid.getVisibleRect();
        int lead = grid.selection().lead();
        var cell = lead < 0 ? new Rectangle() : grid.cells().place(lead).intersection(seen);
        return cell.isEmpty() ? seen : cell;
    }

    private void verb(int row, CellPainter.Verb verb) {
        var entry = model.entry(row);
        if (entry.isEmpty()) {
            return;
        }
        var one = List.of(entry.get());
        switch (verb) {
            case COMPARE -> actions.compare(one);
            case STAR -> actions.star(one);
            case MORE -> {
                grid.selection().only(row);
                var place = CellPainter.verb(grid.cells().place(row), verb);
                menu(one).show(grid, place.x, place.y + place.height);
            }
        }
    }

    private LibraryMenu menus() {
        return new LibraryMenu(
                model,
                actions,
                new LibraryMenu.Verbs(
                        this::trash, moves, this::export, this::askName, this::askLife));
    }

    private JPopupMenu menu(List<Entry> entries) {
        return menus().of(entries);
    }

    private void export(List<Entry> entries) {
        export.ask(entries, (JComponent) search.filters().getParent());
    }

    private void askName(String title, Consumer<String> answer) {
        var add = messages.text("ask.add");
        askAtPicture(new NamePopover(title, text -> new Verdict(!text.isEmpty(), "", add), answer));
    }

    private void askLife(Consumer<Duration> answer) {
        var ask =
                new NamePopover(
                        messages.text("link.title"),
                        this::linkLife,
                        text -> LinkDuration.parse(text).ifPresent(answer));
        ask.example(messages.text("link.example"));
        askAtPicture(ask);
    }

    /// Where the pictures are that it is for.
    private void askAtPicture(NamePopover ask) {
        if (large) {
            var seen = viewer.canvas().getVisibleRect();
            ask.show(viewer.canvas(), new Rectangle(seen.width / 3, seen.height / 3, 0, 0));
        } else {
            ask.show(grid, leadInSight());
        }
    }

    private Verdict linkLife(String text) {
        boolean good = LinkDuration.parse(text).isPresent();
        var words = messages.text(good || text.isEmpty() ? "link.help" : "link.wrong");
        return new Verdict(good, words, messages.text("link.go"));
    }

    private void menus(JComponent on) {
        on.addMouseListener(
                new PopupListener(event -> {
                    if (grid.selection().size() > 0) {
                        withChosen(all -> {
                            if (!all.isEmpty() && on.isShowing()) {
                                menu(all).show(on, event.getX(), event.getY());
                            }
                        });
                    }
                }));
        for (var stroke : List.of("shift F10", "CONTEXT_MENU")) {
            Keys.on(
                    on,
                    KeyStroke.getKeyStroke(stroke),
                    () ->
                            withChosen(all -> {
                                if (!all.isEmpty()) {
                                    menu(all)
                                            .show(
                                                    on,
                                                    on.getVisibleRect().x + 40,
                                                    on.getVisibleRect().y + 40);
                                }
                            }));
        }
    }

    /// One picture, large.
    private void open(int row) {
        if (row >= 0 && row < rows.count()) {
            grid.go(row, false, false);
            large = true;
            arrange();
            cards.show(middle, VIEWER);
            SwingUtilities.invokeLater(viewer::open);
        }
    }

    /// Back to the grid.
    private void shrink() {
        if (large) {
            large = false;
            viewer.close();
            arrange();
            cards.show(middle, GRID);
            grid.requestFocusInWindow();
            if (grid.selection().lead() >= 0 && rows.count() > 0) {
                grid.reveal(Math.min(grid.selection().lead(), rows.count() - 1));
            }
        }
    }
}
