package dev.atelier.pipeline;

import dev.atelier.control.ControlMaps;
import dev.atelier.control.Preprocessors;
import dev.atelier.image.Bitmap;
import dev.atelier.image.Fitting;
import dev.atelier.image.ImageFiles;
import dev.atelier.image.ImageSource;
import dev.atelier.image.PictureException;
import dev.atelier.image.Region;
import dev.atelier.image.Resize;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the pictures of control units and draws their maps, in the order of sd-webui-controlnet
/// (`controlnet.py`: `choose_input_image`, `try_crop_image_with_a1111_mask`, `get_control`).
///
/// @param maps draws them
/// @param recipe with a seed that is not open
/// @param hires the size of its second pass, if it has one
record ControlUnitMaps(ControlMaps maps, Recipe recipe, Optional<Size> hires) {

    private static final int HIDDEN = 5;
    private static final int OPAQUE = 250;

    /// The maps of a unit, by the sizes of the passes.
    ///
    /// @param region where the unit counts, one channel; empty for everywhere
    /// @param module that drew them
    record Maps(
            ControlPicture first,
            Optional<ControlPicture> second,
            Optional<Bitmap> region,
            String module) {}

    /// A picture, and how it is brought to size.
    private record Source(Bitmap picture, Fit fit) {}

    /// Blocks for as long as drawing the maps takes.
    ///
    /// @throws GenerationException when a picture cannot be read, or there is none
    Maps of(ControlUnit unit) throws GenerationException {
        try {
            var settings = unit.preprocessing();
            var source = cropped(source(unit));
            var wanted = with(settings, module(settings.module()), source.fit);
            var size = whole(recipe.size());
            var drawn = maps.drawn(wanted, source.picture, size, seed());
            var region =
                    unit.scope().region().isEmpty()
                            ? Optional.<Bitmap>empty()
                            : Optional.of(read(unit.scope().region()).flattened().channel(0));
            return new Maps(
                    at(drawn, source.fit, size),
                    hires.map(large -> at(drawn, source.fit, whole(large))),
                    region,
                    wanted.module());
        } catch (IOException | InvalidPathException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.control-picture", Explained.reasonOf(e)),
                            Message.of("advice.picture")),
                    e);
        } catch (InvalidValueException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            InvalidValueException.reason(e), Message.of("advice.preprocessor")),
                    e);
        }
    }

    /// A recipe with the numbers that its control units' maps are drawn with: those out of range
    /// stand for the preprocessor's own, and the extension writes the latter.
    static Recipe marked(Recipe recipe) {
        return recipe.withControls(
                recipe.controls().stream()
                        .map(unit -> unit.withPreprocessing(marked(unit.preprocessing())))
                        .toList());
    }

    private static Preprocessing marked(Preprocessing wanted) {
        return Preprocessors.named(wanted.module())
                .map(it -> {
                    var drawing = it.drawing(wanted, 0);
                    return new Preprocessing(
                            wanted.module(),
                            wanted.fit(),
                            drawing.resolution(),
                            it.a().isEmpty() ? unused(drawing.a()) : drawing.a(),
                            it.b().isEmpty() ? unused(drawing.b()) : drawing.b(),
                            wanted.pixelPerfect());
                })
                .orElse(wanted);
    }

    /// A number that a preprocessor has no use for goes from 0 to 1 and is 0.5 unless given.
    private static double unused(double given) {
        return given >= 0 && given <= 1 ? given : 0.5;
    }

    private static ControlPicture at(Bitmap drawn, Fit fit, Size size) {
        return ControlPicture.of(ControlMaps.fitted(drawn, fit, size));
    }

    private static Size whole(Size size) {
        return Size.onGrid(size.width(), size.height());
    }

    /// As NumPy is seeded for maps that draw random numbers: the seed of the first picture stands
    /// for a variation seed that is not given, as in A1111's extension.
    private long seed() {
        var first = recipe.seed().ofImage(0);
        boolean given = !first.variation().equals(Seed.RANDOM);
        return first.bits() + (given ? first.variationBits() : first.bits());
    }

    private static Preprocessing with(Preprocessing settings, String module, Fit fit) {
        return new Preprocessing(
                module,
                fit,
                settings.resolution(),
                settings.thresholdA(),
                settings.thresholdB(),
                settings.pixelPerfect());
    }

    /// Where inpainting masks the picture itself, the unit does not put it back a second time.
    private String module(String module) {
        return module.equals("inpaint_only") && recipe.mode() instanceof Mode.Inpaint
                ? "inpaint"
                : module;
    }

    private Source source(ControlUnit unit) throws IOException {
        boolean masks = unit.preprocessing().module().contains("inpaint");
        if (unit.image().isEmpty()) {
            return start(masks);
        }
        var picture = read(unit.image());
        if (unit.scope().mask().isEmpty()) {
            var whole = masks ? masked(picture, Optional.empty()) : picture;
            return new Source(whole, unit.preprocessing().fit());
        }
        var mask = three(read(unit.scope().mask())).channel(0);
        if (!mask.isSize(picture.width(), picture.height())) {
            throw new PictureException(
                    Message.of(
                            "picture.mask",
                            mask.width(),
                            mask.height(),
                            picture.width(),
                            picture.height()));
        }
        if (masks) {
            return new Source(masked(picture, Optional.of(mask)), unit.preprocessing().fit());
        }
        return new Source(isScribble(mask) ? mask : picture, unit.preprocessing().fit());
    }

    /// A mask that is neither nothing nor everything was drawn as the control picture.
    private static boolean isScribble(Bitmap mask) {
        boolean nothing = true;
        boolean everything = true;
        for (byte value : mask.bytes()) {
            nothing &= (value & 0xFF) <= HIDDEN;
            everything &= (value & 0xFF) >= OPAQUE;
        }
        return !nothing && !everything;
    }

    /// The picture that image to image starts from.
    private Source start(boolean masks) throws IOException {
        return switch (recipe.mode()) {
            case Mode.TextToImage() -> throw new PictureException(Message.of("picture.none"));
            case Mode.ImageToImage(var image, _, var fit) -> {
                var picture = read(image);
                yield new Source(masks ? masked(picture, Optional.empty()) : picture, fit(fit));
            }
            case Mode.Inpaint mode -> {
                var picture = read(mode.image());
                var mask = ImageSource.softened(read(mode.mask()), mode.settings());
                boolean fits = mask.isSize(picture.width(), picture.height());
                var own =
                        fits
                                ? mask
                                : Resize.to(
                                        mask,
                                        picture.width(),
                                        picture.height(),
                                        Resize.Filter.LANCZOS);
                yield new Source(
                        masks ? masked(picture, Optional.of(own)) : picture, fit(mode.fit()));
            }
        };
    }

    private static Fit fit(Mode.Fit fit) {
        return switch (fit) {
            case STRETCH, LATENT -> Fit.STRETCH;
            case CROP -> Fit.CROP;
            case FILL -> Fit.FILL;
        };
    }

    /// The part that is computed where only the mask's surroundings are.
    private Source cropped(Source source) throws IOException {
        if (!(recipe.mode() instanceof Mode.Inpaint mode)
                || mode.settings().onlyMasked().isEmpty()) {
            return source;
        }
        var mask = ImageSource.binary(read(mode.mask()), mode.settings().round());
        var part = ImageSource.computed(mask, mode.settings(), recipe.size());
        return part.map(it -> new Source(part(source, it, mask), source.fit)).orElse(source);
    }

    private Bitmap part(Source source, Region region, Bitmap mask) {
        var fit =
                switch (source.fit) {
                    case STRETCH -> Mode.Fit.STRETCH;
                    case CROP -> Mode.Fit.CROP;
                    case FILL -> Mode.Fit.FILL;
                };
        var large = Fitting.fit(fit, source.picture, mask.width(), mask.height());
        var size = recipe.size();
        return Fitting.fit(Mode.Fit.FILL, large.crop(region), size.width(), size.height());
    }

    private static Bitmap read(String path) throws IOException {
        return ImageFiles.read(Path.of(path));
    }

    private static Bitmap three(Bitmap picture) {
        if (picture.channels() != 1) {
            return picture.flattened();
        }
        var rgb = new byte[3 * picture.bytes().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = picture.bytes()[i / 3];
        }
        return new Bitmap(picture.width(), picture.height(), 3, rgb);
    }

    /// With a mask in the fourth channel: what is repainted.
    private static Bitmap masked(Bitmap picture, Optional<Bitmap> mask) {
        var colours = three(picture);
        int count = picture.width() * picture.height();
        var rgba = new byte[4 * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(colours.bytes(), 3 * i, rgba, 4 * i, 3);
            int at = i;
            rgba[4 * i + 3] = mask.map(m -> m.bytes()[at]).orElse((byte) 0);
        }
        return new Bitmap(picture.width(), picture.height(), 4, rgba);
    }
}
