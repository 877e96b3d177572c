package dev.atelier.app.create;

import dev.atelier.app.control.ControlMapsModel;
import dev.atelier.app.control.MapBar;
import dev.atelier.app.control.MapEditor;
import dev.atelier.app.control.MapPaint;
import dev.atelier.app.control.ScopeEditor;
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
import dev.atelier.app.ui.LazyPanel;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.WordsOrIcons;
import dev.atelier.app.ui.WrappingRow;
import dev.atelier.app.viewer.Canvas;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.recipe.Progress;
import java.awt.Cursor;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.text.JTextComponent;

/// The picture that is made or looked at, with a line above that says what it is and a bar below
/// for what can be done with it.
final class CanvasPane {
    private final Messages messages = Messages.of(CanvasPane.class);
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.canvas",
                    "insets 8 16 12 16,wrap 1",
                    "[grow,fill]",
                    "[32!]8[grow,fill]12[40:pref]");
    private final Canvas canvas;
    private final CanvasHead head;
    private final ThemedPanel idleBar =
            ThemedPanel.block("bg.overlay", 10, "insets 4 6 4 6,gap 2", "");
    private final ThemedPanel foot =
            ThemedPanel.clear("hidemode 3", "[0::,grow,center]", "[40:pref]");
    private final BusyBar busyBar;
    private final ClickGuard shield = new ClickGuard();
    private final QueueModel queue;
    private final LiveWords liveWords;
    private final Tasks tasks;
    private final SourceEditor source;
    private final ScopeEditor scopes;
    private final ControlMapsModel maps;
    private final MapEditor mapEditor;
    private final Map<MaskEditor, JComponent> maskBars = new LinkedHashMap<>();
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
    record Editors(SourceEditor source, ControlMapsModel maps, MapEditor map, ScopeEditor scopes) {}

    CanvasPane(
            QueueModel queue,
            SessionModel session,
            Commands commands,
            Editors editors,
            PictureActions actions) {
        this.actions = actions;
        this.queue = queue;
        liveWords = new LiveWords(queue);
        this.source = editors.source;
        this.scopes = editors.scopes;
        this.maps = editors.maps;
        this.mapEditor = editors.map;
        this.mapBar = new LazyPanel(() -> wrapping(new MapBar(mapEditor).component()));
        for (var it : List.of(source.tools(), scopes.tools())) {
            maskBars.put(it, new LazyPanel(() -> wrapping(new MaskBar(it).component())));
        }
        this.tasks = source.tasks();
        this.session = session;
        canvas = new Canvas();
        head = new CanvasHead(canvas, session::follow);
        generateKey = commands.keyText(Command.GENERATE);
        noPicture();
        generateKey.onChange(key -> {
            if (session.selected().get().isEmpty() && !busy && painting().isEmpty()) {
                noPicture();
            }
        });
        panel.add(head.component());
        panel.add(canvas, "hmin 0,wmin 0");
        idle(commands);
        busyBar = new BusyBar(commands);
        foot.add(shield, "pos 0 0 100% 100%");
        for (var bar : bars()) {
            bar.setVisible(false);
            foot.add(bar, "cell 0 0,hmin 40,wmin 0");
        }
        WordsOrIcons.of(idleBar, foot);
        WordsOrIcons.of(busyBar.component(), foot);
        panel.add(foot, "wmin 0");
        session.selected()
                .bind(picture -> {
                    failed = Optional.empty();
                    stopPainting();
                    work();
                });
        follow();
        maskBars.keySet().forEach(this::paintWith);
        lookAtMaps();
    }

    private void paintWith(MaskEditor tools) {
        canvas.work(tools);
        tools.open()
                .bind(open -> {
                    if (open) {
                        maskBars.keySet().stream()
                                .filter(it -> it != tools)
                                .forEach(it -> it.open().set(false));
                    }
                    opened(open);
                    if (open) {
                        maps.leave();
                    }
                });
        tools.picture().onChange(picture -> work());
        tools.changes().onChange(count -> canvas.repaint());
    }

    /// What is painted on the canvas: the source's mask, or where a ControlNet counts.
    private Optional<MaskEditor> painting() {
        return maskBars.keySet().stream().filter(MaskEditor::active).findFirst();
    }

    private void stopPainting() {
        maskBars.keySet().forEach(it -> it.open().set(false));
    }

    private List<JComponent> bars() {
        var all = new ArrayList<JComponent>(List.of(idleBar, busyBar.component(), mapBar));
        all.addAll(maskBars.values());
        return all;
    }

    /// What is painted on stays in view, whatever is made meanwhile.
    private void opened(boolean open) {
        if (open) {
            session.lookAway();
        }
        work();
    }

    private void putToolsAway() {
        stopPainting();
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
                        stopPainting();
                        session.follow();
                    }
                });
        canvas.work(mapEditor);
        mapEditor.open().onChange(open -> work());
        mapEditor.changes().onChange(count -> canvas.repaint());
        maps.look()
                .onChange(look -> {
                    if (look.isPresent()) {
                        stopPainting();
                        opened(true);
                    }
                    work();
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
        if (!isLive() && painting().isEmpty() && !maps.isLooking()) {
            session.selected().get().ifPresent(actions::trash);
        }
    }

    /// The source with its mask, in place of finished pictures.
    private void work() {
        var painting = painting().filter(it -> !isLive());
        boolean drawing = painting.isPresent() || mapEditor.active();
        arrange();
        canvas.setCursor(
                Cursor.getPredefinedCursor(
                        drawing ? Cursor.CROSSHAIR_CURSOR : Cursor.DEFAULT_CURSOR));
        if (painting.isPresent()) {
            lookAtPainted(painting.get());
        } else if (maps.isLooking() && !isLive()) {
            lookAtMap();
            return;
        } else if (!isLive()) {
            session.selected().get().ifPresentOrElse(this::look, this::empty);
        }
        underMap = Optional.empty();
    }

    private void lookAtPainted(MaskEditor tools) {
        var picture = tools.picture().get().orElseThrow();
        var size = picture.getWidth() + " × " + picture.getHeight();
        boolean ofUnit = tools == scopes.tools();
        var masked = tools.mask().isPresent() ? "canvas.masking" : "canvas.source";
        var words = ofUnit ? scopes.words().title() : messages.text(masked);
        head.title(Icons.of("mask", 18, "accent.text"), words);
        head.facts(ofUnit ? size + " · " + scopes.words().hint() : size);
        canvas.show(picture, picture.getWidth(), picture.getHeight());
    }

    /// A map, over the finished picture where there is one.
    private void lookAtMap() {
        var words = MapBar.words(maps);
        head.title(Icons.of("control", 18, "accent.text"), words.title());
        head.facts(words.facts());
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
            var now = bars().stream().filter(JComponent::isVisible).findFirst();
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
        var painting = painting();
        if (painting.isPresent()) {
            return painting.map(maskBars::get);
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
        head.title(null, "");
        head.facts("");
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
                                head.title(Icons.of("warning", 18, "warn"), "");
                                head.facts("");
                                canvas.clear(
                                        messages.text("canvas.gone"), FailureMessages.of(failure));
                            }
                        }));
        arrange();
        if (!isLive() && !maps.isLooking()) {
            boolean part = done.interrupted();
            var seconds = Duration.ofMillis((long) (1000 * done.seconds()));
            var key = part ? "canvas.interrupted" : "canvas.finished";
            head.title(
                    Icons.of(part ? "stop" : "check", 18, part ? "warn" : "ok"),
                    messages.text(key, Durations.text(seconds)));
            head.facts("");
            headline();
        }
    }

    /// Says what failed, whatever picture is shown meanwhile.
    private void headline() {
        if (!isLive() && painting().isEmpty() && !maps.isLooking()) {
            failed.ifPresent(job -> {
                head.title(Icons.of("warning", 18, "error"), messages.text("canvas.failed"));
                head.facts(job.reason());
            });
        }
    }

    /// Whether the picture that is made is shown.
    private boolean isLive() {
        return busy && session.watching().get();
    }

    private boolean looksAt(SavedPicture done) {
        return painting().isEmpty() && session.selected().get().equals(Optional.of(done));
    }

    private void showText(String size, SavedPicture done) {
        if (!isLive() && !maps.isLooking() && failed.isEmpty()) {
            var seed = messages.text("canvas.seed", done.recipe().seed().value() + "");
            head.facts(size + " · " + seed);
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
        head.offerBack(busy && !session.watching().get());
        if (busy) {
            watch(live.get());
        } else if (wasBusy) {
            framed = "";
            work();
        }
    }

    /// Shows the running picture, or keeps showing the finished one that was chosen meanwhile.
    private void watch(JobProgress live) {
        head.offerBack(!session.watching().get());
        busyBar.show(live.progress(), live.stopping());
        if (isLive()) {
            showText(live);
        } else {
            framed = "";
        }
    }

    private void showText(JobProgress live) {
        head.title(null, liveWords.title(live));
        head.facts(live.progress().map(liveWords::speed).orElse(""));
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
