package dev.atelier.app.source;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.mask.Margins;
import dev.atelier.app.mask.Mask;
import dev.atelier.app.mask.MaskEditor;
import dev.atelier.app.observe.Tasks;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageSource;
import dev.atelier.recipe.Recipe;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The picture that the recipe starts from, and what is done with it: it is kept, masked, cut and
/// extended. Each action of a tool gives the recipe another mask file, so the form's undo undoes
/// it, and a restart finds it. Event thread; files are read and written elsewhere.
public final class SourceEditor {
    private final SourceModel model;
    private final SourceFiles files;
    private final Tasks tasks;
    private final Consumer<String> complain;
    private final MaskEditor tools;
    private Optional<Path> pictureShown = Optional.empty();
    private Optional<Path> maskShown = Optional.empty();
    private int unsaved;

    /// @param complain shows a sentence about a file
    public SourceEditor(
            SourceModel model, SourceFiles files, Tasks tasks, Consumer<String> complain) {
        this.model = model;
        this.files = files;
        this.tasks = tasks;
        this.complain = complain;
        tools = new MaskEditor(this::save, this::crop);
        model.recipe().bind(this::follow);
    }

    /// The picture and its mask on the canvas.
    public MaskEditor tools() {
        return tools;
    }

    /// Where it runs what takes time.
    public Tasks tasks() {
        return tasks;
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
                            tools.open().set(true);
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
                            tools.open().set(true);
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
            tools.open().set(false);
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
        var covered = SourceFiles.mask(mask.get());
        boolean fits =
                covered.width() == pixels.getWidth() && covered.height() == pixels.getHeight();
        return new Read(
                pixels,
                Optional.of(fits ? covered : new Mask(pixels.getWidth(), pixels.getHeight())));
    }

    private void show(Optional<BufferedImage> picture, Optional<Mask> mask) {
        tools.show(picture, mask);
        outline();
    }

    /// The part that is computed where only the mask's surroundings are, as the engine finds it.
    private void outline() {
        var recipe = model.recipe().get();
        var settings = SourceModel.settings(recipe);
        var mask = tools.mask();
        if (mask.isEmpty() || settings.onlyMasked().isEmpty()) {
            tools.outline(Optional.empty());
            return;
        }
        var copy = mask.get().copy();
        tasks.run(
                "compute-region",
                task -> ImageSource.computed(bitmap(copy), settings, recipe.size()),
                Tasks.Outcome.of(tools::outline, failure -> {}));
    }

    private static Bitmap bitmap(Mask mask) {
        var bytes = new byte[mask.width() * mask.height()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) mask.at(i % mask.width(), i / mask.width());
        }
        return new Bitmap(mask.width(), mask.height(), 1, bytes);
    }

    private void save(Mask mask) {
        var picture = pictureShown;
        if (picture.isEmpty()) {
            return;
        }
        unsaved++;
        tasks.run(
                "save-mask",
                task -> files.keep(mask),
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

    private void crop(Mask.Box part) {
        replace(
                picture -> SourceFiles.cropped(picture, part),
                tools.mask().map(mask -> mask.cropped(part)));
    }

    /// Makes the picture larger and masks what is new.
    public void extend(Margins margins) {
        var blank =
                tools.picture()
                        .get()
                        .map(picture -> new Mask(picture.getWidth(), picture.getHeight()));
        replace(
                picture -> SourceFiles.extended(picture, margins),
                tools.mask().or(() -> blank).map(mask -> mask.extended(margins)));
    }

    /// Another picture and mask made from these, and the recipe's size with them.
    private void replace(UnaryOperator<BufferedImage> pixels, Optional<Mask> mask) {
        var picture = tools.picture().get();
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
        tools.open().set(true);
    }
}
