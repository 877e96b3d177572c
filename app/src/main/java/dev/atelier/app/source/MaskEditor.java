package dev.atelier.app.source;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.mask.Margins;
import dev.atelier.app.mask.Mask;
import dev.atelier.app.mask.Mask.Box;
import dev.atelier.app.mask.Mask.Point;
import dev.atelier.app.mask.MaskTool;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.viewer.CanvasTool;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageSource;
import dev.atelier.image.Region;
import dev.atelier.recipe.Recipe;
import java.awt.Graphics2D;
import java.awt.event.KeyEvent;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The picture that the recipe starts from, on the canvas with its mask under the tools. Each act
/// of a tool gives the recipe another mask file, so the form's undo undoes it, and a restart finds
/// it. Event thread; files are read and written elsewhere.
public final class MaskEditor implements CanvasTool {
    private static final double SMALLEST = 2;
    private static final double LARGEST = 400;
    private static final double GROWTH = 1.25;
    private static final int LEAST_CROP = 8;
    private static final int BRUSHES_ACROSS = 10;

    private final SourceModel model;
    private final SourceFiles files;
    private final Tasks tasks;
    private final Consumer<String> complain;
    private final Value<Boolean> open = Value.of(false);
    private final Value<MaskTool> tool = Value.of(MaskTool.BRUSH);
    private final Value<Double> size = Value.of(40.0);
    private final Value<Optional<BufferedImage>> shown = Value.of(Optional.empty());
    private final Value<Integer> changes = Value.of(0);
    private final MaskPaint paint = new MaskPaint();
    private final List<Point> way = new ArrayList<>();
    private @Nullable Mask sheet;
    private Optional<Path> pictureShown = Optional.empty();
    private Optional<Path> maskShown = Optional.empty();
    private Optional<Region> region = Optional.empty();
    private @Nullable Point lastSpot;
    private int unsaved;
    private boolean opposite;

    /// @param complain shows a sentence about a file
    public MaskEditor(
            SourceModel model, SourceFiles files, Tasks tasks, Consumer<String> complain) {
        this.model = model;
        this.files = files;
        this.tasks = tasks;
        this.complain = complain;
        model.recipe().bind(this::follow);
    }

    /// Whether the canvas shows the source and the tools instead of finished pictures.
    public Value<Boolean> open() {
        return open;
    }

    public Value<MaskTool> tool() {
        return tool;
    }

    /// Where it runs what takes time.
    public Tasks tasks() {
        return tasks;
    }

    /// Diameter of brush and eraser, pixels of the picture.
    public Value<Double> size() {
        return size;
    }

    /// The source, once it is read.
    public Observed<Optional<BufferedImage>> picture() {
        return shown;
    }

    /// Counts what is to be repainted.
    public Observed<Integer> changes() {
        return changes;
    }

    /// The mask, empty while there is none.
    public Optional<Mask> sheet() {
        return Optional.ofNullable(sheet);
    }

    /// Whether the recipe has all that was painted.
    boolean saved() {
        return unsaved == 0;
    }

    /// Keeps a picture file and starts from it.
    public void use(Path picture) {
        keep(() -> files.keep(picture), model::startFrom);
    }

    /// Keeps a picture file and starts from it, in one step with another change of the recipe.
    ///
    /// @param change makes a recipe that starts from a picture, how much of it and fitted how
    public void use(Path picture, UnaryOperator<Recipe> change) {
        keep(() -> files.keep(picture), kept -> model.startFrom(kept, change));
    }

    /// Keeps pixels, such as the clipboard's, and starts from them.
    public void use(BufferedImage picture) {
        keep(() -> files.keep(picture), model::startFrom);
    }

    /// Keeps a picture file and opens it with an empty mask.
    public void paintOver(Path picture) {
        tasks.run(
                "mask-begin",
                task -> {
                    var kept = files.keep(picture);
                    var pixels = SourceFiles.picture(kept);
                    var mask = new Mask(pixels.getWidth(), pixels.getHeight());
                    return new Path[] {kept, files.keep(mask)};
                },
                Tasks.Outcome.of(
                        both -> {
                            model.paintOver(both[0], both[1]);
                            open.set(true);
                        },
                        this::failed));
    }

    /// Goes from a whole picture to a masked one and back.
    public void masked(boolean masked) {
        var picture = model.picture().get();
        if (picture.isEmpty()) {
            return;
        }
        if (masked && model.mask().get().isEmpty()) {
            paintOver(picture.get());
        } else if (!masked) {
            model.startFrom(picture.get());
        }
    }

    private interface Keeping {
        Path file() throws Exception;
    }

    private void keep(Keeping keeping, Consumer<Path> then) {
        tasks.run(
                "save-picture",
                task -> keeping.file(),
                Tasks.Outcome.of(
                        kept -> {
                            then.accept(kept);
                            open.set(true);
                        },
                        this::failed));
    }

    private void failed(Throwable failure) {
        complain.accept(FailureMessages.of(failure));
    }

    /// What is read of a source.
    private record Read(BufferedImage picture, Optional<Mask> mask) {}

    private void follow(Recipe recipe) {
        var picture = model.picture().get();
        var mask = model.mask().get();
        if (picture.isEmpty()) {
            open.set(false);
        }
        if (unsaved > 0 && picture.equals(pictureShown) && mask.isPresent()) {
            return; // strokes of our own are on their way into the recipe
        }
        if (picture.equals(pictureShown) && mask.equals(maskShown)) {
            outline();
            return;
        }
        pictureShown = picture;
        maskShown = mask;
        if (picture.isEmpty()) {
            show(Optional.empty(), Optional.empty());
            return;
        }
        tasks.run(
                "open-picture",
                task -> read(picture.get(), mask),
                Tasks.Outcome.of(
                        read -> {
                            if (picture.equals(pictureShown) && mask.equals(maskShown)) {
                                show(Optional.of(read.picture), read.mask);
                            }
                        },
                        failure -> {
                            show(Optional.empty(), Optional.empty());
                            failed(failure);
                        }));
    }

    private static Read read(Path picture, Optional<Path> mask) throws Exception {
        var pixels = SourceFiles.picture(picture);
        if (mask.isEmpty()) {
            return new Read(pixels, Optional.empty());
        }
        var sheet = SourceFiles.mask(mask.get());
        boolean fits = sheet.width() == pixels.getWidth() && sheet.height() == pixels.getHeight();
        return new Read(
                pixels,
                Optional.of(fits ? sheet : new Mask(pixels.getWidth(), pixels.getHeight())));
    }

    private void show(Optional<BufferedImage> picture, Optional<Mask> mask) {
        picture.filter(image -> !sameSize(image, shown.get())).ifPresent(this::fitBrush);
        sheet = mask.orElse(null);
        lastSpot = null;
        way.clear();
        paint.cover(sheet);
        shown.set(picture);
        if (mask.isEmpty() && tool.get() != MaskTool.CROP) {
            tool.set(MaskTool.CROP);
        } else if (mask.isPresent() && tool.get() == MaskTool.CROP) {
            tool.set(MaskTool.BRUSH);
        }
        outline();
    }

    private static boolean sameSize(BufferedImage image, Optional<BufferedImage> before) {
        return before.filter(old ->
                        old.getWidth() == image.getWidth() && old.getHeight() == image.getHeight())
                .isPresent();
    }

    /// A brush that is neither lost on a large picture nor larger than a small one.
    private void fitBrush(BufferedImage image) {
        int edge = Math.min(image.getWidth(), image.getHeight());
        size.set(Math.clamp((double) edge / BRUSHES_ACROSS, SMALLEST, LARGEST));
    }

    /// The part that is computed where only the mask's surroundings are, as the engine finds it.
    private void outline() {
        var recipe = model.recipe().get();
        var settings = SourceModel.settings(recipe);
        var present = sheet;
        if (present == null || settings.onlyMasked().isEmpty()) {
            region = Optional.empty();
            changed();
            return;
        }
        var copy = present.copy();
        tasks.run(
                "compute-region",
                task -> ImageSource.computed(bitmap(copy), settings, recipe.size()),
                Tasks.Outcome.of(
                        found -> {
                            region = found;
                            changed();
                        },
                        failure -> {}));
    }

    private static Bitmap bitmap(Mask mask) {
        var bytes = new byte[mask.width() * mask.height()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) mask.at(i % mask.width(), i / mask.width());
        }
        return new Bitmap(mask.width(), mask.height(), 1, bytes);
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
            boolean erasing = opposite != (tool.get() == MaskTool.ERASER);
            paint.paint(
                    g,
                    box,
                    new MaskPaint.Scene(scale, region, tool.get(), way, size.get(), erasing));
        }
    }

    @Override
    public void press(Point at, boolean straight, boolean other) {
        opposite = other;
        var from = straight && lastSpot != null ? lastSpot : at;
        way.clear();
        way.add(at);
        if (isBrush()) {
            stroke(from, at);
        }
        changed();
    }

    private boolean isBrush() {
        return tool.get() == MaskTool.BRUSH || tool.get() == MaskTool.ERASER;
    }

    private void stroke(Point from, Point to) {
        var present = sheet;
        if (present != null) {
            boolean erase = opposite != (tool.get() == MaskTool.ERASER);
            present.stroke(from, to, size.get() / 2, erase);
            paint.refresh(from, to, size.get() / 2);
            lastSpot = to;
        }
    }

    @Override
    public void drag(Point at) {
        if (way.isEmpty()) {
            return;
        }
        if (isBrush()) {
            stroke(way.getLast(), at);
            way.clear();
        } else if (tool.get() != MaskTool.LASSO && way.size() > 1) {
            way.removeLast();
        }
        way.add(at);
        paint.pointer(at);
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
        var present = sheet;
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
        paint.pointer(at);
        changed();
    }

    /// Changes the whole mask at once.
    public void change(Consumer<Mask> action) {
        var present = sheet;
        if (present != null) {
            action.accept(present);
            save();
        }
    }

    private void save() {
        var present = sheet;
        var picture = pictureShown;
        if (present == null || picture.isEmpty()) {
            return;
        }
        paint.cover(present);
        var copy = present.copy();
        unsaved++;
        tasks.run(
                "save-mask",
                task -> files.keep(copy),
                Tasks.Outcome.of(
                        kept -> {
                            boolean here = picture.equals(pictureShown);
                            if (here) {
                                maskShown = Optional.of(kept);
                                model.paintOver(picture.get(), kept);
                            }
                            unsaved--;
                            outline();
                        },
                        failure -> {
                            unsaved--;
                            failed(failure);
                        }));
    }

    private void crop(Point one, Point other) {
        shown.get()
                .flatMap(picture -> box(one, other, picture))
                .ifPresent(box ->
                        replace(
                                picture -> SourceFiles.cropped(picture, box),
                                mask -> mask.cropped(box)));
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

    /// Makes the picture larger and masks what is new.
    public void extend(Margins margins) {
        var blank = shown.get().map(picture -> new Mask(picture.getWidth(), picture.getHeight()));
        if (sheet == null && blank.isPresent()) {
            sheet = blank.get();
        }
        replace(picture -> SourceFiles.extended(picture, margins), mask -> mask.extended(margins));
    }

    /// Another picture and mask made from these, and the recipe's size with them.
    private void replace(UnaryOperator<BufferedImage> pixels, UnaryOperator<Mask> covering) {
        var picture = shown.get();
        var mask = Optional.ofNullable(sheet).map(Mask::copy).map(covering);
        if (picture.isEmpty()) {
            return;
        }
        tasks.run(
                "save-picture",
                task -> {
                    var next = pixels.apply(picture.get());
                    var kept = files.keep(next);
                    var covered = mask.isPresent() ? files.keep(mask.get()) : kept;
                    return new Replaced(kept, covered, next.getWidth(), next.getHeight());
                },
                Tasks.Outcome.of(done -> use(done, mask.isPresent()), this::failed));
    }

    private record Replaced(Path picture, Path mask, int width, int height) {}

    private void use(Replaced done, boolean masked) {
        if (masked) {
            var size = SourceModel.near(done.width, done.height);
            model.paintOver(done.picture, done.mask, size);
        } else {
            model.startFrom(done.picture);
        }
        open.set(true);
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
                KeyEvent.VK_OPEN_BRACKET, () -> grow(1 / GROWTH),
                KeyEvent.VK_CLOSE_BRACKET, () -> grow(GROWTH),
                KeyEvent.VK_ESCAPE, () -> open.set(false));
    }

    /// Tools that paint need a mask.
    public void choose(MaskTool chosen) {
        if (sheet != null || chosen == MaskTool.CROP) {
            tool.set(chosen);
        }
    }

    private void swap() {
        choose(tool.get() == MaskTool.ERASER ? MaskTool.BRUSH : MaskTool.ERASER);
    }

    private void grow(double factor) {
        size.set(Math.clamp(size.get() * factor, SMALLEST, LARGEST));
        changed();
    }
}
