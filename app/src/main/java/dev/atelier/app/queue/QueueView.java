package dev.atelier.app.queue;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.WordsOrIcons;
import dev.atelier.recipe.Recipe;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;

/// The queue as rows: what runs, what waits, what failed, in a lane for each place where there is
/// more than one. Rows are dragged into another order or another lane; Alt with Up and Down does
/// the same. Rows are chosen by clicks and with Up and Down, and Shift extends what is chosen;
/// Delete drops it, R runs again what ended. Enter takes the recipe of the row that has the
/// keyboard into the form, Ctrl+C copies it, L shows the log of its service.
public final class QueueView {
    /// "All" and so many places stand side by side.
    private static final int MOST_CELLS = 4;

    /// Below this width the header shows icons for its buttons and no choice of lanes.
    private static final int WORDS_FROM = 360;

    /// Device pixels of a small picture at 200 %.
    private static final int THUMB_WIDTH = 96;

    private static final int THUMB_HEIGHT = 64;

    private final Messages messages = Messages.of(QueueView.class);
    private final QueueModel queue;
    private final JobMenu menu;
    private final PresentSpeed expected;
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.panel", "insets 0 16 0 12", "[grow,fill]", "[32!][][grow,fill,shp 200][]");
    private final ThemedPanel list = ThemedPanel.clear("", "[grow,fill]", "");
    private final Label empty = Label.small("");
    private final Label count = Label.small("");
    private final ThemedPanel header = ThemedPanel.clear("gap 4,hidemode 3", "[grow]", "[32!]");
    private final JButton cancelAll;
    private final QueueSummary summary;
    private final QueueSelection selection;
    private final JButton fold;
    private JComponent scroll = list;
    private Value<Boolean> folded = Value.of(false);
    private final Map<Long, QueueRow> rows = new HashMap<>();
    private final Map<String, QueueLane> lanes = new HashMap<>();
    private final ThemedPanel filter = ThemedPanel.clear("", "", "[28!]");
    private List<Job> shown = List.of();
    private Optional<Thumbs> thumbs = Optional.empty();
    private Optional<JobSupply> supply = Optional.empty();
    private String only = "";

    /// Whether the header has no room to choose one lane.
    private boolean narrow;

    /// @param expected how long a recipe will take, where that is known
    /// @param use takes a job's recipe into the form
    /// @param key the one that orders a picture, as people read it; empty for none
    public QueueView(
            QueueModel queue, TimePrediction expected, Consumer<Recipe> use, Observed<String> key) {
        this(queue, expected, use);
        key.bind(now ->
                empty.setText(
                        now.isEmpty()
                                ? messages.text("queue.empty.plain")
                                : messages.text("queue.empty", now)));
    }

    /// @param expected how long a recipe will take, where that is known
    /// @param use takes a job's recipe into the form
    QueueView(QueueModel queue, TimePrediction expected, Consumer<Recipe> use) {
        this.queue = queue;
        menu = new JobMenu(queue, use);
        this.expected = new PresentSpeed(queue, expected);
        summary = new QueueSummary(queue, this.expected, messages);
        selection =
                new QueueSelection(
                        queue, messages, () -> rows.forEach((id, row) -> row.choose(selected(id))));
        menu.together(selection::with);
        fold = Buttons.icon("chevron-down", messages.text("queue.fold"), this::turn);
        fold.setName("queue-fold");
        count.setName("queue-count");
        cancelAll = Buttons.quiet(messages.text("queue.cancel-all"), queue::cancelAll);
        cancelAll.setName("queue-cancel-all");
        cancelAll.setIcon(Icons.of("close", 16, "text.secondary"));
        list.add(empty, "cell 0 999,h 32!");
        // Cells, as what is hidden would leave its row to the next.
        panel.add(header(), "cell 0 0");
        panel.add(problem(), "cell 0 1");
        scroll = ScrollColumn.of(list);
        panel.add(scroll, "cell 0 2,hmin " + QueueRow.HEIGHT);
        panel.add(selection.component(), "cell 0 3,h 0:%1$d:%1$d".formatted(QueueSelection.HEIGHT));
        queue.places().bind(this::lanes);
        queue.jobs().bind(this::show);
        queue.sent().onChange(_ -> show(queue.jobs().get()));
    }

    private boolean selected(long job) {
        return selection.has(job);
    }

    /// Follows whether only one line of it shows. Its view gives it that height.
    public void folding(Value<Boolean> one) {
        folded = one;
        one.bind(now -> {
            scroll.setVisible(!now);
            selection.fold(now);
            fold.setIcon(Icons.quiet(now ? "chevron-up" : "chevron-down"));
            var words = messages.text(now ? "queue.unfold" : "queue.fold");
            fold.setToolTipText(words);
            fold.getAccessibleContext().setAccessibleName(words);
            filter(queue.places().get());
            summary.fold(now);
            fit();
            panel.revalidate();
        });
    }

    /// @param show shows the log of a service
    public void logs(Consumer<String> show) {
        menu.logs(show);
    }

    /// Offers to send models that a service lacks.
    public void supplying(ModelTransfer models, Tasks tasks) {
        supply = Optional.of(new JobSupply(models, tasks, this::again));
        again();
    }

    /// Shows small pictures of what a job made or begins from, read by these tasks.
    public void thumbs(Tasks tasks) {
        thumbs =
                Optional.of(
                        new Thumbs(
                                tasks,
                                image -> Thumbs.filling(image, THUMB_WIDTH, THUMB_HEIGHT),
                                list::repaint));
    }

    private Optional<BufferedImage> thumb(Path file) {
        return thumbs.flatMap(it -> it.of(file));
    }

    private void turn() {
        folded.set(!folded.get());
    }

    /// A lane for each place; those of places that are gone leave.
    private void lanes(List<PlaceQueue> places) {
        lanes.entrySet()
                .removeIf(lane -> {
                    boolean gone =
                            places.stream().noneMatch(it -> it.place().id().equals(lane.getKey()));
                    if (gone) {
                        list.remove(lane.getValue().component());
                        lane.getValue().close();
                    }
                    return gone;
                });
        for (var place : places) {
            lanes.computeIfAbsent(
                    place.place().id(),
                    id -> {
                        var lane = new QueueLane(place, messages);
                        list.add(lane.component());
                        lane.follow(live -> progress(place, live), this::again);
                        return lane;
                    });
        }
        filter(places);
        again();
    }

    private void again() {
        show(queue.jobs().get());
    }

    /// How many jobs there are is said whole; when they are done, where there is room beside it. In
    /// one line the places say what they do, as many as have room.
    private void fit() {
        summary.roomy(true);
        summary.most(QueueSummary.SHOWN);
        count.setVisible(true);
        if (!folded.get()) {
            summary.roomy(fits());
            return;
        }
        count.setVisible(fits());
        for (int most = QueueSummary.SHOWN - 1; most > 0 && !fits(); most--) {
            summary.most(most);
        }
    }

    /// What was changed meanwhile counts, although it is not laid out yet.
    private boolean fits() {
        summary.places().invalidate();
        header.invalidate();
        return header.getPreferredSize().width - summary.slack() <= header.getWidth();
    }

    /// Which lane alone is shown.
    private void filter(List<PlaceQueue> places) {
        filter.removeAll();
        filter.setVisible(places.size() > 1 && !folded.get() && !narrow);
        if (narrow || places.stream().noneMatch(it -> it.place().id().equals(only))) {
            only = "";
        }
        if (places.size() > 1) {
            var ids =
                    Stream.concat(Stream.of(""), places.stream().map(it -> it.place().id()))
                            .toList();
            filter.add(
                    ids.size() > MOST_CELLS
                            ? list(ids)
                            : Segment.of(ids, only, this::nameOf, this::only));
        }
        filter.revalidate();
    }

    /// The places as a list, where there are too many to stand side by side.
    private JComponent list(List<String> ids) {
        var box = new JComboBox<>(ids.stream().map(this::nameOf).toArray(String[]::new));
        box.setName("queue-places");
        box.getAccessibleContext().setAccessibleName(messages.text("queue.all-places"));
        box.setSelectedIndex(Math.max(0, ids.indexOf(only)));
        box.addActionListener(event -> only(ids.get(Math.max(0, box.getSelectedIndex()))));
        return box;
    }

    private void only(String place) {
        only = place;
        again();
    }

    private String nameOf(String place) {
        return place.isEmpty()
                ? messages.text("queue.all-places")
                : queue.at(place).map(it -> QueueLane.name(it.place(), messages)).orElse(place);
    }

    public JComponent component() {
        return panel;
    }

    private JComponent header() {
        header.add(Label.strong(messages.text("queue.title")), "cell 0 0");
        var state = new Label(messages.text("queue.paused"), TextStyle.SMALL, "warn");
        state.setName("queue-paused");
        header.add(state, "cell 0 0,wmin 0,gapleft 4");
        // Words that only inform give way first, then the names of places, then what can be
        // pressed: the order holds within one cell, between columns it would not.
        header.add(filter, "cell 0 0,gapleft 4,gapright 4,wmin 0,shrinkprio 120");
        header.add(count, "cell 0 0,gapleft 4,wmin 0,shrinkprio 200");
        header.add(summary.places(), "cell 0 0,wmin 0,shrinkprio 150");
        header.add(new JLabel(), "cell 0 0,growx");
        header.add(summary.total(), "cell 0 0,wmin 0,gapright 8,shrinkprio 150");
        header.add(summary.worst(), "cell 0 0,wmin 0,gapright 8");
        var pause = Buttons.quiet(messages.text("queue.pause"), queue.here()::pause);
        pause.setIcon(Icons.of("pause", 16, "text.secondary"));
        pause.setName("queue-pause");
        pause.setToolTipText(messages.text("queue.pause.tip"));
        var resume = Buttons.quiet(messages.text("queue.resume"), queue.here()::resume);
        resume.setName("queue-resume");
        resume.setIcon(Icons.of("play", 16, "accent.text"));
        header.add(pause, "cell 0 0,h 26!,wmin 32");
        header.add(resume, "cell 0 0,h 26!,wmin 32");
        header.add(cancelAll, "cell 0 0,h 26!,wmin 32");
        header.add(fold, "cell 0 0,h 26!,wmin 26");
        WordsOrIcons.from(WORDS_FROM, header);
        header.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        narrow = header.getWidth() < WORDS_FROM;
                        filter(queue.places().get());
                        again();
                    }
                });
        Runnable show =
                () -> {
                    boolean paused = queue.here().paused().get();
                    boolean alone = queue.places().get().size() == 1; // else each lane has its own
                    pause.setVisible(alone && !paused);
                    resume.setVisible(alone && paused);
                    state.setVisible(alone && paused);
                };
        queue.here().paused().bind(paused -> show.run());
        queue.places().onChange(places -> show.run());
        return header;
    }

    /// What is wrong with the queue itself, until it is read.
    private JComponent problem() {
        var banner =
                ThemedPanel.block("warn.soft", 8, "insets 4 8 4 4,gap 8", "[18!][grow,fill][28!]");
        var words = Label.body("");
        banner.add(new JLabel(Icons.of("warning", 18, "warn")));
        banner.add(words, "wmin 0");
        var close = Buttons.icon("close", messages.text("queue.problem.close"), queue::understood);
        close.setName("queue-problem-close");
        banner.add(close, "h 26!");
        queue.problem()
                .bind(problem -> {
                    banner.setVisible(problem.isPresent());
                    words.setText(problem.map(this::inWords).orElse(""));
                    banner.setToolTipText(words.getText());
                });
        return banner;
    }

    private String inWords(QueueModel.Problem problem) {
        return switch (problem) {
            case QueueModel.Problem.SetAside(var to) ->
                    messages.text("queue.problem.set-aside", to);
            case QueueModel.Problem.PartSetAside(var to, var jobs) ->
                    messages.text("queue.problem.part", jobs, to);
            case QueueModel.Problem.NotSaved(var why) ->
                    messages.text("queue.problem.not-saved", why);
            case QueueModel.Problem.PictureNotSaved(var why) ->
                    messages.text("queue.problem.picture", why);
        };
    }

    private void show(List<Job> jobs) {
        var places = queue.places().get();
        shown =
                places.stream()
                        .filter(it -> only.isEmpty() || it.place().id().equals(only))
                        .flatMap(it -> listed(jobs, it.place().id()))
                        .toList();
        rows.entrySet()
                .removeIf(row -> {
                    boolean gone = shown.stream().noneMatch(job -> job.id() == row.getKey());
                    if (gone) {
                        list.remove(row.getValue().component());
                    }
                    return gone;
                });
        selection.follow(shown);
        int at = 0;
        for (var place : places) {
            at = show(place, at, jobs);
        }
        empty.setVisible(shown.isEmpty() && only.isEmpty());
        var counted = queue.count(jobs);
        count.setText(counted.words());
        cancelAll.setEnabled(counted.open() > 0);
        fit();
        list.revalidate();
        list.repaint();
    }

    private static Stream<Job> listed(List<Job> jobs, String place) {
        return jobs.stream()
                .filter(job -> job.place().equals(place) && QueueCount.isListed(job))
                .sorted(Comparator.comparingInt(QueueView::part));
    }

    /// What goes on stands above what has ended, so that a new job is in view.
    private static int part(Job job) {
        return switch (job.state()) {
            case RUNNING -> 0;
            case QUEUED -> 1;
            default -> 2;
        };
    }

    /// One lane.
    ///
    /// @param from the line where it begins
    /// @return the line behind it
    private int show(PlaceQueue place, int from, List<Job> all) {
        var layout = (MigLayout) list.getLayout();
        var id = place.place().id();
        int at = from;
        var lane = lanes.get(id);
        var jobs = shown.stream().filter(job -> job.place().equals(id)).toList();
        // A lane where nothing is to be seen takes no room from the others.
        boolean used = !jobs.isEmpty() || place.paused().get() || only.equals(id);
        boolean head =
                used && queue.places().get().size() > 1 && (only.isEmpty() || only.equals(id));
        if (lane != null) {
            lane.component().setVisible(head);
            lane.show(
                    queue.count(all.stream().filter(job -> job.place().equals(id)).toList()),
                    QueueTotals.of(place, all, expected));
            layout.setComponentConstraints(
                    lane.component(), "cell 0 %d,h %d!,wmin 0".formatted(at++, QueueLane.HEIGHT));
        }
        for (int i = 0; i < jobs.size(); i++) {
            var job = jobs.get(i);
            var row = rows.computeIfAbsent(job.id(), number -> added(job));
            supply.ifPresent(it -> row.help(it.of(job, place)));
            row.show(job, i + 1, new QueueRow.Estimate(place, expected.of(id, job.recipe())));
            layout.setComponentConstraints(
                    row.component(), "cell 0 %d,h %d!,wmin 0".formatted(at++, QueueRow.HEIGHT));
        }
        return at;
    }

    private QueueRow added(Job job) {
        var row = new QueueRow(queue, menu, this::thumb, messages);
        list.add(row.component());
        movable(row.component(), job.id());
        return row;
    }

    private void progress(PlaceQueue place, List<JobProgress> live) {
        var id = place.place().id();
        expected.follow(id, live);
        for (var job : shown) {
            var row = rows.get(job.id());
            if (row != null && job.place().equals(id)) {
                row.expect(new QueueRow.Estimate(place, expected.of(id, job.recipe())));
            }
        }
        for (var job : live) {
            var row = rows.get(job.job());
            if (row != null) {
                row.progress(job);
            }
        }
        summary.progress();
    }

    /// A row moves as soon as the pointer is over another, so that one sees where it goes.
    private void movable(JComponent row, long id) {
        var mouse =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        row.requestFocusInWindow();
                        if (!event.isPopupTrigger() && SwingUtilities.isLeftMouseButton(event)) {
                            boolean toggles = event.isControlDown() || event.isMetaDown();
                            selection.press(id, toggles, event.isShiftDown());
                        }
                    }

                    @Override
                    public void mouseDragged(MouseEvent event) {
                        drag(id, row.getY() + event.getY());
                    }
                };
        row.addMouseListener(mouse);
        row.addMouseMotionListener(mouse);
        key(row, KeyEvent.VK_UP, KeyEvent.ALT_DOWN_MASK, () -> moveTo(id, placeOf(id) - 1));
        key(row, KeyEvent.VK_DOWN, KeyEvent.ALT_DOWN_MASK, () -> moveTo(id, placeOf(id) + 1));
        key(row, KeyEvent.VK_SPACE, 0, () -> selection.press(id, true, false));
        key(row, KeyEvent.VK_DELETE, 0, () -> selection.cancel(id));
        key(row, KeyEvent.VK_A, KeyEvent.CTRL_DOWN_MASK, selection::all);
        key(row, KeyEvent.VK_ESCAPE, 0, selection::clear);
        key(row, KeyEvent.VK_R, 0, () -> selection.retry(id));
        key(row, KeyEvent.VK_L, 0, () -> job(id).ifPresent(menu::log));
        key(row, KeyEvent.VK_ENTER, 0, () -> job(id).ifPresent(menu::use));
        key(row, KeyEvent.VK_C, KeyEvent.CTRL_DOWN_MASK, () -> job(id).ifPresent(JobMenu::copy));
        key(row, KeyEvent.VK_F10, KeyEvent.SHIFT_DOWN_MASK, () -> offer(row));
        key(row, KeyEvent.VK_CONTEXT_MENU, 0, () -> offer(row));
        for (int by : new int[] {-1, 1}) {
            int arrow = by < 0 ? KeyEvent.VK_UP : KeyEvent.VK_DOWN;
            key(row, arrow, 0, () -> go(id, by, to -> selection.press(to, false, false)));
            key(
                    row,
                    arrow,
                    KeyEvent.SHIFT_DOWN_MASK,
                    () -> go(id, by, to -> selection.extend(id, to)));
        }
    }

    private Optional<Job> job(long id) {
        return shown.stream().filter(it -> it.id() == id).findFirst();
    }

    /// What its menu offers, for hands on the keyboard.
    private static void offer(JComponent row) {
        var choices = row.getComponentPopupMenu();
        if (choices != null) {
            choices.show(row, row.getHeight(), row.getHeight() / 2);
        }
    }

    /// To the row above or below, which has the keyboard then.
    private void go(long from, int by, LongConsumer choose) {
        int at = placeOf(from) + by;
        if (at >= 0 && at < shown.size()) {
            long to = shown.get(at).id();
            choose.accept(to);
            var row = rows.get(to);
            if (row != null) {
                row.component().requestFocusInWindow();
            }
        }
    }

    /// Over another row into its place; over the head of another lane to that place's end.
    private void drag(long id, int y) {
        for (int i = 0; i < shown.size(); i++) {
            var row = rows.get(shown.get(i).id());
            var bounds = row == null ? new Rectangle() : row.component().getBounds();
            if (y >= bounds.y && y < bounds.y + bounds.height) {
                var over = shown.get(i);
                var mine = shown.stream().filter(job -> job.id() == id).findFirst();
                if (mine.filter(it -> !it.place().equals(over.place())).isPresent()) {
                    queue.at(over.place()).ifPresent(place -> move(id, place));
                } else {
                    moveTo(id, i);
                }
                return;
            }
        }
        for (var place : queue.places().get()) {
            var lane = lanes.get(place.place().id());
            if (lane == null) {
                continue;
            }
            var head = lane.component();
            if (head.isVisible() && y >= head.getY() && y < head.getY() + head.getHeight()) {
                move(id, place);
            }
        }
    }

    private void move(long id, PlaceQueue to) {
        boolean there =
                shown.stream()
                        .anyMatch(job ->
                                job.id() == id
                                        && (job.place().equals(to.place().id())
                                                || job.state() != Job.State.QUEUED));
        if (!there) {
            queue.move(id, to);
        }
    }

    private int placeOf(long id) {
        return shown.stream().map(Job::id).toList().indexOf(id);
    }

    /// Into the place of another waiting job.
    private void moveTo(long id, int place) {
        int now = placeOf(id);
        if (now < 0 || place < 0 || place >= shown.size() || place == now) {
            return;
        }
        boolean sameLane = shown.get(place).place().equals(shown.get(now).place());
        if (sameLane && shown.get(place).state() == Job.State.QUEUED) {
            int before = place < now ? place : place + 1;
            var other =
                    shown.stream()
                            .skip(before)
                            .filter(job -> job.state() == Job.State.QUEUED && job.id() != id)
                            .map(Job::id)
                            .findFirst();
            queue.moveBefore(id, other);
        }
    }

    private static void key(JComponent row, int code, int modifiers, Runnable action) {
        var stroke = KeyStroke.getKeyStroke(code, modifiers);
        Keys.on(row, stroke, action);
    }
}
