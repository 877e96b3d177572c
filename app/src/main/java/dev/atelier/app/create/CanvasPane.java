package dev.atelier.app.create;

import dev.atelier.app.control.ControlMapsModel;
import dev.atelier.app.control.MapBar;
import dev.atelier.app.control.MapEditor;
import dev.atelier.app.control.MapPaint;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.mask.MaskBar;
import dev.atelier.app.mask.MaskEditor;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.PreviewPixels;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.JobProgress;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.source.SourceEditor;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.LazyPanel;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.WordsOrIcons;
import dev.atelier.app.ui.WrappingRow;
import dev.atelier.app.viewer.Canvas;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.recipe.Progress;
import java.awt.Cursor;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.text.JTextComponent;

/// The picture that is made or looked at, with a line above that says what it is and a bar below
/// for what can be done with it.
final class CanvasPane {
    /// Where less room than this is left of the title, it has the place of the zoom's number, and
    /// then of its buttons.
    private static final int ZOOM_FROM = 240;

    private static final int ZOOM_BUTTONS_FROM = 140;

    private final Messages messages = Messages.of(CanvasPane.class);
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.canvas",
                    "insets 8 16 12 16,wrap 1",
                    "[grow,fill]",
                    "[32!]8[grow,fill]12[40:pref]");
    private final Canvas canvas;
    private final JButton back;
    private final JLabel icon = new JLabel();
    private final Label title = new Label("", TextStyle.STRONG, "text");
    private final Label facts = new Label("", TextStyle.BODY, "text.secondary");
    private final ThemedPanel idleBar =
            ThemedPanel.block("bg.overlay", 10, "insets 4 6 4 6,gap 2", "");
    private final ThemedPanel foot =
            ThemedPanel.clear("hidemode 3", "[0::,grow,center]", "[40:pref]");
    private final BusyBar busyBar;
    private final ClickGuard shield = new ClickGuard();
    private final QueueModel queue;
    private final LiveWords liveWords;
    private final Tasks tasks;
    private final MaskEditor editor;
    private final ControlMapsModel maps;
    private final MapEditor mapEditor;
    private final JComponent maskBar;
    private final JComponent mapBar;
    private final SessionModel session;
    private final PictureActions actions;
    private final Observed<String> generateKey;
    private boolean busy;

    /// The job that has just failed, until something else is looked at.
    private Optional<Job> failed = Optional.empty();

    /// The finished picture that is shown below a map.
    private Optional<SavedPicture> underMap = Optional.empty();

    /// Of which picture the canvas shows a preview, or its empty frame.
    private String framed = "";

    /// What works on the canvas besides looking at pictures.
    record Editors(SourceEditor source, ControlMapsModel maps, MapEditor map) {}

    CanvasPane(
            QueueModel queue,
            SessionModel session,
            Commands commands,
            Editors editors,
            PictureActions actions) {
        this.actions = actions;
        this.queue = queue;
        liveWords = new LiveWords(queue);
        this.editor = editors.source.tools();
        this.maps = editors.maps;
        this.mapEditor = editors.map;
        this.mapBar = new LazyPanel(() -> wrapping(new MapBar(mapEditor).component()));
        this.maskBar = new LazyPanel(() -> wrapping(new MaskBar(editor).component()));
        this.tasks = editors.source.tasks();
        this.session = session;
        back = Buttons.quiet(messages.text("canvas.live"), session::follow);
        canvas = new Canvas();
        generateKey = commands.keyText(Command.GENERATE);
        noPicture();
        generateKey.onChange(key -> {
            if (session.selected().get().isEmpty() && !busy && !editor.active()) {
                noPicture();
            }
        });
        title.setName("canvas-title");
        panel.add(header());
        panel.add(canvas, "hmin 0,wmin 0");
        idle(commands);
        busyBar = new BusyBar(commands);
        foot.add(shield, "pos 0 0 100% 100%");
        for (var bar : List.of(idleBar, busyBar.component(), maskBar, mapBar)) {
            bar.setVisible(false);
            foot.add(bar, "cell 0 0,hmin 40,wmin 0");
        }
        WordsOrIcons.of(idleBar, foot);
        WordsOrIcons.of(busyBar.component(), foot);
        panel.add(foot, "wmin 0");
        session.selected()
                .bind(picture -> {
                    failed = Optional.empty();
                    editor.open().set(false);
                    work();
                });
        follow();
        canvas.work(editor);
        editor.open().bind(this::opened);
        editor.picture().onChange(picture -> work());
        editor.changes().onChange(count -> canvas.repaint());
        lookAtMaps();
    }

    /// What is painted on stays in view, whatever is made meanwhile.
    private void opened(boolean open) {
        if (open) {
            session.lookAway();
        }
        work();
    }

    private void putToolsAway() {
        editor.open().set(false);
        maps.leave();
    }

    private JComponent wrapping(JComponent bar) {
        WrappingRow.of(bar, foot);
        return bar;
    }

    /// Follows what is chosen by hand, what runs and what fails.
    private void follow() {
        session.choices()
                .onChange(count -> {
                    if (failed.isPresent()) {
                        failed = Optional.empty(); // it was read
                        work();
                    }
                });
        session.watching()
                .onChange(now -> {
                    if (isLive()) {
                        putToolsAway();
                    }
                    queue.watched().get().ifPresent(this::watch);
                    if (!isLive()) {
                        work();
                    }
                });
        queue.watched().bind(this::live);
        queue.failure()
                .onChange(job -> {
                    failed = job;
                    headline();
                });
    }

    /// The maps of ControlNets: M goes from one way to see them to the next, Escape leaves them.
    private void lookAtMaps() {
        canvas.veil(new MapPaint(maps, () -> MapBar.title(maps)));
        canvas.onKey(KeyEvent.VK_M, maps::cycle);
        canvas.onKey(
                KeyEvent.VK_ESCAPE,
                () -> {
                    if (!leaveMap()) {
                        editor.open().set(false);
                        session.follow();
                    }
                });
        canvas.work(mapEditor);
        mapEditor.open().onChange(open -> work());
        mapEditor.changes().onChange(count -> canvas.repaint());
        maps.look()
                .onChange(look -> {
                    if (look.isPresent()) {
                        editor.open().set(false);
                        opened(true);
                    }
                    work();
                });
        editor.open()
                .onChange(open -> {
                    if (open) {
                        maps.leave();
                    }
                });
        maps.changes()
                .onChange(count -> {
                    if (maps.isLooking()) {
                        work();
                    }
                });
        maps.opacity().onChange(percent -> canvas.repaint());
    }

    /// One step back: from drawing on a map to the map, from there to the picture.
    ///
    /// @return whether there was a map to leave
    private boolean leaveMap() {
        boolean looking = maps.isLooking();
        if (mapEditor.open().get()) {
            mapEditor.open().set(false);
        } else {
            maps.leave();
        }
        return looking;
    }

    /// The keys of maps work with the focus anywhere, such as on the thumb that shows them; a
    /// letter only where it is not typed.
    void keysIn(JComponent view) {
        key(view, KeyEvent.VK_M, () -> maps.isLooking() && !isTyping(), maps::cycle);
        key(view, KeyEvent.VK_ESCAPE, maps::isLooking, this::leaveMap);
    }

    private static void key(JComponent view, int code, BooleanSupplier when, Runnable action) {
        var where = JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT;
        Keys.on(view, where, KeyStroke.getKeyStroke(code, 0), when, action);
    }

    private static boolean isTyping() {
        var keyboard = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        return keyboard.getFocusOwner() instanceof JTextComponent;
    }

    /// Moves the picture to the trash, where one is looked at.
    void trash() {
        if (!isLive() && !editor.active() && !maps.isLooking()) {
            session.selected().get().ifPresent(actions::trash);
        }
    }

    /// The source with its mask, in place of finished pictures.
    private void work() {
        boolean active = editor.active() && !isLive();
        boolean drawing = active || mapEditor.active();
        arrange();
        canvas.setCursor(
                Cursor.getPredefinedCursor(
                        drawing ? Cursor.CROSSHAIR_CURSOR : Cursor.DEFAULT_CURSOR));
        if (active) {
            var picture = editor.picture().get().orElseThrow();
            icon.setIcon(Icons.of("mask", 18, "accent.text"));
            title.setText(
                    messages.text(editor.mask().isPresent() ? "canvas.masking" : "canvas.source"));
            say(picture.getWidth() + " × " + picture.getHeight());
            canvas.show(picture, picture.getWidth(), picture.getHeight());
        } else if (maps.isLooking() && !isLive()) {
            lookAtMap();
            return;
        } else if (!isLive()) {
            session.selected().get().ifPresentOrElse(this::look, this::empty);
        }
        underMap = Optional.empty();
    }

    /// A map, over the finished picture where there is one.
    private void lookAtMap() {
        var words = MapBar.words(maps);
        icon.setIcon(Icons.of("control", 18, "accent.text"));
        title.setText(words.title());
        say(words.facts());
        var finished = session.selected().get();
        var traced = mapEditor.ground();
        if (traced.isPresent()) {
            underMap = Optional.empty();
            canvas.show(traced.get(), traced.get().getWidth(), traced.get().getHeight());
        } else if (maps.wantsPicture() && finished.isPresent()) {
            if (finished.equals(underMap)) {
                canvas.repaint(); // a map changes many times a second, the picture below does not
            } else {
                underMap = finished;
                look(finished.get());
            }
        } else {
            underMap = Optional.empty();
            maps.ground().ifPresent(it -> canvas.show(it, it.getWidth(), it.getHeight()));
        }
    }

    JComponent component() {
        return panel;
    }

    Canvas canvas() {
        return canvas;
    }

    private JComponent header() {
        var header =
                ThemedPanel.clear(
                        "gap 4,hidemode 3", "[18!][][grow,fill,shp 200][][][][][]", "[32!]");
        header.add(icon);
        header.add(title, "wmin 0");
        header.add(facts, "wmin 0,gapleft 6");
        back.setName("canvas-live");
        back.setToolTipText(messages.text("canvas.live.tip"));
        back.setIcon(Icons.of("play", 16, "accent.text"));
        back.setVisible(false);
        header.add(back, "h 26!");
        var zoom = new Label("", TextStyle.PILL, "text.secondary");
        zoom.setHorizontalAlignment(JLabel.CENTER);
        canvas.zoom().bind(z -> zoom.setText(Math.round(100 * z) + " %"));
        var out = zoom("zoomout", "zoom-out", canvas::zoomOut);
        var in = zoom("zoomin", "zoom-in", canvas::zoomIn);
        header.add(out);
        header.add(zoom, "w 48!");
        header.add(in);
        header.add(zoom("fit", "fit", canvas::fit));
        Runnable fit =
                () -> {
                    int words = title.getPreferredSize().width;
                    int live = back.isVisible() ? back.getPreferredSize().width : 0;
                    int room = header.getWidth() - words - live;
                    zoom.setVisible(room >= ZOOM_FROM);
                    out.setVisible(room >= ZOOM_BUTTONS_FROM);
                    in.setVisible(room >= ZOOM_BUTTONS_FROM);
                };
        title.addPropertyChangeListener("text", event -> fit.run());
        var watch =
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        fit.run();
                    }

                    @Override
                    public void componentShown(ComponentEvent event) {
                        fit.run();
                    }

                    @Override
                    public void componentHidden(ComponentEvent event) {
                        fit.run();
                    }
                };
        header.addComponentListener(watch);
        back.addComponentListener(watch);
        return header;
    }

    private JComponent zoom(String icon, String key, Runnable action) {
        var button = Buttons.icon(icon, messages.text("canvas." + key), action);
        button.setName("canvas-" + key);
        return button;
    }

    private void idle(Commands commands) {
        idleBar.add(quiet("use-all", "reuse", () -> actions.useAll(current())), "h 32!");
        idleBar.add(quiet("remix", "dice", () -> actions.remix(current())), "h 32!");
        idleBar.add(quiet("use-image", "image", () -> actions.useImage(current())), "h 32!");
        idleBar.add(icon("mask", "paint-over", () -> actions.paintOver(current())), "h 32!");
        idleBar.add(icon("folder", "show-file", () -> actions.showFile(current())), "h 32!");
        var copy = Buttons.icon(commands.action(Command.COPY_PICTURE));
        copy.setRequestFocusEnabled(false);
        idleBar.add(copy, "h 32!");
        idleBar.add(icon("trash", "trash", () -> actions.trash(current())), "h 32!");
    }

    /// Shows the one bar that fits, in an instant or not at all: one job may follow another.
    private void arrange() {
        EventQueue.invokeLater(() -> {
            var fits = bar();
            var now =
                    Stream.of(idleBar, busyBar.component(), maskBar, mapBar)
                            .filter(JComponent::isVisible)
                            .findFirst();
            if (!fits.equals(now)) {
                now.ifPresent(bar -> bar.setVisible(false));
                fits.ifPresent(bar -> bar.setVisible(true));
                shield.raise();
            }
        });
    }

    private Optional<JComponent> bar() {
        if (isLive()) {
            return Optional.of(busyBar.component());
        }
        if (editor.active()) {
            return Optional.of(maskBar);
        }
        if (maps.isLooking()) {
            return Optional.of(mapBar);
        }
        return Optional.<JComponent>of(idleBar).filter(bar -> session.selected().get().isPresent());
    }

    private JComponent quiet(String key, String icon, Runnable action) {
        var button = Buttons.quiet(messages.text("picture." + key), action);
        button.setName(key);
        button.setRequestFocusEnabled(false);
        button.setIcon(Icons.of(icon, 16, "text.secondary"));
        return button;
    }

    private JComponent icon(String icon, String key, Runnable action) {
        var button = Buttons.icon(icon, messages.text("picture." + key), action);
        button.setName(key);
        button.setRequestFocusEnabled(false);
        return button;
    }

    private SavedPicture current() {
        return session.selected().get().orElseThrow();
    }

    private void empty() {
        arrange();
        if (isLive()) {
            return;
        }
        title.setText("");
        say("");
        icon.setIcon(null);
        noPicture();
    }

    private void noPicture() {
        var key = generateKey.get();
        canvas.clear(
                messages.text("canvas.empty"),
                key.isEmpty()
                        ? messages.text("canvas.empty.keyless")
                        : messages.text("canvas.empty.hint", key));
    }

    private void look(SavedPicture done) {
        tasks.run(
                "open-picture",
                task -> PictureFile.pixels(done.file()),
                Tasks.Outcome.of(
                        image -> {
                            if (looksAt(done) && !isLive()) {
                                canvas.show(image, image.getWidth(), image.getHeight());
                                showText(image.getWidth() + " × " + image.getHeight(), done);
                            }
                        },
                        failure -> {
                            if (looksAt(done) && !isLive()) {
                                icon.setIcon(Icons.of("warning", 18, "warn"));
                                title.setText("");
                                say("");
                                canvas.clear(
                                        messages.text("canvas.gone"), FailureMessages.of(failure));
                            }
                        }));
        arrange();
        if (!isLive() && !maps.isLooking()) {
            boolean part = done.interrupted();
            icon.setIcon(Icons.of(part ? "stop" : "check", 18, part ? "warn" : "ok"));
            var seconds = Duration.ofMillis((long) (1000 * done.seconds()));
            var key = part ? "canvas.interrupted" : "canvas.finished";
            title.setText(messages.text(key, Durations.text(seconds)));
            say("");
            headline();
        }
    }

    /// Says what failed, whatever picture is shown meanwhile.
    private void headline() {
        if (!isLive() && !editor.active() && !maps.isLooking()) {
            failed.ifPresent(job -> {
                icon.setIcon(Icons.of("warning", 18, "error"));
                title.setText(messages.text("canvas.failed"));
                say(job.reason());
            });
        }
    }

    private void say(String words) {
        facts.setText(words);
        facts.setToolTipText(words.isEmpty() ? null : words);
    }

    /// Whether the picture that is made is shown.
    private boolean isLive() {
        return busy && session.watching().get();
    }

    private boolean looksAt(SavedPicture done) {
        return !editor.active() && session.selected().get().equals(Optional.of(done));
    }

    private void showText(String size, SavedPicture done) {
        if (!isLive() && !maps.isLooking() && failed.isEmpty()) {
            var seed = messages.text("canvas.seed", done.recipe().seed().value() + "");
            say(size + " · " + seed);
        }
    }

    private void live(Optional<JobProgress> live) {
        boolean wasBusy = busy;
        busy = live.isPresent();
        if (isLive() && !wasBusy) {
            failed = Optional.empty();
            putToolsAway();
        }
        arrange();
        back.setVisible(busy && !session.watching().get());
        if (busy) {
            watch(live.get());
        } else if (wasBusy) {
            framed = "";
            work();
        }
    }

    /// Shows the running picture, or keeps showing the finished one that was chosen meanwhile.
    private void watch(JobProgress live) {
        back.setVisible(!session.watching().get());
        busyBar.show(live.progress(), live.stopping());
        if (isLive()) {
            showText(live);
        } else {
            framed = "";
        }
    }

    private void showText(JobProgress live) {
        icon.setIcon(null);
        title.setText(liveWords.title(live));
        say(live.progress().map(liveWords::speed).orElse(""));
        picture(live);
    }

    /// The preview of the picture that is made; until there is one, its frame, with what is known
    /// of a service that shows nothing.
    private void picture(JobProgress live) {
        var preview = live.preview();
        if (preview.isPresent()) {
            framed = key(live);
            var size = preview.get().picture();
            canvas.show(PreviewPixels.of(preview.get()), size.width(), size.height());
        } else if (!framed.equals(key(live)) || !liveWords.place().isEmpty()) {
            framed = key(live);
            var size = liveWords.size(live);
            var place = liveWords.place();
            var phase = place.isEmpty() ? "" : liveWords.phase(live);
            canvas.frame(size.width(), size.height(), place, phase);
        }
    }

    private static String key(JobProgress live) {
        return live.job() + " " + live.progress().map(Progress::batch).orElse(1);
    }
}
