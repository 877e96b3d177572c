package dev.atelier.app.queue;

import static java.util.stream.Collectors.joining;

import dev.atelier.app.picture.PreviewPixels;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.PreviewImage;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.RenderingHints;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.accessibility.AccessibleRole;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// One job in the list, in two lines: its prompt, and what it is made of or why it ended. It stays
/// while its job is listed, so that it keeps focus and mouse.
final class QueueRow {
    static final int HEIGHT = 40;

    /// Below this width the icon alone offers what helps.
    private static final int REMEDY_FROM = 560;

    private static final String COLUMNS =
            "[0:16:16,shp 500][18!,center]6[0:48:48,shp 350]8[40:100:,grow 200,fill,shp 50]8[0:104:120,shp 200]8[0:96:176,grow 40,fill,shp 300]8[0:48:48,right,shp 150]8[0:104:112,right,shp 120]8[26!]0[26!]0[26!]";

    /// Where there is no room for columns: words as wide as they are, without bar and picture.
    private static final String NARROW =
            "[0!][18!,center]6[0!]0[40:100:,grow 200,fill,shp 200]8[pref]0[0!]8[pref,right]8[pref,right]8[26!]0[26!]0[26!]";

    private static final String REMEDY = "cell 5 0 3 1,growx 0,wmin 0,h 26!,hidemode 3";

    private final ThemedPanel row = ThemedPanel.clear("", COLUMNS, "[40!]");
    private final JLabel handle = new JLabel(Icons.of("drag", 16, "text.tertiary"));
    private final Label number = new Label("", TextStyle.PILL, "text.tertiary");
    private final Thumb thumb = new Thumb();
    private final Function<Path, Optional<BufferedImage>> small;
    private final Label words = Label.body("");
    private final Label facts = Label.small("");
    private final ThemedPanel text =
            ThemedPanel.clear("wrap 1", "[grow,fill]", "push[18!][16!]push");
    private final Pill state = new Pill();
    private final Bar bar = new Bar();
    private final Label step = Label.small("");
    private final Label left = Label.small("");
    private final Messages messages;
    private final QueueModel queue;
    private final JobMenu menu;
    private Optional<JButton> remedy = Optional.empty();
    private JobSupply.Help help = JobSupply.Help.NONE;
    private boolean stale;
    private boolean gone;

    /// Whether it was sent to a service that does not go on now.
    private boolean rests;

    private boolean narrow;
    private boolean chosen;
    private int place;
    private List<String> places = List.of();
    private @Nullable Estimate cost;
    private @Nullable Job shown;

    /// @param small a small picture of a file, empty while it is read
    QueueRow(
            QueueModel queue,
            JobMenu menu,
            Function<Path, Optional<BufferedImage>> small,
            Messages messages) {
        this.small = small;
        this.queue = queue;
        this.menu = menu;
        this.messages = messages;
        row.setFocusable(true);
        row.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        boolean wide = row.getWidth() >= REMEDY_FROM;
                        remedy.ifPresent(it -> it.setVisible(wide));
                        if (narrow == wide) {
                            narrow = !wide;
                            var layout = (MigLayout) row.getLayout();
                            layout.setColumnConstraints(narrow ? NARROW : COLUMNS);
                            row.revalidate();
                        }
                    }
                });
        words.setName("job-words");
        facts.setName("job-facts");
        text.add(words, "wmin 0");
        text.add(facts, "wmin 0");
    }

    JComponent component() {
        return row;
    }

    /// Shows whether it is one of those that were chosen.
    void choose(boolean now) {
        chosen = now;
        row.ground(chosen ? "bg.selected" : "");
        count();
        row.getAccessibleContext()
                .setAccessibleDescription(chosen ? messages.text("queue.chosen.one") : null);
    }

    /// A check in place of the number where it is chosen.
    private void count() {
        number.setIcon(chosen ? Icons.of("check", 16, "accent.text") : null);
        number.setText(chosen ? "" : Integer.toString(place));
    }

    /// What of its surroundings a row shows.
    ///
    /// @param expected how long it will take, where that is known
    record Estimate(PlaceQueue place, Optional<Duration> expected) {
        /// Time and money, as far as they are known.
        String words() {
            var time = expected.map(it -> "≈ " + Durations.text(it));
            var cost = expected.flatMap(it -> place.price().get().map(p -> Money.about(p, it)));
            return Stream.of(time, cost).flatMap(Optional::stream).collect(joining(" · "));
        }
    }

    /// Says again how long it will take, where it waits.
    void expect(Estimate estimate) {
        if (shown != null && shown.state() == Job.State.QUEUED) {
            left.setText(estimate.words());
        }
    }

    /// What helps a job that failed for what its place lacks; before [#show].
    void help(JobSupply.Help now) {
        stale |= !now.isLike(help);
        help = now;
        remedy.ifPresent(button -> now.offer().ifPresent(it -> say(button, it)));
    }

    /// How far a model is on its way, or that it can be sent.
    private void say(JButton button, ModelTransfer.Offer offer) {
        button.setEnabled(offer.share().isEmpty());
        button.setText(
                offer.share()
                        .map(share -> messages.text("queue.bringing", Math.round(100 * share)))
                        .orElseGet(() -> messages.text("queue.bring", offer.name(), offer.size())));
        button.setToolTipText(button.getText());
    }

    /// @param place 1-based, as people count
    void show(Job job, int place, Estimate estimate) {
        this.place = place;
        count();
        if (job.state() == Job.State.QUEUED) {
            waits(job, estimate);
        }
        if (job.state() == Job.State.RUNNING) {
            cost = estimate;
        }
        follow(job, estimate.place());
        var before = shown;
        shown = job;
        row.setName("job-" + job.id());
        var others = queue.places().get().stream().map(it -> it.place().id()).toList();
        if (before != null
                && !stale
                && before.state() == job.state()
                && before.place().equals(job.place())
                && before.reason().equals(job.reason())
                && before.twin() == job.twin()
                && before.pictures().size() == job.pictures().size()
                && others.equals(places)) {
            return;
        }
        places = others;
        stale = false;
        remedy = Optional.empty();
        row.removeAll();
        boolean waits = job.state() == Job.State.QUEUED;
        handle.setVisible(waits);
        row.add(handle, "cell 0 0,wmin 0");
        row.add(number, "cell 1 0");
        row.add(thumb, "cell 2 0,w 0:48:48,h 32!");
        thumb.still(() -> picture(job).flatMap(small));
        words.setText(summary(job));
        row.add(text, "cell 3 0,wmin 0,growy");
        fill(job);
        var verb = job.state().open() ? "queue.cancel" : "queue.remove";
        row.add(button("close", verb, () -> queue.cancel(job.id())), "cell 9 0,h 26!");
        var choices = menu.of(job);
        if (!job.state().open() || gone) {
            var more = Buttons.icon("more", messages.text("queue.more"), () -> {});
            more.addActionListener(event -> choices.show(more, 0, more.getHeight()));
            row.add(more, "cell 10 0,h 26!");
        }
        row.setComponentPopupMenu(choices);
        // On the row itself: a label with a tip of its own would keep the mouse from the row.
        row.setToolTipText(job.reason().isEmpty() ? job.recipe().prompt() : job.reason());
        row.getAccessibleContext().setAccessibleName(words.getText() + ", " + facts.getText());
        row.setCursor(
                Cursor.getPredefinedCursor(waits ? Cursor.MOVE_CURSOR : Cursor.DEFAULT_CURSOR));
        row.revalidate();
        row.repaint();
    }

    /// Why the whole place waits is said above its rows.
    private void waits(Job job, Estimate estimate) {
        left.setText(estimate.words());
        if (estimate.place().isGone()) {
            state.say(messages.text("queue.gone"), "warn", "warn.soft", "");
        } else {
            var waits = job.isTwin() ? "queue.waiting.twin" : "queue.waiting";
            state.say(messages.text(waits), "text.secondary", "", "");
        }
        var away = estimate.place().away().get();
        state.setToolTipText(away.map(WaitReason::words).orElse(null));
    }

    /// What its place says of it, of which the row is made again where that changes.
    private void follow(Job job, PlaceQueue at) {
        boolean waits = job.state() == Job.State.RUNNING && LaneWords.waits(at);
        stale |= gone != at.isGone() || rests != waits;
        gone = at.isGone();
        rests = waits;
    }

    private void fill(Job job) {
        facts.color("text.tertiary");
        facts.setText(facts(job));
        row.add(state, "cell 4 0,wmin 0,aligny center");
        switch (job.state()) {
            case RUNNING -> {
                if (rests) {
                    state.say(messages.text("queue.rests"), "warn", "warn.soft", "");
                } else {
                    state.state(messages.text("queue.preparing"), "accent.text", "accent.soft");
                }
                row.add(bar, "cell 5 0,growx,wmin 0");
                row.add(step, "cell 6 0,wmin 0");
                row.add(left, "cell 7 0,wmin 0");
            }
            case QUEUED -> {
                if (gone) {
                    row.add(remedy(job), REMEDY);
                } else {
                    row.add(left, "cell 7 0,wmin 0");
                }
                row.add(
                        button("up", "queue.front", () -> queue.toFront(job.id())),
                        "cell 8 0,h 26!");
            }
            case INTERRUPTED, STOPPED, FAILED -> {
                boolean failed = job.state() == Job.State.FAILED;
                var token = failed ? "error" : "warn";
                facts.setText(why(job));
                facts.color(token);
                var ended = job.isAside() ? "queue.aside" : "queue.ended-early";
                var name = messages.text(failed ? "queue.failed" : ended);
                state.say(name, token, token + ".soft", failed ? "error" : "warning");
                var again = Buttons.icon("reuse", menu.again(job), () -> queue.retry(job.id()));
                row.add(again, "cell 8 0,h 26!");
                row.add(remedy(job), REMEDY);
            }
            case DONE, CANCELLED -> state.say("", "text", "", "");
        }
    }

    /// The step that most likely helps: to send what is missing there, elsewhere what failed for
    /// another reason or whose place is gone, again what was only ended.
    private JComponent remedy(Job job) {
        var step = step(job);
        var button = Buttons.link(step.words, step.action);
        button.setName("queue-remedy-" + job.id());
        button.setToolTipText(step.words);
        button.setVisible(row.getWidth() >= REMEDY_FROM);
        help.offer().ifPresent(it -> say(button, it));
        remedy = Optional.of(button);
        return button;
    }

    private record Step(String words, Runnable action) {}

    private Step step(Job job) {
        boolean failed = job.state() == Job.State.FAILED;
        if (failed && help.offer().isPresent()) {
            return new Step("", () -> help.offer().ifPresent(it -> it.bring().run()));
        }
        if (!gone && (!failed || help.brought())) {
            return new Step(menu.again(job), () -> queue.retry(job.id()));
        }
        boolean waits = job.state() == Job.State.QUEUED;
        return queue.places().get().stream()
                .filter(it -> !it.place().id().equals(job.place()))
                .filter(it -> it.away().get().isEmpty())
                .findFirst()
                .map(it ->
                        new Step(menu.elsewhere(waits, it.place()), () -> queue.move(job.id(), it)))
                .orElseGet(() -> new Step(messages.text("queue.use"), () -> menu.use(job)));
    }

    /// What it made last, else what it begins from.
    private static Optional<Path> picture(Job job) {
        if (!job.pictures().isEmpty()) {
            return Optional.of(job.pictures().getLast());
        }
        var source =
                switch (job.recipe().mode()) {
                    case Mode.TextToImage _ -> "";
                    case Mode.ImageToImage it -> it.image();
                    case Mode.Inpaint it -> it.image();
                };
        try {
            return source.isEmpty() ? Optional.empty() : Optional.of(Path.of(source));
        } catch (InvalidPathException e) {
            return Optional.empty(); // of another system
        }
    }

    /// What it is made of, in numbers.
    private String facts(Job job) {
        var recipe = job.recipe();
        var seed = messages.text("queue.seed", recipe.seed().value().toString());
        return Stream.of(
                        recipe.size().width() + " × " + recipe.size().height(),
                        job.modelName(),
                        recipe.seed().isRandom() ? "" : seed)
                .filter(it -> !it.isEmpty())
                .collect(joining(" · "));
    }

    private String why(Job job) {
        return switch (job.state()) {
            case FAILED -> job.reason();
            case STOPPED ->
                    messages.text(
                            "queue.stopped", job.pictures().size(), job.recipe().batch().total());
            default -> {
                if (job.isAside()) {
                    yield job.reason();
                }
                var place = queue.at(job.place()).filter(it -> !it.isGone() && it.wasSent(job));
                yield messages.text(place.isPresent() ? "queue.sent-before" : "queue.interrupted");
            }
        };
    }

    private JComponent button(String icon, String key, Runnable action) {
        return Buttons.icon(icon, messages.text(key), action);
    }

    private String summary(Job job) {
        int total = job.recipe().batch().total();
        var prompt = job.recipe().prompt().replace('\n', ' ');
        var text = prompt.isBlank() ? messages.text("queue.no-prompt") : prompt;
        return total == 1 ? text : text + "  ×" + total;
    }

    /// How far the job is, while it runs.
    void progress(JobProgress live) {
        if (rests) {
            stopping(live);
            return;
        }
        live.preview().ifPresent(thumb::show);
        state.setToolTipText(null);
        if (live.progress().isEmpty()) {
            bar.share(0);
            step.setText("");
            left.setText("");
            if (live.ahead().isPresent()) {
                waitsThere(live.ahead().get());
            } else {
                state.state(preparing(live), "accent.text", "accent.soft");
            }
            stopping(live);
            return;
        }
        state.state(messages.text("queue.running"), "ok", "ok.soft");
        var now = live.progress().get();
        double share = (double) now.step() / now.steps();
        bar.share((now.batch() - 1 + share) / now.batches());
        step.setText(now.step() + "/" + now.steps());
        // Before the second step there is no speed to predict from.
        boolean known = now.step() > 1 && !now.remaining().isZero();
        left.setText(known ? messages.text("queue.left", Durations.text(now.remaining())) : "");
        stopping(live);
    }

    /// It was sent and waits at its service: which one it is of those that wait there, as far as
    /// this program knows them.
    private void waitsThere(long ahead) {
        long last = cost == null ? ahead : Math.max(ahead, cost.place().lastAhead());
        var name = cost == null ? "" : QueueLane.name(cost.place().place(), messages);
        boolean next = last == 0;
        var words = messages.text(next ? "queue.ahead.next" : "queue.ahead", ahead + 1, last + 1);
        var tip = next ? "queue.ahead.next.tip" : "queue.ahead.tip";
        state.say(words, "text.secondary", "", "");
        state.setToolTipText(messages.text(tip, name, ahead + 1, last + 1));
    }

    private String preparing(JobProgress live) {
        boolean here = cost == null || cost.place().place().isHere();
        if (!here) {
            return messages.text("queue.sent");
        }
        return messages.text(live.loading() ? "queue.loading" : "queue.preparing");
    }

    /// A request to stop shows at once, in the place of the time that is left.
    private void stopping(JobProgress live) {
        live.stopping().ifPresent(how -> left.setText(messages.text("stopping." + how)));
    }

    /// The last rough view, else a finished picture or the one that it begins from, or an empty
    /// well.
    private static final class Thumb extends Painted {
        private transient @Nullable BufferedImage image;
        private transient Supplier<Optional<BufferedImage>> still = Optional::empty;

        Thumb() {
            super(AccessibleRole.ICON);
            setPreferredSize(new Dimension(48, 32));
        }

        void show(PreviewImage preview) {
            image = PreviewPixels.of(preview);
            repaint();
        }

        /// What is shown while there is no rough view.
        void still(Supplier<Optional<BufferedImage>> from) {
            still = from;
            repaint();
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            var image = this.image == null ? still.get().orElse(null) : this.image;
            var shape = new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 6, 6);
            g.setColor(ThemeColors.color("bg.well"));
            g.fill(shape);
            if (image != null) {
                double scale =
                        Math.max(
                                (double) getWidth() / image.getWidth(),
                                (double) getHeight() / image.getHeight());
                int width = (int) Math.ceil(image.getWidth() * scale);
                int height = (int) Math.ceil(image.getHeight() * scale);
                g.clip(shape);
                g.setRenderingHint(
                        RenderingHints.KEY_INTERPOLATION,
                        RenderingHints.VALUE_INTERPOLATION_BILINEAR);
                g.drawImage(
                        image,
                        (getWidth() - width) / 2,
                        (getHeight() - height) / 2,
                        width,
                        height,
                        null);
            }
            g.dispose();
        }
    }
}
