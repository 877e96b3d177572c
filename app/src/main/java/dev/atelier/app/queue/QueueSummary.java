package dev.atelier.app.queue;

import static java.util.stream.Collectors.joining;

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
    static final int SHOWN = 3;

    private static final int BAR = 64;
    private static final int LEAST_BAR = 24;

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
    private int most = SHOWN;
    private long looked;

    private record Line(PlaceQueue place, Bar bar, Label left) {}

    QueueSummary(QueueModel queue, TimePrediction expected, Messages messages) {
        this.queue = queue;
        this.expected = expected;
        this.messages = messages;
        places.setName("queue-line");
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

    /// Shows no more places than these one by one; the others are counted.
    ///
    /// @param places from 1 to [#SHOWN]
    void most(int places) {
        if (most != places) {
            most = places;
            listed = List.of();
            show();
        }
    }

    /// By how many pixels its bars can become shorter than they would be.
    int slack() {
        return folded ? lines.size() * (BAR - LEAST_BAR) : 0;
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
            var rests = LaneWords.brief(line.place, messages);
            line.left.setText(
                    rests.or(() -> left.map(it -> messages.text("queue.left", Durations.text(it))))
                            .orElse(""));
            line.left.color(rests.isPresent() ? "warn" : "text.tertiary");
            line.left.setToolTipText(
                    LaneWords.of(line.place, messages).orElse(line.left.getText()));
        }
    }

    /// A name, and why the place does not go on.
    private String said(PlaceQueue place) {
        var name = QueueLane.name(place.place(), messages);
        return LaneWords.brief(place, messages).map(it -> name + " (" + it + ")").orElse(name);
    }

    private void build(List<PlaceQueue> busy) {
        places.removeAll();
        lines =
                busy.stream()
                        .limit(most)
                        .map(it -> new Line(it, new Bar(), Label.small("")))
                        .toList();
        for (var line : lines) {
            var place = line.place.place();
            var icon = place.isHere() ? "computer" : "cloud";
            // In one cell, where bars give way before words.
            places.add(new JLabel(Icons.of(icon, 16, "text.secondary")), "cell 0 0,gapleft 12");
            var name =
                    new Label(QueueLane.name(place, messages), TextStyle.SMALL, "text.secondary");
            name.setToolTipText(name.getText());
            places.add(name, "cell 0 0,wmin 24,shrinkprio 110");
            places.add(line.bar, "cell 0 0,w %d:%d:112,shrinkprio 200".formatted(LEAST_BAR, BAR));
            places.add(line.left, "cell 0 0,wmin 0,shrinkprio 120");
        }
        if (busy.size() > most) {
            var more = Label.small(messages.text("queue.more-places", busy.size() - most));
            more.setToolTipText(busy.stream().skip(most).map(this::said).collect(joining(", ")));
            places.add(more, "cell 0 0");
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
