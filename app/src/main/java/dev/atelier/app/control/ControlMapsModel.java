package dev.atelier.app.control;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.control.ControlMaps;
import dev.atelier.recipe.Recipe;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The maps of all units of the recipe, and the one that is looked at on the canvas. Event thread.
public final class ControlMapsModel {
    private static final int PERCENT = 60;

    private final Units units;
    private final ControlMaps drawing;
    private final Tasks tasks;
    private final SaveReport report;
    private final List<LiveMap> maps = new ArrayList<>();
    private final Value<Integer> changes = Value.of(0);
    private final Value<Optional<View>> look = Value.of(Optional.empty());
    private final Value<Integer> opacity = Value.of(PERCENT);

    /// What of a unit is on the canvas.
    public enum What {
        SOURCE,
        PICTURE,
        MAP,
        OVERLAY
    }

    /// @param unit from 0
    public record View(int unit, What what) {}

    /// Shows how saving a map ended.
    public interface SaveReport {
        void saved(Path file);

        void failed(String reason);
    }

    /// @param drawing draws the maps
    public ControlMapsModel(
            RecipeDraft draft, ControlMaps drawing, Tasks tasks, SaveReport report) {
        units = new Units(draft);
        this.drawing = drawing;
        this.report = report;
        this.tasks = tasks;
        draft.recipe().bind(this::follow);
    }

    Units units() {
        return units;
    }

    /// What draws the maps.
    ControlMaps drawing() {
        return drawing;
    }

    /// Where it runs what takes time.
    public Tasks tasks() {
        return tasks;
    }

    /// Counts every change of a map.
    public Observed<Integer> changes() {
        return changes;
    }

    /// What the canvas shows of a unit, instead of finished pictures.
    public Observed<Optional<View>> look() {
        return look;
    }

    /// Whether the canvas shows a unit.
    public boolean isLooking() {
        return look.get().isPresent();
    }

    /// How much of a map shows over a picture, in percent.
    public Value<Integer> opacity() {
        return opacity;
    }

    SaveReport report() {
        return report;
    }

    MapState state(int unit) {
        return unit < maps.size() ? maps.get(unit).state().get() : new MapState.NoSource();
    }

    void redraw(int unit) {
        if (unit < maps.size()) {
            maps.get(unit).redraw();
        }
    }

    /// Shows a unit on the canvas; what is there already goes away.
    void toggle(int unit, What what) {
        var wanted = Optional.of(new View(unit, what));
        look.set(look.get().equals(wanted) ? Optional.empty() : wanted);
    }

    public void show(int unit, What what) {
        look.set(Optional.of(new View(unit, what)));
    }

    /// Goes on from the picture to the map, to both, and to the picture again.
    public void cycle() {
        if (units.all().isEmpty()) {
            return;
        }
        var now = look.get();
        if (now.isEmpty()) {
            firstWithMap().ifPresent(unit -> show(unit, What.OVERLAY));
            return;
        }
        var next =
                switch (now.get().what) {
                    case SOURCE, PICTURE -> What.MAP;
                    case MAP -> What.OVERLAY;
                    case OVERLAY -> What.PICTURE;
                };
        show(now.get().unit, next);
    }

    private Optional<Integer> firstWithMap() {
        for (int i = 0; i < maps.size(); i++) {
            if (state(i).drawn().isPresent()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    public void leave() {
        look.set(Optional.empty());
    }

    /// The map that is looked at, if it is drawn.
    Optional<DrawnMap> shown() {
        return look.get().flatMap(it -> state(it.unit).drawn());
    }

    /// What lies under everything: the source or the map alone, else the control picture, which
    /// stands in for a finished one.
    public Optional<BufferedImage> ground() {
        var now = look.get();
        return shown().map(map ->
                switch (now.orElseThrow().what) {
                    case MAP -> map.map().image();
                    case SOURCE, PICTURE, OVERLAY -> map.source().image();
                });
    }

    /// Whether a finished picture is wanted under the map.
    public boolean wantsPicture() {
        return look.get()
                .filter(it -> it.what == What.PICTURE || it.what == What.OVERLAY)
                .isPresent();
    }

    private void follow(Recipe recipe) {
        var units = recipe.controls();
        while (maps.size() > units.size()) {
            maps.removeLast().stop();
        }
        while (maps.size() < units.size()) {
            var map = new LiveMap(tasks, drawing);
            maps.add(map);
            map.state().onChange(state -> changed());
        }
        for (int i = 0; i < maps.size(); i++) {
            maps.get(i).follow(MapOrder.of(units.get(i), recipe));
        }
        if (look.get().filter(it -> it.unit >= units.size()).isPresent()) {
            leave();
        }
        changed();
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }
}
