package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Deployment.Phase;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.awt.Graphics;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.Timer;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// How a deployment goes on: the whole against the time it usually takes, the service's own states
/// with theirs, what is done when it is ready, events, the tail of its log, and the first picture.
final class ProgressPage {
    private static final int WIDTH = 480;
    private static final int TICK = 1000;
    private static final int PICTURE = 256;
    private static final int NARROW = 1240;

    /// The height of events and log below the states.
    private static final int TAIL = 240;

    private final Messages messages = Messages.of(ProgressPage.class);
    private final DeployModel draft;
    private final DeploymentModel model;
    private final Tasks tasks;
    private final ThemedPanel page = ThemedPanel.clear("", "", "");
    private final Label title = new Label("", TextStyle.TITLE, "text");
    private final Pill pill = new Pill();
    private final Label elapsed = new Label("", TextStyle.STRONG, "text");
    private final Label whole = Label.small("");
    private final Sentence sentence = new Sentence("", WIDTH);
    private final Sentence remedy = new Sentence("", WIDTH);
    private final TotalBar bar = new TotalBar();
    private final StageList stages;
    private final Sentence note = new Sentence("", WIDTH);
    private final ReadyCard ready;
    private final ProgressTail tail;
    private final First first = new First();
    private final ThemedPanel foot = ThemedPanel.clear("gap 8,hidemode 3", "", "[32!]");
    private final JComponent states;
    private final Buttonry buttons;
    private final Label goes = Label.small("");
    private final Timer clock = new Timer(TICK, event -> tick());
    private boolean asked;
    private Optional<Boolean> arranged = Optional.empty();
    private Optional<Path> pictured = Optional.empty();

    /// Where it leads.
    ///
    /// @param edit goes back to the draft
    /// @param machine goes back to the step of the draft where the machine is chosen
    /// @param again hands the draft over once more
    /// @param close leaves the page
    /// @param draw makes pictures on a service
    /// @param notice shows a note
    record Verbs(
            Runnable edit,
            Runnable machine,
            Runnable again,
            Runnable close,
            Consumer<String> draw,
            Consumer<String> notice) {}

    /// What can be pressed at the foot.
    private record Buttonry(
            JButton draw,
            JButton picture,
            JButton retry,
            JButton machine,
            JButton edit,
            JButton delete,
            JButton sure,
            JButton background) {}

    ProgressPage(DeployModel draft, DeploymentModel model, Tasks tasks, Verbs verbs) {
        this.draft = draft;
        this.model = model;
        this.tasks = tasks;
        stages = new StageList(model, this::details);
        ready = new ReadyCard(draft, model);
        tail = new ProgressTail(verbs.notice());
        buttons = buttons(verbs);
        states = states();
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        arrange();
        model.current().bind(it -> it.ifPresent(this::show));
        draft.costs().onChange(_ -> model.current().get().ifPresent(this::showFoot));
        page.addHierarchyListener(event -> {
            if (page.isShowing()) {
                clock.start();
            } else {
                clock.stop();
            }
        });
    }

    JComponent component() {
        return page;
    }

    private Buttonry buttons(Verbs verbs) {
        var draw =
                Buttons.primary(
                        new NamedAction(
                                messages.text("progress.draw"),
                                () ->
                                        model.current()
                                                .get()
                                                .ifPresent(
                                                        it -> verbs.draw().accept(it.service()))));
        var all =
                new Buttonry(
                        draw,
                        Buttons.secondary(messages.text("progress.draw-again"), model::drawAgain),
                        Buttons.secondary(messages.text("progress.retry"), verbs.again()),
                        Buttons.secondary(messages.text("progress.machine"), verbs.machine()),
                        Buttons.secondary("", verbs.edit()),
                        Buttons.secondary("", this::ask),
                        Buttons.secondary(messages.text("progress.sure"), this::delete),
                        Buttons.secondary(messages.text("progress.background"), verbs.close()));
        all.draw().setName("progress-draw");
        all.picture().setName("progress-again");
        all.retry().setName("progress-retry");
        all.machine().setName("progress-machine");
        all.edit().setName("progress-edit");
        all.delete().setName("progress-delete");
        all.sure().setName("progress-sure");
        all.background().setName("progress-background");
        Keys.on(all.sure(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), this::keep);
        return all;
    }

    /// Where there is no room, all is below each other and scrolls, over the buttons.
    private void arrange() {
        boolean narrow = page.getWidth() > 0 && page.getWidth() < NARROW;
        if (arranged.equals(Optional.of(narrow))) {
            return;
        }
        arranged = Optional.of(narrow);
        page.removeAll();
        tail.arrange(narrow);
        var block = ThemedPanel.block("bg.panel", 10, "insets 0,wrap 1", "[grow,fill]");
        if (narrow) {
            page.setLayout(
                    new MigLayout(
                            "insets 0,novisualpadding,wrap 1", "[grow,fill]", "[grow,fill]12[]"));
            block.add(states, "wmin 0");
            var column = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");
            column.add(block, "wmin 0");
            column.add(ready.component(), "wmin 0,gaptop 12");
            column.add(tail.component(), "wmin 0,h " + TAIL + "!,gaptop 12");
            page.add(ScrollColumn.of(column), "wmin 0,hmin 0");
            page.add(foot, "wmin 0");
        } else {
            page.setLayout(
                    new MigLayout(
                            "insets 0,novisualpadding,hidemode 3",
                            "[58%!,fill]16[grow,fill]",
                            "[grow,fill]0[]"));
            block.add(ScrollColumn.of(states), "grow,push,wmin 0,hmin 0");
            // Below what scrolls: new stages must not move the buttons under the pointer.
            block.add(foot, "gap 24 24 12 16,wmin 0");
            page.add(block, "wmin 0,hmin 120,growy");
            page.add(tail.component(), "spany 2,growy,wmin 0,hmin 0,wrap");
            page.add(ready.component(), "wmin 0,gaptop 12");
        }
        page.revalidate();
        page.repaint();
    }

    private JComponent states() {
        var inner = ThemedPanel.clear("insets 20 24 12 24,wrap 1,hidemode 3", "[grow,fill]", "");
        var head = ThemedPanel.clear("hidemode 3", "[grow,fill]8[]6[]12[]", "[28!,center]");
        head.add(title, "wmin 0");
        head.add(elapsed);
        head.add(whole);
        head.add(pill, "h 20!");
        inner.add(head, "wmin 0");
        inner.add(sentence, "wmin 0");
        inner.add(remedy, "wmin 0,gaptop 4");
        remedy.color("error");
        bar.getAccessibleContext().setAccessibleName(messages.text("progress.total"));
        inner.add(bar, "h 6!,gaptop 12");
        inner.add(stages.component(), "wmin 0,gaptop 8");
        note.color("text.tertiary");
        inner.add(note, "wmin 0,gaptop 8");
        inner.add(first, "w " + PICTURE + "!,h " + PICTURE + "!,growx 0,alignx left,gaptop 12");
        foot.add(buttons.draw(), "h 32!");
        foot.add(buttons.picture(), "h 32!");
        foot.add(buttons.retry(), "h 32!");
        foot.add(buttons.machine(), "h 32!");
        foot.add(buttons.edit(), "h 32!");
        foot.add(buttons.delete(), "h 32!");
        foot.add(buttons.sure(), "h 32!");
        foot.add(buttons.background(), "h 32!");
        foot.add(goes, "wmin 0,gapleft 8");
        return inner;
    }

    private void show(Deployment now) {
        title.setText(messages.text("phase." + now.words(), now.service()));
        showState(now);
        tail.show(now.tail());
        ready.show(now);
        if (now.phase() == Phase.DELETING || now.phase() == Phase.GONE) {
            asked = false;
        }
        showFoot(now);
        follow(now);
        picture(now);
        page.revalidate();
        page.repaint();
    }

    private void showFoot(Deployment now) {
        boolean over = now.phase().isOver();
        boolean failed = now.phase() == Phase.FAILED;
        buttons.delete().setText(messages.text(over ? "progress.delete" : "progress.cancel"));
        boolean refused = failed && now.stages().isEmpty();
        boolean gone = now.phase() == Phase.GONE || now.phase() == Phase.DELETING;
        // While an update goes on there is nothing to cancel: it would delete what ran before.
        boolean there = !gone && !refused && (over || !now.update());
        buttons.delete().setVisible(there && !asked);
        buttons.sure().setVisible(asked);
        buttons.picture().setVisible(now.phase() == Phase.NO_PICTURE);
        boolean runs = now.phase() == Phase.DONE || now.phase() == Phase.NO_PICTURE;
        buttons.draw().setVisible(runs);
        buttons.retry().setVisible(failed && config().isPresent());
        buttons.machine().setVisible(failed && config().isPresent());
        buttons.edit().setText(messages.text(failed ? "progress.back" : "progress.edit"));
        buttons.edit().setVisible(over);
        buttons.background().setVisible(!over);
        goes.setText(over ? "" : cost());
        goes.setToolTipText(goes.getText());
    }

    /// What begins to cost, and that nobody has to look.
    private String cost() {
        var closing = messages.text("progress.goes");
        return draft.costs()
                .get()
                .hour()
                .filter(_ -> config().isPresent() && !PriceWords.isFree(draft))
                .map(it -> messages.text("progress.price", Money.hour(it)) + " " + closing)
                .orElse(closing);
    }

    /// The draft, while it is what was handed over.
    private Optional<ServiceConfig> config() {
        var name = model.current().get().map(Deployment::service).orElse("");
        return draft.reading().get().config().filter(it -> it.name().equals(name));
    }

    /// What belongs to a state.
    private String details(String word) {
        return config().map(it ->
                        switch (word) {
                            case "Waiting", "Pending" -> it.machine().orElse("");
                            case "Starting" -> Edits.image(it).replaceFirst("^.*/", "");
                            case StageTimes.RUNNING ->
                                    it.containers().stream()
                                            .flatMap(c -> c.port().stream())
                                            .findFirst()
                                            .map(port ->
                                                    messages.text("stages.port", port.toString()))
                                            .orElse("");
                            case StageTimes.PICTURE -> messages.text("stages.picture");
                            default -> "";
                        })
                .orElse("");
    }

    private void showState(Deployment now) {
        boolean bad = now.phase() == Phase.FAILED || now.phase() == Phase.NO_PICTURE;
        sentence.setText(now.message());
        sentence.color(bad ? "error" : "text.secondary");
        sentence.setVisible(!now.message().isEmpty());
        var help =
                now.problem().filter(it -> bad).map(it -> messages.text("remedy." + it)).orElse("");
        remedy.setText(help);
        remedy.setVisible(!help.isEmpty());
        var token =
                switch (now.phase()) {
                    case DONE -> "ok";
                    case FAILED, NO_PICTURE -> "error";
                    case SENDING, STARTING, DRAWING, DELETING -> "accent.text";
                    case GONE -> "text.secondary";
                };
        var soft =
                switch (now.phase()) {
                    case DONE -> "ok.soft";
                    case FAILED, NO_PICTURE -> "error.soft";
                    case SENDING, STARTING, DRAWING, DELETING -> "accent.soft";
                    case GONE -> "bg.well";
                };
        pill.say(messages.text("pill." + now.words()), token, soft, "");
    }

    private void tick() {
        model.current().get().filter(it -> !it.phase().isOver()).ifPresent(this::follow);
    }

    /// The times, as they go on.
    private void follow(Deployment now) {
        var at = Instant.now();
        stages.show(now, at);
        boolean over = now.phase().isOver();
        boolean deleting = now.phase() == Phase.DELETING;
        bar.setVisible(!over);
        if (over || deleting) {
            // What it took stays, unless there is nothing left that took it.
            elapsed.setText(deleting || now.phase() == Phase.GONE ? "" : elapsed.getText());
            whole.setText("");
            note.setVisible(false);
            bar.share(over ? Optional.of(1.0) : Optional.empty());
            return;
        }
        var estimate = model.times().estimate(now, model.draws(), at);
        elapsed.setText(time(estimate.elapsed()));
        whole.setText(
                estimate.whole()
                        .map(it -> messages.text("progress.of-about", time(it)))
                        .orElse(messages.text("progress.no-usual")));
        bar.share(estimate.share());
        note.setText(
                messages.text(
                        estimate.whole().isPresent() ? "progress.learnt" : "progress.unlearnt"));
        note.setVisible(true);
    }

    private String time(Duration time) {
        return StageList.time(messages, time);
    }

    private void picture(Deployment now) {
        first.setVisible(now.picture().isPresent());
        if (now.picture().isPresent() && !now.picture().equals(pictured)) {
            pictured = now.picture();
            var file = now.picture().get();
            tasks.run(
                    "open-picture",
                    _ -> PictureFile.pixels(file),
                    Tasks.Outcome.of(first::show, _ -> first.setVisible(false)));
        }
    }

    private void ask() {
        asked = true;
        buttons.delete().setVisible(false);
        buttons.sure().setVisible(true);
        buttons.sure().requestFocusInWindow();
    }

    /// The question is taken back.
    private void keep() {
        asked = false;
        buttons.sure().setVisible(false);
        buttons.delete().setVisible(true);
        buttons.delete().requestFocusInWindow();
    }

    private void delete() {
        asked = false;
        buttons.sure().setVisible(false);
        model.delete();
    }

    /// The first picture, never larger than it is.
    private static final class First extends JComponent {
        private transient @Nullable BufferedImage image;

        void show(BufferedImage made) {
            image = made;
            repaint();
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var made = image;
            if (made != null) {
                graphics.drawImage(made, 0, 0, getWidth(), getHeight(), null);
            }
        }
    }
}
