package dev.atelier.app.queue;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// The rows that were chosen, and a bar with what can be done with all of them. Event thread.
final class QueueSelection {
    static final int HEIGHT = 48;

    private final QueueModel queue;
    private final Messages messages;
    private final Runnable changed;
    private final Set<Long> chosen = new LinkedHashSet<>();
    private final ThemedPanel strip =
            ThemedPanel.clear("insets 0 0 16 0", "[grow,center]", "[32!]");
    private final ThemedPanel bar =
            ThemedPanel.block("bg.overlay", 8, "insets 2 12 2 4,gap 2", "[]16[][][][]push");
    private final Label count = new Label("", TextStyle.STRONG, "text");
    private final JButton front;
    private final JButton move;
    private boolean folded;
    private long anchor = -1;
    private List<Job> shown = List.of();

    /// @param changed runs when other rows are chosen
    QueueSelection(QueueModel queue, Messages messages, Runnable changed) {
        this.queue = queue;
        this.messages = messages;
        this.changed = changed;
        front = Buttons.quiet(messages.text("queue.front"), this::toFront);
        front.setName("queue-chosen-front");
        move = Buttons.quiet(messages.text("queue.chosen.move"), this::offerPlaces);
        move.setName("queue-chosen-move");
        var cancel =
                Buttons.quiet(
                        messages.text("queue.chosen.cancel"),
                        () -> {
                            queue.cancel(List.copyOf(chosen));
                            clear();
                        });
        cancel.setName("queue-chosen-cancel");
        var clear = Buttons.quiet(messages.text("queue.chosen.clear"), this::clear);
        clear.setName("queue-chosen-clear");
        bar.add(count);
        for (var button : List.of(front, move, cancel, clear)) {
            bar.add(button, "h 26!,wmin 32");
        }
        strip.setVisible(false);
        bar.setVisible(false);
        bar.setName("queue-chosen");
        strip.add(bar, "wmin 0,h 32!");
    }

    /// The bar in a room of [#HEIGHT], which it takes from the foot of the rows while any is
    /// chosen.
    JComponent component() {
        return strip;
    }

    boolean has(long job) {
        return chosen.contains(job);
    }

    /// All that are chosen where a job is one of them, as they are listed; else none.
    List<Job> with(long job) {
        return has(job) ? shown.stream().filter(it -> has(it.id())).toList() : List.of();
    }

    /// A press on a row: alone it chooses that row, with Ctrl it adds or takes out, with Shift it
    /// chooses all from the last row that was pressed without Shift.
    void press(long job, boolean toggles, boolean ranges) {
        boolean range = ranges && anchor >= 0;
        if (!toggles) {
            chosen.clear();
        }
        if (range) {
            chosen.addAll(between(anchor, job));
        } else if (!chosen.remove(job)) {
            chosen.add(job);
        }
        anchor = range ? anchor : job;
        show();
    }

    /// Chooses all rows up to `to`, from where the selection began or else from the row that has
    /// the keyboard.
    void extend(long from, long to) {
        anchor = anchor < 0 ? from : anchor;
        press(to, false, true);
    }

    void all() {
        shown.forEach(job -> chosen.add(job.id()));
        show();
    }

    /// Takes out all that is chosen; where nothing is, the row that has the keyboard.
    void cancel(long focused) {
        queue.cancel(chosen.isEmpty() ? List.of(focused) : List.copyOf(chosen));
        clear();
    }

    /// Runs again what ended of all that is chosen; where nothing is, the row that has the
    /// keyboard.
    void retry(long focused) {
        var again = chosen.isEmpty() ? List.of(focused) : List.copyOf(chosen);
        shown.stream()
                .filter(it -> again.contains(it.id()) && !it.state().open())
                .forEach(it -> queue.retry(it.id()));
    }

    private List<Long> between(long one, long other) {
        var ids = shown.stream().map(Job::id).toList();
        int from = Math.min(ids.indexOf(one), ids.indexOf(other));
        int to = Math.max(ids.indexOf(one), ids.indexOf(other));
        return from < 0 ? List.of(other) : ids.subList(from, to + 1);
    }

    void clear() {
        chosen.clear();
        anchor = -1;
        show();
    }

    /// Those that are not listed any more are not chosen any more.
    void follow(List<Job> now) {
        shown = now;
        if (now.stream().noneMatch(job -> job.id() == anchor)) {
            anchor = -1;
        }
        if (chosen.removeIf(id -> now.stream().noneMatch(job -> job.id() == id))) {
            show();
        }
    }

    private void show() {
        count.setText(messages.text("queue.chosen", chosen.size()));
        reveal();
        front.setEnabled(
                shown.stream().anyMatch(it -> has(it.id()) && it.state() == Job.State.QUEUED));
        move.setVisible(queue.places().get().size() > 1);
        changed.run();
    }

    /// @param now whether the rows do not show
    void fold(boolean now) {
        folded = now;
        reveal();
    }

    /// The row that has the keyboard stays in sight.
    private void reveal() {
        boolean shows = !folded && !chosen.isEmpty();
        if (shows != strip.isVisible()) {
            strip.setVisible(shows);
            bar.setVisible(shows);
            EventQueue.invokeLater(() -> {
                var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
                if (owner instanceof JComponent row) {
                    row.scrollRectToVisible(new Rectangle(row.getSize()));
                }
            });
        }
    }

    /// In the order in which they are listed.
    private void toFront() {
        shown.reversed().stream().filter(it -> has(it.id())).forEach(it -> queue.toFront(it.id()));
        clear();
    }

    private void offerPlaces() {
        var menu = new JPopupMenu();
        menu.setName("queue-chosen-places");
        for (var place : queue.places().get()) {
            var item = new JMenuItem(QueueLane.name(place.place(), messages));
            item.setName("queue-chosen-to-" + place.place().id());
            item.addActionListener(event -> {
                shown.stream()
                        .filter(it -> has(it.id()) && !it.place().equals(place.place().id()))
                        .forEach(it -> queue.move(it.id(), place));
                clear();
            });
            menu.add(item);
        }
        menu.show(move, 0, move.getHeight());
    }
}
