package dev.atelier.app.queue;

import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The queue in one line: when all is done and what it costs, and while its rows are folded what
/// each place does and what is to be looked at.
final class QueueSummary {
    /// More are only counted.
    private static final int SHOWN = 3;

    private static final long PAUSE_NANOS = 400_000_000;

    private final QueueModel queue;
    private final TimePrediction expected;
    private final Messages messages;
    private final ThemedPanel places = ThemedPanel.clear("gap 6", "", "[28!]");
    private final Label total = new Label("", TextStyle.SMALL, "text.secondary");
    private final Pill worst = new Pill();
    private List<String> listed = List.of();
    private List<Line> lines = List.of();
    private boolean folded;
    private boolean roomy = true;
    private long looked;

    private record Line(PlaceQueue place, Bar bar, Label left) {}

    QueueSummary(QueueModel queue, TimePrediction expected, Messages messages) {
        this.queue = queue;
        this.expected = expected;
        this.messages = messages;
        places.setName("queue-places");
        total.setName("queue-total");
        worst.setName("queue-worst");
    }

    JComponent places() {
        return places;
    }

    JComponent total() {
        return total;
    }

    JComponent worst() {
        return worst;
    }

    void fold(boolean now) {
        folded = now;
        show();
    }

    /// Whether there is room to say when all is done.
    void roomy(boolean now) {
        roomy = now;
        show();
    }

    /// As [#show], unless it was just shown.
    void progress() {
        if (System.nanoTime() - looked > PAUSE_NANOS) {
            show();
        }
    }

    void show() {
        looked = System.nanoTime();
        var jobs = queue.jobs().get();
        places.setVisible(folded);
        total.setVisible(!folded && roomy);
        total.setText(folded ? "" : words(jobs));
        var counted = QueueCount.of(jobs);
        if (folded && counted.failed() > 0) {
            worst.say(
                    messages.text("queue.count.failed", counted.failed()),
                    "error",
                    "error.soft",
                    "error");
        } else if (folded && counted.interrupted() > 0) {
            var words = messages.text("queue.count.interrupted", counted.interrupted());
            worst.say(words, "warn", "warn.soft", "warning");
        } else {
            worst.say("", "text", "bg.well", "");
        }
        if (folded) {
            lines(jobs);
        }
    }

    private String words(List<Job> jobs) {
        if (jobs.stream().noneMatch(job -> job.state().open())) {
            return "";
        }
        var all = QueueTotals.of(queue.places().get(), jobs, expected);
        return all.left()
                .map(it -> messages.text("queue.done-in", Durations.text(it)))
                .map(it -> String.join(" · ", both(it, all.money())))
                .orElse("");
    }

    private static List<String> both(String one, Optional<String> other) {
        return Stream.concat(Stream.of(one), other.stream()).toList();
    }

    private void lines(List<Job> jobs) {
        var busy =
                queue.places().get().stream()
                        .filter(it ->
                                jobs.stream()
                                        .anyMatch(job ->
                                                job.state().open()
                                                        && job.place().equals(it.place().id())))
                        .toList();
        var ids = busy.stream().map(it -> it.place().id()).toList();
        if (!ids.equals(listed)) {
            listed = ids;
            build(busy);
        }
        for (var line : lines) {
            line.bar.share(share(line.place));
            var left = QueueTotals.of(line.place, jobs, expected).left();
            var away = line.place.away().get().map(WaitReason::words);
            line.left.setText(
                    away.or(() -> left.map(it -> messages.text("queue.left", Durations.text(it))))
                            .orElse(""));
            line.left.color(away.isPresent() ? "warn" : "text.tertiary");
            line.left.setToolTipText(line.left.getText());
        }
    }

    private void build(List<PlaceQueue> busy) {
        places.removeAll();
        lines =
                busy.stream()
                        .limit(SHOWN)
                        .map(it -> new Line(it, new Bar(), Label.small("")))
                        .toList();
        for (var line : lines) {
            var place = line.place.place();
            var icon = place.isHere() ? "computer" : "cloud";
            places.add(new JLabel(Icons.of(icon, 16, "text.secondary")), "gapleft 12");
            places.add(
                    new Label(QueueLane.name(place, messages), TextStyle.SMALL, "text.secondary"),
                    "wmin 24");
            places.add(line.bar, "w 24:64:112");
            places.add(line.left, "wmin 0");
        }
        if (busy.size() > SHOWN) {
            places.add(Label.small(messages.text("queue.more-places", busy.size() - SHOWN)));
        }
        places.revalidate();
        places.repaint();
    }

    /// Of what has run longest there.
    private static double share(PlaceQueue place) {
        return place.live()
                .get()
                .flatMap(JobProgress::progress)
                .map(now -> (now.batch() - 1 + (double) now.step() / now.steps()) / now.batches())
                .orElse(0.0);
    }
}
