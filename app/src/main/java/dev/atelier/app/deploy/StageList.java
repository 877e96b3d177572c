package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Deployment.Phase;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.swing.JComponent;

/// The states of a deployment below each other, those that are over, the one that lasts, and those
/// that are known to come, each with its time against the usual one.
final class StageList {
    private static final String COLUMNS =
            "[24!]12[grow,fill,120::]12[80!]16[60:160:160,fill]16[88!,right]";

    /// States that have plain words for every reader.
    private static final Set<String> MEANT =
            Set.of(
                    "Creating",
                    "Waiting",
                    "Pending",
                    "Starting",
                    "Updating",
                    StageTimes.RUNNING,
                    "Failed");

    private final Messages messages = Messages.of(StageList.class);
    private final DeploymentModel model;
    private final Function<String, String> details;
    private final ThemedPanel rows = ThemedPanel.clear("wrap 1", "[grow,fill]", "");

    /// What is known of a row.
    private enum State {
        OVER("ok"),
        NOW("accent.graphic"),
        AHEAD("text.tertiary"),
        FAILED("error");

        private final String token;

        State(String token) {
            this.token = token;
        }
    }

    /// @param word the service's own, or [StageTimes#PICTURE]
    /// @param took empty where that says nothing
    private record Row(String word, State state, Optional<Duration> took) {}

    /// @param details what belongs to a state, such as the machine; empty for nothing
    StageList(DeploymentModel model, Function<String, String> details) {
        this.model = model;
        this.details = details;
        rows.setName("progress-stages");
    }

    JComponent component() {
        return rows;
    }

    void show(Deployment now, Instant at) {
        rows.removeAll();
        rows.add(head(), "wmin 0");
        var all = rows(now, at);
        for (int i = 0; i < all.size(); i++) {
            rows.add(row(all.get(i), i > 0, i + 1 < all.size()), "h 52!,wmin 0");
        }
        rows.revalidate();
        rows.repaint();
    }

    private List<Row> rows(Deployment now, Instant at) {
        var all = new ArrayList<Row>();
        boolean over = now.phase().isOver();
        for (var stage : now.stages()) {
            boolean last = stage.until().isEmpty();
            boolean runs = stage.word().equals(StageTimes.RUNNING);
            var state =
                    last && now.phase() == Phase.FAILED
                            ? State.FAILED
                            : last && !over && !runs ? State.NOW : State.OVER;
            // How long it answers says nothing, nor how long it has been off.
            boolean timed = !last || state == State.NOW;
            all.add(
                    new Row(
                            stage.word(),
                            state,
                            timed ? Optional.of(stage.time(at)) : Optional.empty()));
        }
        if (!over && now.phase() != Phase.DELETING) {
            first(now, at).ifPresent(all::add);
            model.times().ahead(now).stream()
                    .filter(it -> all.stream().noneMatch(row -> row.word().equals(it)))
                    .forEach(it -> all.add(ahead(it)));
            if (all.stream().noneMatch(it -> it.word().equals(StageTimes.RUNNING))) {
                all.add(ahead(StageTimes.RUNNING));
            }
            if (now.phase() == Phase.DRAWING) {
                var since = now.stages().isEmpty() ? now.begun() : now.stages().getLast().from();
                all.add(
                        new Row(
                                StageTimes.PICTURE,
                                State.NOW,
                                Optional.of(Duration.between(since, at))));
            } else if (model.draws()) {
                all.add(ahead(StageTimes.PICTURE));
            }
        } else if (now.phase() == Phase.DONE && now.picture().isPresent()) {
            all.add(new Row(StageTimes.PICTURE, State.OVER, Optional.empty()));
        } else if (now.phase() == Phase.NO_PICTURE) {
            all.add(new Row(StageTimes.PICTURE, State.FAILED, Optional.empty()));
        }
        return all;
    }

    /// What it does before the cloud has named a state.
    private static Optional<Row> first(Deployment now, Instant at) {
        var word = now.update() ? "Updating" : "Creating";
        var time = Duration.between(now.begun(), at);
        return now.stages().isEmpty()
                ? Optional.of(new Row(word, State.NOW, Optional.of(time)))
                : Optional.empty();
    }

    private static Row ahead(String word) {
        return new Row(word, State.AHEAD, Optional.empty());
    }

    private JComponent head() {
        var head = ThemedPanel.clear("", COLUMNS, "[28!]");
        head.add(Label.small(messages.text("stages.stage")), "cell 1 0,wmin 0");
        head.add(Label.small(messages.text("stages.state")), "cell 2 0,wmin 0");
        head.add(Label.small(messages.text("stages.time")), "cell 3 0,spanx 2,wmin 0");
        return head;
    }

    private JComponent row(Row it, boolean above, boolean below) {
        var row = ThemedPanel.clear("", COLUMNS, "[52!]");
        boolean ahead = it.state() == State.AHEAD;
        row.add(new Ring(it.state(), above, below), "h 52!");
        row.add(names(it, ahead), "wmin 0");
        boolean picture = it.word().equals(StageTimes.PICTURE);
        var word = picture ? StageTimes.RUNNING : it.word();
        row.add(
                new Label(word, TextStyle.CODE, ahead ? "text.tertiary" : "text.secondary"),
                "wmin 0");
        boolean endless = it.word().equals(StageTimes.RUNNING) || it.state() == State.FAILED;
        if (endless) {
            return row;
        }
        var usual = model.usual(it.word());
        boolean untold = it.state() == State.OVER && it.took().isEmpty();
        if (untold) {
            return row;
        }
        if (it.took().isPresent() || usual.isPresent()) {
            row.add(
                    new StageBar(
                            it.took().orElse(Duration.ZERO),
                            usual,
                            it.state() == State.OVER,
                            it.state().token),
                    "h 12!");
        } else {
            row.add(Label.small(""), "");
        }
        row.add(times(it, usual), "wmin 0");
        return row;
    }

    private JComponent names(Row it, boolean ahead) {
        var names = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "push[20!]0[]push");
        var known =
                it.word().equals(StageTimes.PICTURE) || MEANT.contains(it.word())
                        ? messages.text("stage." + it.word())
                        : it.word();
        names.add(new Label(known, TextStyle.LABEL, ahead ? "text.secondary" : "text"), "wmin 0");
        var words = details.apply(it.word());
        var detail = Label.small(words);
        detail.setToolTipText(words.isEmpty() ? null : words);
        detail.setVisible(!words.isEmpty());
        names.add(detail, "wmin 0");
        return names;
    }

    private JComponent times(Row it, Optional<Duration> usual) {
        var times = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,right]", "push[20!]0[]push");
        boolean late = it.took().filter(t -> StageBar.isOver(t, usual)).isPresent();
        var took =
                new Label(
                        it.took().map(this::time).orElse(""),
                        TextStyle.LABEL,
                        late ? "warn" : "text");
        took.setVisible(!took.getText().isEmpty());
        times.add(took);
        var words = usual.map(u -> messages.text("progress.usual", time(u))).orElse("");
        var label = Label.small(words);
        label.setVisible(!words.isEmpty());
        times.add(label);
        return times;
    }

    private String time(Duration time) {
        return time(messages, time);
    }

    static String time(Messages messages, Duration time) {
        long all = Math.max(0, Math.round(time.toMillis() / 1000.0));
        return all < 60
                ? messages.text("time.seconds", all)
                : messages.text("time.minutes", all / 60, all % 60);
    }

    /// The sign of a row, and the line from the row above to the row below.
    private static final class Ring extends JComponent {
        private static final int SIZE = 24;
        private static final int ICON = 16;

        private final transient State state;
        private final boolean above;
        private final boolean below;

        Ring(State state, boolean above, boolean below) {
            this.state = state;
            this.above = above;
            this.below = below;
            setPreferredSize(new Dimension(SIZE, 52));
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            double middle = getHeight() / 2.0;
            double top = middle - SIZE / 2.0;
            boolean reached = state != State.AHEAD;
            g.setColor(ThemeColors.color(reached ? "ok" : "line.field"));
            if (above) {
                g.fill(new Rectangle2D.Double(SIZE / 2.0 - 1, 0, 2, top - 2));
            }
            g.setColor(ThemeColors.color(state == State.OVER ? "ok" : "line.field"));
            if (below) {
                double from = middle + SIZE / 2.0 + 2;
                g.fill(new Rectangle2D.Double(SIZE / 2.0 - 1, from, 2, getHeight() - from));
            }
            sign(g, top);
            g.dispose();
        }

        private void sign(Graphics2D g, double top) {
            var ring = new Ellipse2D.Double(0, top, SIZE, SIZE);
            var soft =
                    switch (state) {
                        case OVER -> "ok.soft";
                        case NOW -> "accent.soft";
                        case FAILED -> "error.soft";
                        case AHEAD -> "bg.well";
                    };
            g.setColor(ThemeColors.color(soft));
            g.fill(ring);
            var icon =
                    switch (state) {
                        case OVER -> "check";
                        case NOW -> "clock";
                        case FAILED -> "error";
                        case AHEAD -> "";
                    };
            if (!icon.isEmpty()) {
                var token = state == State.NOW ? "accent.text" : state.token;
                Icons.of(icon, ICON, token)
                        .paintIcon(
                                this,
                                g,
                                (SIZE - ICON) / 2,
                                (int) Math.round(top) + (SIZE - ICON) / 2);
            }
        }
    }
}
