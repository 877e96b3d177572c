package dev.atelier.app.queue;

import static java.util.stream.Collectors.joining;

import dev.atelier.app.observe.Subscription;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The head of a place's rows: what it is called, what is going on there, and its pause.
final class QueueLane {
    static final int HEIGHT = 28;

    private final PlaceQueue queue;
    private final Messages messages;
    private final ThemedPanel head =
            ThemedPanel.clear("gap 4,hidemode 3", "[18!][][][grow,fill][]8[]", "[28!]");
    private final Label state = Label.small("");
    private final Label free = Label.small("");
    private final Label reason = new Label("", TextStyle.SMALL, "warn");
    private final JButton pause;
    private final JButton resume;
    private final List<Subscription> open = new ArrayList<>();
    private QueueCount count = QueueCount.of(List.of());

    QueueLane(PlaceQueue queue, Messages messages) {
        this.queue = queue;
        this.messages = messages;
        var place = queue.place();
        var icon = place.isHere() ? "computer" : "cloud";
        head.setName("lane-" + place.id());
        head.add(new JLabel(Icons.of(icon, 16, "text.secondary")));
        head.add(new Label(name(place, messages), TextStyle.LABEL, "text"));
        head.add(state, "gapleft 4");
        head.add(reason, "wmin 0,gapleft 4");
        pause = button("pause", "queue.pause", queue::pause);
        resume = button("play", "queue.resume", queue::resume);
        pause.setName("queue-pause-" + place.id());
        resume.setName("queue-resume-" + place.id());
        free.setName("lane-free-" + place.id());
        head.add(free);
        head.add(pause, "split 2,h 26!");
        head.add(resume, "h 26!");
    }

    private JButton button(String icon, String key, Runnable action) {
        return Buttons.icon(icon, messages.text(key), action);
    }

    /// What people call a place.
    static String name(Place place, Messages messages) {
        return place.isHere() ? messages.text("queue.here") : place.name();
    }

    JComponent component() {
        return head;
    }

    /// @param progress receives what runs there
    /// @param changed is called where rows must be shown again
    void follow(Consumer<List<JobProgress>> progress, Runnable changed) {
        open.add(queue.all().bind(progress));
        open.add(
                queue.paused()
                        .onChange(paused -> {
                            say();
                            changed.run();
                        }));
        open.add(
                queue.away()
                        .onChange(away -> {
                            say();
                            changed.run();
                        }));
        open.add(queue.price().onChange(price -> changed.run()));
        say();
    }

    void close() {
        open.forEach(Subscription::close);
    }

    void show(QueueCount now, QueueTotals totals) {
        count = now;
        boolean rests = queue.paused().get() && now.waiting() > 0;
        free.setText(now.open() == 0 || rests ? "" : words(totals));
        say();
    }

    /// When it is free again, and what that costs.
    private String words(QueueTotals totals) {
        var time = totals.left().map(it -> messages.text("queue.free-in", Durations.text(it)));
        var paid = queue.place().isHere() ? Optional.<String>empty() : totals.money();
        return Stream.of(time, paid).flatMap(Optional::stream).collect(joining(" · "));
    }

    private void say() {
        boolean paused = queue.paused().get();
        pause.setVisible(!paused);
        resume.setVisible(paused);
        var words = count.words();
        state.setText(words.isEmpty() ? messages.text("queue.idle") : words);
        var sentence = LaneWords.of(queue, messages);
        reason.setText(sentence.orElse(""));
        reason.setToolTipText(sentence.orElse(null));
    }
}
