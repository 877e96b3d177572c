package dev.atelier.app.control;

import dev.atelier.app.control.ControlMapsModel.What;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.viewer.Brush;
import dev.atelier.app.viewer.CanvasTool;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import dev.atelier.recipe.ControlUnit;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.event.KeyEvent;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Draws on the map of a unit by hand. Each stroke gives the unit another picture, which steers as
/// it is (module `none`): so the form's undo undoes it, and a restart finds it. Event thread; files
/// are written elsewhere.
public final class MapEditor implements CanvasTool {
    private static final double SMALLEST = 1;
    private static final double LARGEST = 200;
    private static final double FIRST_SIZE = 6;

    private final ControlMapsModel maps;
    private final ControlSources sources;
    private final Consumer<Runnable> replaced;
    private final Value<Boolean> open = Value.of(false);
    private final Value<MapTool> tool = Value.of(MapTool.PEN);
    private final Brush brush = new Brush(SMALLEST, LARGEST, FIRST_SIZE);
    private final Value<Color> colour = Value.of(Color.WHITE);
    private final Value<Integer> changes = Value.of(0);

    /// Strokes that the map which is shown does not have yet.
    private final List<Stroke> pending = new ArrayList<>();

    private @Nullable Stroke current;
    private @Nullable Editing editing;

    /// What the first map was made from, and the files of all strokes on it.
    private @Nullable BufferedImage traced;

    private final Set<String> drawnFiles = new HashSet<>();

    /// The unit whose map is drawn on.
    private static final class Editing {
        private final int unit;

        private final ControlUnit before;

        /// What the map was drawn from, to trace.
        private final BufferedImage source;

        private BufferedImage image;

        /// The map that was shown when the last stroke ended.
        private DrawnMap shown;

        /// Strokes that are being written, and how many were begun.
        private int saving;

        private int strokes;

        /// Of those that were written, the last that was drawn: writing may end in another order.
        private int newest;

        private Optional<Path> file = Optional.empty();

        /// @param before the unit as it was
        Editing(int unit, ControlUnit before, DrawnMap map, BufferedImage source) {
            this.unit = unit;
            this.before = before;
            this.source = source;
            this.shown = map;
            this.image = map.map().image();
        }
    }

    /// A line drawn in one go, pixels of the map.
    private record Stroke(Path2D way, double size, Color colour) {
        static Stroke of(Brush.Piece first, double size, Color colour) {
            var way = new Path2D.Double();
            way.moveTo(first.from().x(), first.from().y());
            way.lineTo(first.to().x(), first.to().y());
            return new Stroke(way, size, colour);
        }

        void to(Point at) {
            way.lineTo(at.x(), at.y());
        }

        void paint(Graphics2D g) {
            g.setColor(colour);
            g.setStroke(
                    new BasicStroke((float) size, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(way);
        }
    }

    /// @param replaced is called, when drawing has ended and what was drawn is now the source of
    ///   its unit; what it gets brings back the source and its preprocessor
    public MapEditor(ControlMapsModel maps, ControlSources sources, Consumer<Runnable> replaced) {
        this.maps = maps;
        this.sources = sources;
        this.replaced = replaced;
        open.onChange(now -> {
            if (!now) {
                tell();
            }
        });
        maps.look().onChange(look -> leaveAnother());
        maps.changes().onChange(count -> follow());
        brush.size().onChange(size -> changed());
    }

    ControlMapsModel maps() {
        return maps;
    }

    /// Whether the pointer draws on the map that is looked at.
    public Value<Boolean> open() {
        return open;
    }

    Value<MapTool> tool() {
        return tool;
    }

    /// Pen and eraser.
    Brush brush() {
        return brush;
    }

    /// Of the pen.
    Observed<Color> colour() {
        return colour;
    }

    /// Counts what is to be repainted.
    public Observed<Integer> changes() {
        return changes;
    }

    /// What lies below the map while it is drawn on: what it was drawn from.
    public Optional<BufferedImage> ground() {
        var now = editing;
        return maps.wantsPicture() && now != null ? Optional.of(now.source) : Optional.empty();
    }

    /// Whether a map is looked at that a person can draw on.
    boolean offered() {
        return maps.shown().filter(map -> map.map().channels() == 3).isPresent()
                && maps.look()
                        .get()
                        .map(look -> maps.units().all().get(look.unit()).preprocessing().module())
                        .flatMap(Preprocessors::named)
                        .filter(Preprocessor::onlyDraws)
                        .isPresent();
    }

    /// Begins to draw on the map that is looked at.
    void edit() {
        var look = maps.look().get();
        var map = maps.shown();
        if (look.isEmpty() || map.isEmpty() || !offered()) {
            return;
        }
        int unit = look.get().unit();
        var before = maps.units().all().get(unit);
        editing = new Editing(unit, before, map.get(), source(unit, map.get()));
        pending.clear();
        brush.forget();
        tool.set(MapTool.PEN);
        colour.set(Color.WHITE);
        open.set(true);
        if (look.get().what() != What.MAP) {
            maps.show(unit, What.OVERLAY);
        }
    }

    /// A map that was drawn on is its own source: what it was made from is traced on.
    private BufferedImage source(int unit, DrawnMap map) {
        var before = traced;
        var own = map.source().image();
        boolean goesOn = drawnFiles.contains(maps.units().all().get(unit).image());
        boolean sameSize =
                before != null
                        && before.getWidth() == own.getWidth()
                        && before.getHeight() == own.getHeight();
        if (before != null && goesOn && sameSize) {
            return before;
        }
        drawnFiles.clear();
        traced = own;
        return own;
    }

    /// Not of a map that was drawn on before: that is said then.
    private void tell() {
        var now = editing;
        var units = maps.units().all();
        if (now == null || now.unit >= units.size() || drawnFiles.contains(now.before.image())) {
            return;
        }
        var drawn = units.get(now.unit).image();
        if (drawnFiles.contains(drawn)) {
            replaced.accept(() -> restore(now.unit, drawn, now.before));
        }
    }

    private void restore(int unit, String drawn, ControlUnit before) {
        maps.units()
                .change(
                        unit,
                        "",
                        it ->
                                it.image().equals(drawn)
                                        ? it.withImage(before.image())
                                                .withPreprocessing(before.preprocessing())
                                        : it);
    }

    private void leaveAnother() {
        var now = editing;
        boolean same =
                now != null && maps.look().get().filter(it -> it.unit() == now.unit).isPresent();
        if (!same) {
            open.set(false);
            editing = null;
        }
    }

    /// Strokes are taken from the screen when the map that has them is there.
    private void follow() {
        var now = editing;
        var shown = maps.shown();
        if (now == null) {
            return;
        }
        if (shown.filter(map -> map.map().channels() == 3).isEmpty()) {
            open.set(false); // its source is gone, or another module draws it
            return;
        }
        if (!shown.get().map().isSize(now.image.getWidth(), now.image.getHeight())) {
            open.set(false); // what is drawn belongs to a picture of another size
            return;
        }
        boolean fresh = !shown.get().equals(now.shown);
        if (now.saving == 0 && fresh) {
            pending.clear();
            changed();
        }
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    @Override
    public boolean active() {
        return open.get() && maps.shown().isPresent();
    }

    @Override
    public void paint(Graphics2D graphics, Rectangle2D box) {
        var now = editing;
        if (now == null) {
            return;
        }
        double scale = box.getWidth() / now.image.getWidth();
        var g = (Graphics2D) graphics.create();
        g.translate(box.getX(), box.getY());
        strokes((Graphics2D) g.create(), scale, now);
        if (tool.get() != MapTool.PICK) {
            brush.paint(g, scale);
        }
        g.dispose();
    }

    private void strokes(Graphics2D g, double scale, Editing now) {
        g.clip(
                new Rectangle2D.Double(
                        0, 0, now.image.getWidth() * scale, now.image.getHeight() * scale));
        g.scale(scale, scale);
        if (maps.look().get().filter(it -> it.what() == What.OVERLAY).isPresent()) {
            g.setComposite(AlphaComposite.SrcOver.derive(maps.opacity().get() / 100f));
        }
        pending.forEach(stroke -> stroke.paint(g));
        var drawing = current;
        if (drawing != null) {
            drawing.paint(g);
        }
        g.dispose();
    }

    @Override
    public void press(Point at, boolean straight, boolean other) {
        var now = editing;
        if (now == null) {
            return;
        }
        if (pending.isEmpty()) {
            maps.shown().ifPresent(map -> now.image = map.map().image());
        }
        if (tool.get() == MapTool.PICK) {
            pick(now.image, at);
            return;
        }
        if (maps.look().get().filter(it -> it.what() == What.PICTURE).isPresent()) {
            maps.show(now.unit, What.OVERLAY); // a line that is not seen is not wanted
        }
        boolean erases = other != (tool.get() == MapTool.ERASER);
        var ink = erases ? Color.BLACK : colour.get();
        current = Stroke.of(brush.press(at, straight), brush.size().get(), ink);
        changed();
    }

    private void pick(BufferedImage image, Point at) {
        int x = (int) Math.clamp(at.x(), 0, image.getWidth() - 1.0);
        int y = (int) Math.clamp(at.y(), 0, image.getHeight() - 1.0);
        colour.set(new Color(image.getRGB(x, y)));
        tool.set(MapTool.PEN);
    }

    @Override
    public void drag(Point at) {
        var drawing = current;
        var piece = brush.drag(at);
        if (drawing != null) {
            piece.ifPresent(it -> drawing.to(it.to()));
        }
        changed();
    }

    @Override
    public void release(Point at) {
        var drawing = current;
        var now = editing;
        current = null;
        brush.release();
        if (drawing != null && now != null) {
            keep(drawing, now);
        }
        changed();
    }

    private void keep(Stroke drawn, Editing now) {
        var image = copy(now.image);
        var g = ThemeColors.smooth(image.createGraphics());
        drawn.paint(g);
        g.dispose();
        now.image = image;
        now.shown = maps.shown().orElse(now.shown);
        now.saving++;
        int number = ++now.strokes;
        pending.add(drawn);
        sources.keep(
                image,
                file -> {
                    if (number > now.newest) {
                        now.newest = number;
                        now.file = Optional.of(file);
                    }
                    written(now);
                },
                () -> {
                    pending.clear();
                    written(now);
                    changed();
                });
    }

    /// Each file has all strokes before it, so the last of several is enough.
    private void written(Editing now) {
        now.saving--;
        if (now.saving == 0) {
            now.file.ifPresent(file -> {
                drawnFiles.add(file.toString());
                use(file, now.unit);
                if (!open.get()) {
                    tell(); // drawing ended before this was written
                }
            });
            now.file = Optional.empty();
        }
    }

    private static BufferedImage copy(BufferedImage image) {
        var copy =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = copy.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return copy;
    }

    private void use(Path file, int unit) {
        maps.units()
                .change(
                        unit,
                        "",
                        it ->
                                it.withImage(file.toString())
                                        .withPreprocessing(
                                                it.preprocessing().withModule(Preprocessors.NONE)));
    }

    @Override
    public void hover(Point at) {
        brush.hover(at);
        changed();
    }

    @Override
    public Map<Integer, Runnable> keys() {
        return Map.of(
                KeyEvent.VK_B,
                () -> tool.set(MapTool.PEN),
                KeyEvent.VK_E,
                () -> tool.set(MapTool.ERASER),
                KeyEvent.VK_I,
                () -> tool.set(MapTool.PICK),
                KeyEvent.VK_X,
                this::swap,
                KeyEvent.VK_OPEN_BRACKET,
                brush::shrink,
                KeyEvent.VK_CLOSE_BRACKET,
                brush::grow);
    }

    private void swap() {
        tool.set(tool.get() == MapTool.ERASER ? MapTool.PEN : MapTool.ERASER);
    }
}
