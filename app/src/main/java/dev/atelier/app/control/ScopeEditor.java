package dev.atelier.app.control;

import dev.atelier.app.mask.Mask;
import dev.atelier.app.mask.MaskEditor;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.source.SourceFiles;
import dev.atelier.app.ui.Messages;
import dev.atelier.control.ControlMaps;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Scope;
import dev.atelier.recipe.Size;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Paints where a unit counts, and what of its picture is repainted, with the tools of masks. Each
/// action gives the unit another picture, so the form's undo undoes it, and a restart finds it; a
/// unit on which nothing is painted has none. Event thread; files are read and written elsewhere.
public final class ScopeEditor {
    private static final Color BLANK = Color.DARK_GRAY;

    private final ControlMapsModel maps;
    private final ControlSources sources;
    private final MaskEditor tools = new MaskEditor(this::save);
    private final Value<Optional<Target>> target = Value.of(Optional.empty());
    private Optional<Order> shown = Optional.empty();

    /// Actions whose pictures are not kept yet, all that were begun, and the last that was kept.
    private int unsaved;

    private int begun;
    private int newest;

    /// Which of a unit's pictures is painted.
    enum Part {
        /// On the picture that is made.
        REGION {
            @Override
            String of(Scope scope) {
                return scope.region();
            }

            @Override
            Scope in(Scope scope, String path) {
                return scope.withRegion(path);
            }
        },
        /// On the control picture.
        MASK {
            @Override
            String of(Scope scope) {
                return scope.mask();
            }

            @Override
            Scope in(Scope scope, String path) {
                return scope.withMask(path);
            }
        };

        /// The path, or the empty string.
        abstract String of(Scope scope);

        abstract Scope in(Scope scope, String path);
    }

    /// @param unit from 0
    record Target(int unit, Part part) {}

    /// All that the canvas shows depends on.
    ///
    /// @param painted path of what is painted so far, or empty
    /// @param picture that it is painted on
    private record Order(
            Target target, String painted, Optional<Path> picture, Fit fit, Size size) {
        Order with(String path) {
            return new Order(target, path, picture, fit, size);
        }
    }

    private record Read(BufferedImage ground, Mask mask) {}

    public ScopeEditor(ControlMapsModel maps, ControlSources sources) {
        this.maps = maps;
        this.sources = sources;
        tools.open()
                .onChange(open -> {
                    if (!open) {
                        leave();
                    }
                });
        maps.units().draft().recipe().onChange(recipe -> follow());
    }

    /// The picture and what is painted, on the canvas.
    public MaskEditor tools() {
        return tools;
    }

    /// What is painted, if anything is.
    Observed<Optional<Target>> target() {
        return target;
    }

    /// What stands above the canvas while one paints.
    ///
    /// @param hint what paint means
    public record Words(String title, String hint) {}

    /// Empty words while nothing is painted.
    public Words words() {
        var messages = Messages.of(ScopeEditor.class);
        return target.get()
                .map(it ->
                        switch (it.part) {
                            case REGION ->
                                    new Words(
                                            messages.text("scope.region", it.unit + 1),
                                            messages.text("scope.region.hint"));
                            case MASK ->
                                    new Words(
                                            messages.text("scope.mask", it.unit + 1),
                                            messages.text("scope.mask.hint"));
                        })
                .orElse(new Words("", ""));
    }

    /// Begins to paint; ends where that is painted already.
    void toggle(int unit, Part part) {
        var wanted = Optional.of(new Target(unit, part));
        if (target.get().equals(wanted)) {
            leave();
        } else {
            target.set(wanted);
            follow();
        }
    }

    private void leave() {
        target.set(Optional.empty());
        shown = Optional.empty();
        tools.open().set(false);
    }

    private void follow() {
        if (target.get().isEmpty()) {
            return;
        }
        var wanted = order(target.get().get());
        if (wanted.isEmpty()) {
            leave();
            return;
        }
        boolean ours = shown.map(it -> it.with("")).equals(wanted.map(it -> it.with("")));
        if ((ours && unsaved > 0) || wanted.equals(shown)) {
            return;
        }
        shown = wanted;
        var order = wanted.get();
        sources.run(
                "open-picture",
                () -> read(order),
                read -> {
                    if (shown.equals(wanted)) {
                        tools.show(Optional.of(read.ground), Optional.of(read.mask));
                        tools.open().set(true);
                    }
                },
                () -> {
                    if (shown.equals(wanted)) {
                        leave();
                    }
                });
    }

    /// Empty where the unit is gone, or has no picture that a mask could be of.
    private Optional<Order> order(Target wanted) {
        var units = maps.units().all();
        if (wanted.unit >= units.size()) {
            return Optional.empty();
        }
        var recipe = maps.units().draft().recipe().get();
        var unit = units.get(wanted.unit);
        var picture = MapOrder.source(unit, recipe);
        if (wanted.part == Part.MASK && !takesMask(unit)) {
            return Optional.empty();
        }
        var painted = wanted.part.of(unit.scope());
        var fit = unit.preprocessing().fit();
        return Optional.of(new Order(wanted, painted, picture, fit, recipe.size()));
    }

    /// Where a unit takes the picture that the recipe starts from, it takes its mask with it.
    static boolean takesMask(ControlUnit unit) {
        return !unit.image().isEmpty();
    }

    private static Read read(Order order) throws IOException {
        var ground =
                switch (order.target.part) {
                    case MASK -> SourceFiles.picture(order.picture.orElseThrow());
                    case REGION -> ground(order);
                };
        int width = ground.getWidth();
        int height = ground.getHeight();
        if (order.painted.isEmpty()) {
            return new Read(ground, new Mask(width, height));
        }
        return new Read(ground, SourceFiles.mask(Path.of(order.painted), width, height));
    }

    /// The control picture as it lies on the picture that is made; grey where there is none.
    private static BufferedImage ground(Order order) {
        var size = order.size;
        if (order.picture.isPresent()) {
            try {
                var picture = ImageFiles.read(order.picture.get()).flattened();
                return ControlMaps.fitted(picture, order.fit, size).image();
            } catch (IOException e) {
                // its card says so, and a region needs no picture
            }
        }
        var blank = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        var g = blank.createGraphics();
        g.setColor(BLANK);
        g.fillRect(0, 0, size.width(), size.height());
        g.dispose();
        return blank;
    }

    private void save(Mask mask) {
        if (shown.isEmpty()) {
            return;
        }
        var at = shown.get().target;
        int number = ++begun;
        unsaved++;
        sources.keep(
                mask,
                path -> {
                    unsaved--;
                    if (number > newest) {
                        newest = number;
                        use(at, path);
                    }
                },
                () -> unsaved--);
    }

    private void use(Target at, String path) {
        if (target.get().equals(Optional.of(at))) {
            shown = shown.map(it -> it.with(path));
        }
        maps.units().change(at.unit, "", it -> it.with(at.part.in(it.scope(), path)));
    }
}
