package dev.atelier.app.queue;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Recipe;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;

/// The queue as rows: what runs, what waits, what failed. Rows are dragged into another order; Alt
/// with Up and Down does the same, Delete drops the row that has the focus.
public final class QueueView {
    private final Messages messages = Messages.of(QueueView.class);
    private final QueueModel queue;
    private final JobMenu menu;
    private final Function<Recipe, Optional<Duration>> expected;
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.panel", "insets 0 16 0 12,wrap 1", "[grow,fill]", "[32!][][grow,fill]");
    private final ThemedPanel list = ThemedPanel.clear("", "[grow,fill]", "");
    private final Label empty = Label.small("");
    private final Label count = Label.small("");
    private final JButton cancelAll;
    private final Map<Long, QueueRow> rows = new HashMap<>();
    private List<Job> shown = List.of();

    /// @param expected how long a recipe will take, where that is known
    /// @param use takes a job's recipe into the form
    /// @param key the one that orders a picture, as people read it; empty for none
    public QueueView(
            QueueModel queue,
            Function<Recipe, Optional<Duration>> expected,
            Consumer<Recipe> use,
            Observed<String> key) {
        this(queue, expected, use);
        key.bind(now ->
                empty.setText(
                        now.isEmpty()
                                ? messages.text("queue.empty.plain")
                                : messages.text("queue.empty", now)));
    }

    /// @param expected how long a recipe will take, where that is known
    /// @param use takes a job's recipe into the form
    QueueView(
            QueueModel queue, Function<Recipe, Optional<Duration>> expected, Consumer<Recipe> use) {
        this.queue = queue;
        menu = new JobMenu(queue, use);
        this.expected = expected;
        cancelAll = Buttons.quiet(messages.text("queue.cancel-all"), queue::cancelAll);
        cancelAll.setName("queue-cancel-all");
        list.add(empty, "cell 0 0,h 32!");
        panel.add(header());
        panel.add(trouble());
        panel.add(ScrollColumn.of(list), "hmin 0");
        queue.jobs().bind(this::show);
        for (var place : queue.places()) {
            place.all().bind(live -> live.forEach(this::progress));
        }
    }

    public JComponent component() {
        return panel;
    }

    private JComponent header() {
        var header = ThemedPanel.clear("gap 4,hidemode 3", "", "[32!]");
        header.add(Label.strong(messages.text("queue.title")));
        var state = new Label(messages.text("queue.paused"), TextStyle.SMALL, "warn");
        state.setName("queue-paused");
        header.add(state, "gapleft 4");
        header.add(count, "gapleft 4,pushx"); // hidden buttons leave no column behind
        var pause = Buttons.quiet(messages.text("queue.pause"), queue.here()::pause);
        pause.setIcon(Icons.of("pause", 16, "text.secondary"));
        pause.setName("queue-pause");
        pause.setToolTipText(messages.text("queue.pause.tip"));
        var resume = Buttons.quiet(messages.text("queue.resume"), queue.here()::resume);
        resume.setName("queue-resume");
        resume.setIcon(Icons.of("play", 16, "accent.text"));
        header.add(pause, "h 26!");
        header.add(resume, "h 26!");
        header.add(cancelAll, "h 26!");
        queue.here()
                .paused()
                .bind(paused -> {
                    pause.setVisible(!paused);
                    resume.setVisible(paused);
                    state.setVisible(paused);
                });
        return header;
    }

    /// What is wrong with the queue itself, until it is read.
    private JComponent trouble() {
        var banner =
                ThemedPanel.block("warn.soft", 8, "insets 4 8 4 4,gap 8", "[18!][grow,fill][28!]");
        var words = Label.body("");
        banner.add(new JLabel(Icons.of("warning", 18, "warn")));
        banner.add(words, "wmin 0");
        var close = Buttons.icon("close", messages.text("queue.trouble.close"), queue::understood);
        close.setName("queue-trouble-close");
        banner.add(close, "h 26!");
        queue.trouble()
                .bind(trouble -> {
                    banner.setVisible(trouble.isPresent());
                    words.setText(trouble.map(this::inWords).orElse(""));
                    banner.setToolTipText(words.getText());
                });
        return banner;
    }

    private String inWords(QueueModel.Trouble trouble) {
        return switch (trouble) {
            case QueueModel.Trouble.SetAside(var to) ->
                    messages.text("queue.trouble.set-aside", to);
            case QueueModel.Trouble.PartSetAside(var to, var jobs) ->
                    messages.text("queue.trouble.part", jobs, to);
            case QueueModel.Trouble.NotSaved(var why) ->
                    messages.text("queue.trouble.not-saved", why);
            case QueueModel.Trouble.PictureNotSaved(var why) ->
                    messages.text("queue.trouble.picture", why);
        };
    }

    private void show(List<Job> jobs) {
        shown =
                jobs.stream()
                        .filter(QueueCount::isListed)
                        .sorted(Comparator.comparing(job -> job.state() != Job.State.RUNNING))
                        .toList();
        rows.entrySet()
                .removeIf(row -> {
                    boolean gone = shown.stream().noneMatch(job -> job.id() == row.getKey());
                    if (gone) {
                        list.remove(row.getValue().component());
                    }
                    return gone;
                });
        var layout = (MigLayout) list.getLayout();
        for (int i = 0; i < shown.size(); i++) {
            var job = shown.get(i);
            var row = rows.computeIfAbsent(job.id(), id -> added(job));
            row.show(job, i + 1, expected.apply(job.recipe()));
            layout.setComponentConstraints(
                    row.component(), "cell 0 %d,h %d!,wmin 0".formatted(i, QueueRow.HEIGHT));
        }
        empty.setVisible(shown.isEmpty());
        var counted = QueueCount.of(jobs);
        count.setText(counted.words());
        cancelAll.setEnabled(counted.open() > 0);
        list.revalidate();
        list.repaint();
    }

    private QueueRow added(Job job) {
        var row = new QueueRow(queue, menu, messages);
        list.add(row.component());
        movable(row.component(), job.id());
        return row;
    }

    private void progress(JobProgress live) {
        var row = rows.get(live.job());
        if (row != null) {
            row.progress(live);
        }
    }

    /// A row moves as soon as the pointer is over another, so that one sees where it goes.
    private void movable(JComponent row, long id) {
        var mouse =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        row.requestFocusInWindow();
                    }

                    @Override
                    public void mouseDragged(MouseEvent event) {
                        moveTo(id, Math.floorDiv(row.getY() + event.getY(), QueueRow.HEIGHT));
                    }
                };
        row.addMouseListener(mouse);
        row.addMouseMotionListener(mouse);
        key(row, KeyEvent.VK_UP, KeyEvent.ALT_DOWN_MASK, () -> moveTo(id, placeOf(id) - 1));
        key(row, KeyEvent.VK_DOWN, KeyEvent.ALT_DOWN_MASK, () -> moveTo(id, placeOf(id) + 1));
        key(row, KeyEvent.VK_DELETE, 0, () -> queue.cancel(id));
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
        if (shown.get(place).state() == Job.State.QUEUED) {
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

    private static void key(JComponent row, int code, int modifiers, Runnable act) {
        var stroke = KeyStroke.getKeyStroke(code, modifiers);
        Keys.on(row, stroke, act);
    }
}
