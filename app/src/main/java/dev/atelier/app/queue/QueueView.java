package dev.atelier.app.queue;

import dev.atelier.app.kit.Bar;
import dev.atelier.app.kit.Buttons;
import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Label;
import dev.atelier.app.kit.Layer;
import dev.atelier.app.kit.Messages;
import dev.atelier.app.kit.ScrollColumn;
import dev.atelier.app.kit.Type;
import java.awt.Cursor;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/// The queue as rows: what runs, what waits, what failed. Rows are dragged into another order; Alt
/// with Up and Down does the same, Delete drops the row that has the focus.
public final class QueueView {
    private static final int ROW = 32;

    private final Messages messages = Messages.of(QueueView.class);
    private final QueueModel queue;
    private final Layer panel =
            Layer.ground("bg.panel", "insets 0 16 0 12,wrap 1", "[grow,fill]", "[32!][grow,fill]");
    private final Layer rows = Layer.clear("wrap 1", "[grow,fill]", "");
    private final Label count = Label.small("");
    private final Bar bar = new Bar();
    private final Label step = Label.small("");
    private final Label left = Label.small("");

    public QueueView(QueueModel queue) {
        this.queue = queue;
        panel.add(header());
        panel.add(ScrollColumn.of(rows), "hmin 0");
        queue.jobs().bind(this::show);
        queue.live().bind(this::progress);
    }

    /// In words, what [QueueModel#trouble] says.
    public static String words(QueueModel.Trouble trouble) {
        var messages = Messages.of(QueueView.class);
        return switch (trouble) {
            case QueueModel.Trouble.SetAside it -> messages.text("trouble.set-aside", it.to());
            case QueueModel.Trouble.NotSaved it -> messages.text("trouble.not-saved", it.why());
            case QueueModel.Trouble.PictureNotSaved it ->
                    messages.text("trouble.picture", it.why());
        };
    }

    public JComponent component() {
        return panel;
    }

    private JComponent header() {
        var header = Layer.clear("gap 4", "[][]push[][][]", "[32!]");
        header.add(Label.strong(messages.text("queue.title")));
        header.add(count, "gapleft 4");
        var pause = Buttons.quiet(messages.text("queue.pause"), queue::pause);
        pause.setIcon(Icons.of("pause", 16, "text.secondary"));
        pause.setToolTipText(messages.text("queue.pause.tip"));
        var resume = Buttons.quiet(messages.text("queue.resume"), queue::resume);
        resume.setIcon(Icons.of("play", 16, "accent.text"));
        var cancel = Buttons.quiet(messages.text("queue.cancel-all"), queue::cancelAll);
        header.add(pause, "h 26!");
        header.add(resume, "h 26!");
        header.add(cancel, "h 26!");
        queue.paused()
                .bind(paused -> {
                    pause.setVisible(!paused);
                    resume.setVisible(paused);
                });
        return header;
    }

    private void show(List<Job> jobs) {
        var shown =
                jobs.stream()
                        .filter(job ->
                                job.state().open()
                                        || job.state() == Job.State.INTERRUPTED
                                        || job.state() == Job.State.FAILED)
                        .toList();
        rows.removeAll();
        int place = 1;
        for (var job : shown) {
            rows.add(row(job, place++), "h " + ROW + "!,wmin 0");
        }
        if (shown.isEmpty()) {
            rows.add(Label.small(messages.text("queue.empty")), "h " + ROW + "!");
        }
        long waiting = jobs.stream().filter(job -> job.state() == Job.State.QUEUED).count();
        count.setText(messages.text("queue.count", shown.size() - (int) waiting, (int) waiting));
        rows.revalidate();
        rows.repaint();
    }

    private JComponent row(Job job, int place) {
        var row =
                Layer.clear(
                        "gap 12",
                        "[14!][grow,fill][96!][180!][52!,right][112!,right][28!][28!]",
                        "[32!]");
        row.add(new Label(Integer.toString(place), Type.PILL, "text.tertiary"));
        var words = Label.body(summary(job));
        words.setToolTipText(job.note().isEmpty() ? job.recipe().prompt() : job.note());
        row.add(words, "wmin 0");
        var where = Label.small(job.modelName().isEmpty() ? "starter" : job.modelName());
        row.add(where, "wmin 0");
        switch (job.state()) {
            case RUNNING -> {
                row.add(bar, "growx");
                row.add(step);
                row.add(left);
                row.add(new JLabel());
            }
            case QUEUED -> {
                row.add(Label.small(messages.text("queue.waiting")), "span 3");
                row.add(
                        Buttons.icon(
                                "up", messages.text("queue.front"), () -> queue.toFront(job.id())),
                        "h 26!");
            }
            case INTERRUPTED, FAILED -> {
                var why =
                        new Label(
                                job.note().isEmpty()
                                        ? messages.text("queue.interrupted")
                                        : job.note(),
                                Type.SMALL,
                                job.state() == Job.State.FAILED ? "error" : "warn");
                why.setToolTipText(why.getText());
                row.add(why, "span 3,wmin 0,growx");
                row.add(
                        Buttons.icon(
                                "reuse", messages.text("queue.retry"), () -> queue.retry(job.id())),
                        "h 26!");
            }
            case DONE, CANCELLED -> row.add(new JLabel(), "span 4");
        }
        row.add(
                Buttons.icon("close", messages.text("queue.cancel"), () -> queue.cancel(job.id())),
                "h 26!");
        if (job.state() == Job.State.QUEUED) {
            movable(row, job);
        }
        return row;
    }

    private String summary(Job job) {
        int total = job.recipe().batch().total();
        var prompt = job.recipe().prompt().replace('\n', ' ');
        var words = prompt.isBlank() ? messages.text("queue.no-prompt") : prompt;
        return total == 1 ? words : words + "  ×" + total;
    }

    private void progress(Optional<Live> live) {
        var progress = live.flatMap(Live::progress);
        if (progress.isEmpty()) {
            bar.share(0);
            step.setText("");
            left.setText(live.isPresent() ? messages.text("queue.loading") : "");
            return;
        }
        var now = progress.get();
        double share = (double) now.step() / now.steps();
        bar.share((now.image() - 1 + share) / now.images());
        step.setText(now.step() + "/" + now.steps());
        left.setText(messages.text("queue.left", Durations.text(now.remaining())));
    }

    private void movable(Layer row, Job job) {
        row.setFocusable(true);
        row.setCursor(Cursor.getPredefinedCursor(Cursor.MOVE_CURSOR));
        var mouse =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        row.requestFocusInWindow();
                    }

                    @Override
                    public void mouseReleased(MouseEvent event) {
                        int by = Math.floorDiv(event.getY(), ROW);
                        if (by != 0) {
                            move(job, by);
                        }
                    }
                };
        row.addMouseListener(mouse);
        key(
                row,
                KeyStroke.getKeyStroke(KeyEvent.VK_UP, KeyEvent.ALT_DOWN_MASK),
                () -> move(job, -1));
        key(
                row,
                KeyStroke.getKeyStroke(KeyEvent.VK_DOWN, KeyEvent.ALT_DOWN_MASK),
                () -> move(job, 1));
        key(row, KeyStroke.getKeyStroke(KeyEvent.VK_DELETE, 0), () -> queue.cancel(job.id()));
    }

    private void move(Job job, int by) {
        var waiting =
                queue.jobs().get().stream()
                        .filter(other -> other.state() == Job.State.QUEUED)
                        .map(Job::id)
                        .toList();
        int target = waiting.indexOf(job.id()) + (by > 0 ? by + 1 : by);
        var before =
                target < waiting.size()
                        ? Optional.of(waiting.get(Math.max(0, target)))
                        : Optional.<Long>empty();
        SwingUtilities.invokeLater(() -> queue.moveBefore(job.id(), before));
    }

    private static void key(JComponent row, KeyStroke stroke, Runnable act) {
        row.getInputMap().put(stroke, stroke.toString());
        row.getActionMap()
                .put(
                        stroke.toString(),
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                act.run();
                            }
                        });
    }
}
