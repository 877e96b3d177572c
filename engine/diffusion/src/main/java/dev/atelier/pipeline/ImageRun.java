package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.image.ColorCorrection;
import dev.atelier.image.ImageSource;
import dev.atelier.image.Overlay;
import dev.atelier.image.Resize;
import dev.atelier.latent.Latent;
import dev.atelier.latent.Resampling;
import dev.atelier.latent.Window;
import dev.atelier.noise.ImageNoise;
import dev.atelier.noise.ImageSize;
import dev.atelier.noise.NoiseSeeds;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Mode.Fill;
import dev.atelier.recipe.Recipe;
import dev.atelier.sampling.schedule.ImageToImageSteps;
import java.util.Collections;
import java.util.Optional;

/// Image to image and inpainting: what every batch of a recipe begins with, in the order of A1111
/// v1.10.1's `StableDiffusionProcessingImg2Img`.
final class ImageRun {
    private final ImageStart start;
    private final ImageToImageSteps steps;
    private final Optional<ColorCorrection> correction;
    private final Optional<Overlay> overlay;

    private ImageRun(
            ImageStart start,
            ImageToImageSteps steps,
            Optional<ColorCorrection> correction,
            Optional<Overlay> overlay) {
        this.start = start;
        this.steps = steps;
        this.correction = correction;
        this.overlay = overlay;
    }

    /// Encodes the picture of a recipe; empty for text to image.
    ///
    /// @param source its picture and mask, see [ImageSource]
    static Optional<ImageRun> of(Model model, Recipe recipe, Optional<ImageSource> source) {
        return source.map(it -> {
            var latent = latent(model, it.picture(), recipe);
            var painted = it.mask().map(mask -> painted(mask, recipe, latent));
            var image = painted.map(p -> filled(latent, p, recipe)).orElse(latent);
            var mask = painted.map(p -> new LatentMask(p, image));
            var start = new ImageStart(image, mask, inpaintConditioning(model, it, recipe, latent));
            return new ImageRun(start, steps(recipe), correction(it, recipe), it.overlay());
        });
    }

    ImageStart start() {
        return start;
    }

    ImageToImageSteps steps() {
        return steps;
    }

    /// The finished picture in the colours of the original, if that is wanted, with what stays of
    /// it laid over.
    Bitmap finished(Bitmap made) {
        var coloured = correction.map(it -> it.applied(made)).orElse(made);
        return overlay.map(it -> it.over(coloured)).orElse(coloured);
    }

    private static Optional<ColorCorrection> correction(ImageSource source, Recipe recipe) {
        return recipe.sampling().tuning().imageInput().colorCorrection()
                ? Optional.of(new ColorCorrection(source.picture()))
                : Optional.empty();
    }

    static ImageToImageSteps steps(Recipe recipe) {
        int steps = recipe.sampling().steps();
        double denoising = denoising(recipe.mode());
        return recipe.sampling().tuning().imageInput().fixSteps()
                ? ImageToImageSteps.exactly(steps, denoising)
                : ImageToImageSteps.share(steps, denoising);
    }

    private static double denoising(Mode mode) {
        return switch (mode) {
            case Mode.TextToImage() -> 1;
            case Mode.ImageToImage image -> image.denoising();
            case Mode.Inpaint inpaint -> inpaint.denoising();
        };
    }

    private static Latent latent(Model model, Bitmap picture, Recipe recipe) {
        var own = Autoencoder.of(model, recipe).encode(picture);
        var size = model.latentSize(recipe.size().width(), recipe.size().height());
        int height = size.height();
        int width = size.width();
        var fitted =
                own.height() == height && own.width() == width
                        ? own
                        : Resampling.BILINEAR.resize(own, Window.whole(height, width));
        return Latent.stack(Collections.nCopies(recipe.batch().size(), fitted));
    }

    /// The mask at the latent's size, on every channel of every picture.
    private static Latent painted(Bitmap mask, Recipe recipe, Latent like) {
        var small = Resize.to(mask, like.width(), like.height(), Resize.Filter.BICUBIC);
        boolean round = ((Mode.Inpaint) recipe.mode()).settings().round();
        var values = new double[like.shape().size()];
        int plane = like.height() * like.width();
        for (int i = 0; i < values.length; i++) {
            double value = (small.bytes()[i % plane] & 0xFF) / 255.0;
            values[i] = round ? Math.rint(value) : value;
        }
        return Latent.of(like.shape(), values);
    }

    /// The masked part as noise or nothing, where that is wanted.
    private static Latent filled(Latent image, Latent painted, Recipe recipe) {
        var kept = image.times(painted.map(v -> 1 - v));
        return switch (((Mode.Inpaint) recipe.mode()).settings().fill()) {
            case Fill.BLURRED, Fill.ORIGINAL -> image;
            case Fill.LATENT_NOTHING -> kept;
            case Fill.LATENT_NOISE -> kept.plus(noise(recipe, image).times(painted));
        };
    }

    /// The first noise of the first batch's seeds, for every batch.
    private static Latent noise(Recipe recipe, Latent like) {
        var seeds = new long[recipe.batch().size()];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = recipe.seed().ofImage(i).bits();
        }
        var shape = new ImageSize(like.channels(), like.height(), like.width());
        return new ImageNoise(NoiseSeeds.of(recipe.noise(), seeds), shape).next();
    }

    private static Optional<Latent> inpaintConditioning(
            Model model, ImageSource source, Recipe recipe, Latent like) {
        boolean round =
                !(recipe.mode() instanceof Mode.Inpaint inpaint) || inpaint.settings().round();
        double weight = recipe.sampling().tuning().imageInput().maskWeight().orElse(1.0);
        var mask = source.mask().map(it -> new ImageConditioning.MaskPixels(it, round));
        return ImageConditioning.masked(model, source.picture(), mask, weight, like);
    }
}
