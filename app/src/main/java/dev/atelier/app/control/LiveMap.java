package dev.atelier.app.control;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.Preprocessors;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.StopPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/// Keeps the map of one unit drawn, away from the event thread. Changes within a few milliseconds
/// are one; while one map is drawn the next waits, and only the newest is drawn then. Event thread.
final class LiveMap {
    private static final int REST_MILLIS = 15;

    /// What takes longer is drawn only when asked for.
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Tasks tasks;
    private final ControlMaps drawing;
    private final Value<MapState> state = Value.of(new MapState.NoSource());
    private final Timer rest;
    private Optional<MapOrder> wanted = Optional.empty();
    private String timedModule = "";
    private int times;
    private Duration best = Duration.ZERO;
    private @Nullable Task running;
    private volatile @Nullable Read read;

    /// A source that was read, to be read again where its file has changed.
    private record Read(Path file, FileTime modified, Bitmap picture) {}

    LiveMap(Tasks tasks, ControlMaps drawing) {
        this.tasks = tasks;
        this.drawing = drawing;
        rest = new Timer(REST_MILLIS, event -> draw());
        rest.setRepeats(false);
    }

    Observed<MapState> state() {
        return state;
    }

    /// Follows what the map depends on.
    void follow(Optional<MapOrder> order) {
        if (order.equals(wanted)) {
            return;
        }
        wanted = order;
        if (order.isEmpty()) {
            stop();
            state.set(new MapState.NoSource());
        } else if (isSlow(order.get())) {
            state.get().drawn().ifPresent(map -> state.set(new MapState.Drawn(map, false)));
        } else if (!rest.isRunning()) {
            rest.start(); // not restarted: a hand that never rests sees it too
        }
    }

    /// The first time counts little: code is slow until it has run for a while.
    private boolean isSlow(MapOrder order) {
        boolean sameModule = order.preprocessing().module().equals(timedModule);
        return sameModule && times > 1 && best.compareTo(SLOW) > 0;
    }

    private void time(MapOrder order, Duration took) {
        var module = order.preprocessing().module();
        boolean sameModule = module.equals(timedModule);
        times = sameModule ? times + 1 : 1;
        best = sameModule && best.compareTo(took) < 0 ? best : took;
        timedModule = module;
    }

    /// Draws it again, also where nothing has changed but the file.
    void redraw() {
        stop();
        draw();
    }

    void stop() {
        rest.stop();
        var now = running;
        if (now != null) {
            now.cancel();
        }
        running = null;
    }

    private void draw() {
        if (running != null || wanted.isEmpty()) {
            return; // it is looked at again when that one ends
        }
        var order = wanted.get();
        var before = state.get().drawn();
        state.set(new MapState.Running(before));
        running =
                tasks.run(
                        "draw-map",
                        task -> {
                            task.onCancel(StopPoint::asked);
                            return StopPoint.during(
                                    task::throwIfCancelled, () -> drawn(order, before));
                        },
                        new Tasks.Outcome<>(
                                map -> done(order, map),
                                failure -> done(order, failed(order, failure)),
                                () -> {}));
    }

    /// A source whose map cannot be drawn is shown all the same.
    private MapState drawn(MapOrder order, Optional<DrawnMap> before) throws IOException {
        var picture = picture(order.source());
        try {
            return new MapState.Drawn(DrawnMap.of(order, picture, before, drawing), true);
        } catch (InvalidValueException e) {
            var language = Locale.getDefault(Locale.Category.DISPLAY);
            return new MapState.Failed(
                    InvalidValueException.reason(e).in(language),
                    false,
                    Optional.of(DrawnMap.small(picture)));
        }
    }

    private void done(MapOrder order, MapState next) {
        running = null;
        boolean newest = wanted.equals(Optional.of(order));
        next.drawn().ifPresent(map -> time(order, map.took()));
        state.set(newest ? next : new MapState.Running(next.drawn()));
        if (!newest) {
            draw();
        }
    }

    private static MapState failed(MapOrder order, Throwable failure) {
        boolean gone = !Files.isRegularFile(order.source());
        return new MapState.Failed(FailureMessages.of(failure), gone, Optional.empty());
    }

    /// Decoding takes longer than most maps.
    private Bitmap picture(Path file) throws IOException {
        var modified = Files.isRegularFile(file) ? Files.getLastModifiedTime(file) : null;
        var last = read;
        if (last != null && last.file.equals(file) && last.modified.equals(modified)) {
            return last.picture;
        }
        var picture = ImageFiles.read(file);
        if (modified != null) {
            read = new Read(file, modified, picture);
        }
        return picture;
    }

    /// Whether a module leaves the picture as it is.
    static boolean isPlain(String module) {
        return Preprocessors.NONE.equals(module);
    }
}
