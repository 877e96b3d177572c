package dev.atelier.app.mask;

import dev.atelier.app.mask.Mask.Box;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.viewer.Brush;
import dev.atelier.app.viewer.CanvasTool;
import dev.atelier.image.Region;
import java.awt.Graphics2D;
import java.awt.event.KeyEvent;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A picture on the canvas with its mask under the tools, which paint on the mask or mark the part
/// of the picture that is to be cut out. Event thread.
public final class MaskEditor implements CanvasTool {
    private static final double SMALLEST = 2;
    private static final double LARGEST = 400;
    private static final double FIRST_SIZE = 40;
    private static final int LEAST_CROP = 8;
    private static final int BRUSHES_ACROSS = 10;

    private final Consumer<Mask> painted;
    private final Optional<Consumer<Box>> cropped;
    private final Value<Boolean> open = Value.of(false);
    private final Value<MaskTool> tool = Value.of(MaskTool.BRUSH);
    private final Brush brush = new Brush(SMALLEST, LARGEST, FIRST_SIZE);
    private final Value<Optional<BufferedImage>> shown = Value.of(Optional.empty());
    private final Value<Integer> changes = Value.of(0);
    private final MaskPaint paint = new MaskPaint();
    private final List<Point> way = new ArrayList<>();
    private @Nullable Mask mask;
    private Optional<Region> region = Optional.empty();
    private boolean opposite;

    /// @param painted receives a copy of the mask after each action of a tool
    /// @param cropped receives the part of the picture that is to stay
    public MaskEditor(Consumer<Mask> painted, Consumer<Box> cropped) {
        this(painted, Optional.of(cropped));
    }

    /// One that leaves the picture whole.
    ///
    /// @param painted receives a copy of the mask after each action of a tool
    public MaskEditor(Consumer<Mask> painted) {
        this(painted, Optional.empty());
    }

    private MaskEditor(Consumer<Mask> painted, Optional<Consumer<Box>> cropped) {
        this.painted = painted;
        this.cropped = cropped;
        brush.size().onChange(size -> changed());
    }

    /// Whether the canvas shows the source and the tools instead of finished pictures.
    public Value<Boolean> open() {
        return open;
    }

    /// Whether a tool can do something here.
    boolean offers(MaskTool wanted) {
        return wanted == MaskTool.CROP ? cropped.isPresent() : mask != null;
    }

    public Observed<MaskTool> tool() {
        return tool;
    }

    public Brush brush() {
        return brush;
    }

    /// The picture, while there is one.
    public Observed<Optional<BufferedImage>> picture() {
        return shown;
    }

    /// Counts what is to be repainted.
    public Observed<Integer> changes() {
        return changes;
    }

    /// The mask, empty while there is none.
    public Optional<Mask> mask() {
        return Optional.ofNullable(mask);
    }

    /// Shows another picture, or another mask of it.
    ///
    /// @param sameSize its mask, which then belongs to the editor
    public void show(Optional<BufferedImage> picture, Optional<Mask> sameSize) {
        picture.filter(image -> !sameSize(image, shown.get())).ifPresent(this::fitBrush);
        mask = sameSize.orElse(null);
        brush.forget();
        way.clear();
        paint.cover(mask);
        shown.set(picture);
        if (sameSize.isEmpty() && tool.get() != MaskTool.CROP) {
            tool.set(MaskTool.CROP);
        } else if (sameSize.isPresent() && tool.get() == MaskTool.CROP) {
            tool.set(MaskTool.BRUSH);
        }
        changed();
    }

    private static boolean sameSize(BufferedImage image, Optional<BufferedImage> before) {
        return before.filter(old ->
                        old.getWidth() == image.getWidth() && old.getHeight() == image.getHeight())
                .isPresent();
    }

    /// A brush that is neither lost on a large picture nor larger than a small one.
    private void fitBrush(BufferedImage image) {
        int edge = Math.min(image.getWidth(), image.getHeight());
        brush.resize((double) edge / BRUSHES_ACROSS);
    }

    /// Outlines the part of the picture that is computed; none where all of it is.
    public void outline(Optional<Region> computed) {
        region = computed;
        changed();
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    @Override
    public boolean active() {
        return open.get() && shown.get().isPresent();
    }

    @Override
    public void paint(Graphics2D g, Rectangle2D box) {
        var picture = shown.get();
        if (picture.isPresent()) {
            double scale = box.getWidth() / picture.get().getWidth();
            paint.paint(g, box, new MaskPaint.Scene(scale, region, tool.get(), way, brush));
        }
    }

    @Override
    public void press(Point at, boolean straight, boolean other) {
        opposite = other;
        way.clear();
        way.add(at);
        if (isBrush()) {
            stroke(brush.press(at, straight));
        }
        changed();
    }

    private boolean isBrush() {
        return tool.get() == MaskTool.BRUSH || tool.get() == MaskTool.ERASER;
    }

    private void stroke(Brush.Piece piece) {
        var present = mask;
        if (present != null) {
            boolean erase = opposite != (tool.get() == MaskTool.ERASER);
            double radius = brush.size().get() / 2;
            present.stroke(piece.from(), piece.to(), radius, erase);
            paint.refresh(piece, radius);
        }
    }

    @Override
    public void drag(Point at) {
        if (way.isEmpty()) {
            return;
        }
        if (isBrush()) {
            brush.drag(at).ifPresent(this::stroke);
            way.clear();
        } else if (tool.get() != MaskTool.LASSO && way.size() > 1) {
            way.removeLast();
        }
        way.add(at);
        brush.hover(at);
        changed();
    }

    @Override
    public void release(Point at) {
        if (way.isEmpty()) {
            return;
        }
        var first = way.getFirst();
        var line = List.copyOf(way);
        way.clear();
        brush.release();
        var present = mask;
        switch (tool.get()) {
            case CROP -> crop(first, at);
            case BRUSH, ERASER -> save();
            case RECTANGLE -> {
                if (present != null) {
                    present.rectangle(first, at, opposite);
                    save();
                }
            }
            case LASSO -> {
                if (present != null && line.size() > 2) {
                    present.polygon(line, opposite);
                    save();
                }
            }
        }
        opposite = false;
        changed();
    }

    @Override
    public void hover(Point at) {
        brush.hover(at);
        changed();
    }

    /// Changes the whole mask at once.
    public void change(Consumer<Mask> action) {
        var present = mask;
        if (present != null) {
            action.accept(present);
            save();
        }
    }

    private void save() {
        var present = mask;
        if (present != null) {
            paint.cover(present);
            painted.accept(present.copy());
        }
    }

    private void crop(Point one, Point other) {
        shown.get()
                .flatMap(picture -> box(one, other, picture))
                .ifPresent(box -> cropped.ifPresent(it -> it.accept(box)));
    }

    private static Optional<Box> box(Point one, Point other, BufferedImage picture) {
        int left = (int) Math.clamp(Math.min(one.x(), other.x()), 0, picture.getWidth());
        int right = (int) Math.clamp(Math.max(one.x(), other.x()), 0, picture.getWidth());
        int top = (int) Math.clamp(Math.min(one.y(), other.y()), 0, picture.getHeight());
        int bottom = (int) Math.clamp(Math.max(one.y(), other.y()), 0, picture.getHeight());
        return right - left < LEAST_CROP || bottom - top < LEAST_CROP
                ? Optional.empty()
                : Optional.of(new Box(left, top, right - left, bottom - top));
    }

    @Override
    public Map<Integer, Runnable> keys() {
        return Map.of(
                KeyEvent.VK_B, () -> choose(MaskTool.BRUSH),
                KeyEvent.VK_E, () -> choose(MaskTool.ERASER),
                KeyEvent.VK_R, () -> choose(MaskTool.RECTANGLE),
                KeyEvent.VK_L, () -> choose(MaskTool.LASSO),
                KeyEvent.VK_C, () -> choose(MaskTool.CROP),
                KeyEvent.VK_X, this::swap,
                KeyEvent.VK_OPEN_BRACKET, brush::shrink,
                KeyEvent.VK_CLOSE_BRACKET, brush::grow,
                KeyEvent.VK_ESCAPE, () -> open.set(false));
    }

    /// Tools that paint need a mask.
    public void choose(MaskTool chosen) {
        if (offers(chosen)) {
            tool.set(chosen);
        }
    }

    private void swap() {
        choose(tool.get() == MaskTool.ERASER ? MaskTool.BRUSH : MaskTool.ERASER);
    }
}
