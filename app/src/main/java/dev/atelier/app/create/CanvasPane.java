package dev.atelier.app.create;

import dev.atelier.app.create.source.MaskBar;
import dev.atelier.app.create.source.MaskDesk;
import dev.atelier.app.failure.FailureWords;
import dev.atelier.app.kit.Bar;
import dev.atelier.app.kit.Buttons;
import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Label;
import dev.atelier.app.kit.Layer;
import dev.atelier.app.kit.Messages;
import dev.atelier.app.kit.Type;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Finished;
import dev.atelier.app.queue.Live;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import java.awt.Cursor;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The picture that is made or looked at, with a line above that says what it is and a bar below
/// for what can be done with it.
final class CanvasPane {
    private final Messages messages = Messages.of(CanvasPane.class);
    private final Layer panel =
            Layer.ground(
                    "bg.canvas",
                    "insets 8 16 12 12,wrap 1",
                    "[grow,fill]",
                    "[32!]8[grow,fill]12[40!]");
    private final Canvas canvas;
    private final JLabel icon = new JLabel();
    private final Label title = new Label("", Type.LABEL, "text");
    private final Label facts = new Label("", Type.BODY, "text.secondary");
    private final Layer idleBar = Layer.block("bg.overlay", 10, "insets 4 6 4 6,gap 2", "");
    private final Layer busyBar = Layer.block("bg.overlay", 10, "insets 4 6 4 14,gap 12", "");
    private final Bar bar = new Bar();
    private final Label share = new Label("", Type.STRONG, "text");
    private final Label left = new Label("", Type.LABEL, "text");
    private final Label rounds = new Label("", Type.BODY, "text.secondary");
    private final Tasks tasks;
    private final MaskDesk desk;
    private final JComponent maskBar;
    private final SessionModel session;
    private final PictureActs acts;
    private boolean busy;

    CanvasPane(
            QueueModel queue,
            SessionModel session,
            Commands commands,
            MaskDesk desk,
            PictureActs acts) {
        this.acts = acts;
        this.desk = desk;
        this.maskBar = new MaskBar(desk).component();
        this.tasks = desk.tasks();
        this.session = session;
        canvas = new Canvas();
        noPicture();
        panel.add(header());
        panel.add(canvas, "hmin 0,wmin 0");
        var foot = Layer.clear("hidemode 3", "push[][][]push", "[40!]");
        idle(commands);
        busy(commands);
        foot.add(idleBar, "h 40!");
        foot.add(busyBar, "h 40!");
        foot.add(maskBar, "h 40!");
        panel.add(foot);
        session.selected()
                .bind(picture -> {
                    picture.ifPresentOrElse(this::look, this::empty);
                    desk.open().set(false);
                });
        queue.live().bind(this::live);
        canvas.work(desk);
        desk.open().bind(open -> work());
        desk.picture().onChange(picture -> work());
        desk.changes().onChange(count -> canvas.repaint());
    }

    /// The source with its mask, in place of finished pictures.
    private void work() {
        boolean active = desk.active() && !busy;
        maskBar.setVisible(active);
        idleBar.setVisible(!active && !busy && session.selected().get().isPresent());
        canvas.setCursor(
                Cursor.getPredefinedCursor(
                        active ? Cursor.CROSSHAIR_CURSOR : Cursor.DEFAULT_CURSOR));
        if (active) {
            var picture = desk.picture().get().orElseThrow();
            icon.setIcon(Icons.of("mask", 18, "accent.text"));
            title.setText(
                    messages.text(desk.sheet().isPresent() ? "canvas.masking" : "canvas.source"));
            facts.setText(picture.getWidth() + " × " + picture.getHeight());
            canvas.show(picture, picture.getWidth(), picture.getHeight());
        } else if (!busy) {
            session.selected().get().ifPresentOrElse(this::look, this::empty);
        }
    }

    JComponent component() {
        return panel;
    }

    Canvas canvas() {
        return canvas;
    }

    private JComponent header() {
        var header = Layer.clear("gap 4", "[18!][][grow,fill][][48!][][]", "[32!]");
        header.add(icon);
        header.add(title);
        header.add(facts, "wmin 0,gapleft 6");
        var zoom = new Label("", Type.PILL, "text.secondary");
        zoom.setHorizontalAlignment(JLabel.CENTER);
        canvas.zoom().bind(z -> zoom.setText(Math.round(100 * z) + " %"));
        header.add(Buttons.icon("zoomout", messages.text("canvas.zoom-out"), canvas::zoomOut));
        header.add(zoom);
        header.add(Buttons.icon("zoomin", messages.text("canvas.zoom-in"), canvas::zoomIn));
        header.add(Buttons.icon("fit", messages.text("canvas.fit"), canvas::fit));
        return header;
    }

    private void idle(Commands commands) {
        idleBar.add(quiet("use-all", "reuse", () -> acts.useAll(current())));
        idleBar.add(quiet("remix", "dice", () -> acts.remix(current())));
        idleBar.add(quiet("use-image", "image", () -> acts.useImage(current())));
        idleBar.add(icon("mask", "paint-over", () -> acts.paintOver(current())));
        idleBar.add(icon("folder", "show-file", () -> acts.showFile(current())));
        idleBar.add(Buttons.icon(commands.action(Command.COPY_PICTURE)));
        idleBar.add(icon("trash", "trash", () -> acts.trash(current())));
        idleBar.setVisible(false);
    }

    private void busy(Commands commands) {
        busyBar.add(share, "gapleft 8");
        busyBar.add(bar, "w 240!");
        busyBar.add(left);
        busyBar.add(rounds);
        busyBar.add(Buttons.quiet(commands.action(Command.SKIP)), "h 32!");
        busyBar.add(Buttons.quiet(commands.action(Command.INTERRUPT)), "h 32!");
        busyBar.setVisible(false);
    }

    private JComponent quiet(String key, String icon, Runnable act) {
        var button = Buttons.quiet(messages.text("picture." + key), act);
        button.setIcon(Icons.of(icon, 16, "text.secondary"));
        return button;
    }

    private JComponent icon(String icon, String key, Runnable act) {
        var button = Buttons.icon(icon, messages.text("picture." + key), act);
        button.setName(key);
        return button;
    }

    private Finished current() {
        return session.selected().get().orElseThrow();
    }

    private void empty() {
        idleBar.setVisible(false);
        title.setText("");
        facts.setText("");
        icon.setIcon(null);
        noPicture();
    }

    private void noPicture() {
        canvas.clear(messages.text("canvas.empty"), messages.text("canvas.empty.hint"));
    }

    private void look(Finished done) {
        tasks.run(
                "",
                task -> PictureFile.pixels(done.file()),
                Tasks.Outcome.of(
                        image -> {
                            if (looksAt(done)) {
                                canvas.show(image, image.getWidth(), image.getHeight());
                                tell(image.getWidth() + " × " + image.getHeight(), done);
                            }
                        },
                        failure -> {
                            if (looksAt(done) && !busy) {
                                icon.setIcon(Icons.of("warning", 18, "warn"));
                                title.setText("");
                                facts.setText("");
                                canvas.clear(
                                        messages.text("canvas.gone"), FailureWords.of(failure));
                            }
                        }));
        idleBar.setVisible(!busy && !desk.active());
        if (!busy) {
            icon.setIcon(Icons.of("check", 18, "ok"));
            var seconds = Duration.ofMillis((long) (1000 * done.seconds()));
            title.setText(messages.text("canvas.finished", Durations.text(seconds)));
            facts.setText("");
        }
    }

    private boolean looksAt(Finished done) {
        return !desk.active() && session.selected().get().equals(Optional.of(done));
    }

    private void tell(String size, Finished done) {
        if (!busy) {
            var seed = messages.text("canvas.seed", done.recipe().seed().value() + "");
            facts.setText(size + " · " + seed);
        }
    }

    private void live(Optional<Live> live) {
        boolean wasBusy = busy;
        busy = live.isPresent();
        busyBar.setVisible(busy);
        if (busy && !wasBusy) {
            desk.open().set(false);
        }
        idleBar.setVisible(!busy && !desk.active() && session.selected().get().isPresent());
        if (!busy) {
            if (wasBusy) {
                session.selected().get().ifPresentOrElse(this::look, this::empty);
            }
            return;
        }
        icon.setIcon(null);
        var progress = live.get().progress();
        if (progress.isEmpty()) {
            title.setText(messages.text("canvas.loading"));
            facts.setText("");
            share.setText("");
            left.setText("");
            rounds.setText("");
            bar.share(0);
            return;
        }
        var now = progress.get();
        title.setText(messages.text("canvas.step", now.step(), now.steps()));
        facts.setText(String.format(Locale.ROOT, "%.2f it/s", now.perSecond()));
        double part = (double) now.step() / now.steps();
        bar.share(part);
        share.setText(Math.round(100 * part) + " %");
        left.setText(messages.text("canvas.left", Durations.text(now.remaining())));
        rounds.setText(
                now.images() > 1 ? messages.text("canvas.round", now.image(), now.images()) : "");
        live.get()
                .preview()
                .ifPresent(p -> canvas.show(Images.of(p), p.size().width(), p.size().height()));
    }
}
