package dev.atelier.pipeline;

import dev.atelier.embedding.Embedding;
import dev.atelier.image.Enlarging;
import dev.atelier.latent.Latent;
import dev.atelier.latent.Resampling;
import dev.atelier.latent.Window;
import dev.atelier.pipeline.RunModels.Prompts;
import dev.atelier.pipeline.SamplerPass.Choice;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LatentUpscaler;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.PixelUpscaler;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.StopPoint;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import dev.atelier.sampling.schedule.ImageToImageSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The second pass of hires fix: enlarges latents, or the pictures they are of, and denoises them
/// again, in the order of A1111 v1.10.1's `sample_hr_pass`.
final class HiresRun {
    private final Model model;
    private final SamplerPass pass;
    private final Prompts prompts;
    private final Function<Latent, ImageStart> enlarge;
    private final double maskWeight;
    private final ImageToImageSteps steps;
    private final Autoencoder autoencoder;

    private HiresRun(Model model, SamplerPass pass, Prompts prompts, Recipe recipe) {
        var hires = recipe.secondPass().orElseThrow();
        this.model = model;
        this.autoencoder = Autoencoder.of(model, recipe);
        this.pass = pass;
        this.prompts = prompts;
        this.maskWeight = recipe.sampling().tuning().imageInput().maskWeight().orElse(1.0);
        var target = Target.of(recipe.size(), hires, model.config().latents().downscale());
        this.enlarge =
                hires.latentUpscaler()
                        .<Function<Latent, ImageStart>>map(
                                way -> latents -> latents(latents, way, target))
                        .orElseGet(() -> {
                            var upscaler = hires.pixelUpscaler().orElseThrow();
                            return latents -> pictures(latents, upscaler, target);
                        });
        this.steps = steps(recipe, hires);
    }

    /// Exactly the steps of the second pass.
    static ImageToImageSteps steps(Recipe recipe, HiresPass hires) {
        return ImageToImageSteps.exactly(choice(recipe, hires).steps(), hires.denoising());
    }

    /// The hires pass of a recipe, if it has one.
    static Optional<HiresRun> of(RunModels models, Recipe recipe, CfgDenoiser.Listener listener) {
        return recipe.secondPass()
                .map(hires -> {
                    var choice = choice(recipe, hires);
                    var pass = new SamplerPass(models, recipe, choice, listener);
                    var prompts = prompts(models, recipe, hires, pass.calls());
                    return new HiresRun(models.model(), pass, prompts, recipe);
                });
    }

    /// Calls of the network that prompts and progress reckon with.
    int calls() {
        return pass.calls();
    }

    /// The embeddings that its prompts use.
    List<Embedding> embeddings() {
        return prompts.base().embeddings();
    }

    /// The latents at the larger size, denoised. New noise is drawn at that size by the same seeds.
    Latent refined(Latent small, int batch) {
        return pass.fromImage(enlarge.apply(small), steps, prompts, batch);
    }

    private ImageStart latents(Latent small, LatentUpscaler upscaler, Target target) {
        var large = resampling(upscaler).resize(small, target.window());
        return new ImageStart(large, Optional.empty(), ImageConditioning.unmasked(model, large));
    }

    /// Decoded, enlarged and encoded one by one.
    private ImageStart pictures(Latent small, PixelUpscaler upscaler, Target target) {
        var large = new ArrayList<Latent>();
        var conditionings = new ArrayList<Latent>();
        for (int i = 0; i < small.batch(); i++) {
            StopPoint.pass();
            var decoded = autoencoder.pixels(small.sample(i));
            var picture = Enlarging.to(decoded, upscaler, target.width(), target.height());
            var latent = autoencoder.encode(picture);
            large.add(target.window().of(latent));
            ImageConditioning.masked(model, picture, Optional.empty(), maskWeight, latent)
                    .map(target.window()::of)
                    .ifPresent(conditionings::add);
        }
        return new ImageStart(
                Latent.stack(large),
                Optional.empty(),
                conditionings.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Latent.stack(conditionings)));
    }

    private static Choice choice(Recipe recipe, HiresPass hires) {
        var sampling = recipe.sampling();
        return new Choice(
                hires.sampler().orElse(sampling.sampler()),
                hires.schedule().orElse(sampling.schedule()),
                hires.steps() > 0 ? hires.steps() : sampling.steps(),
                false);
    }

    /// A prompt left out is the first pass's; its edits count on through both passes.
    private static Prompts prompts(RunModels models, Recipe recipe, HiresPass hires, int calls) {
        var words =
                new PromptConditioning.Words(
                        hires.prompt().isEmpty() ? recipe.prompt() : hires.prompt(),
                        hires.negativePrompt().isEmpty()
                                ? recipe.negativePrompt()
                                : hires.negativePrompt());
        var sampling = recipe.sampling();
        int before = sampling.sampler().callsFor(sampling.steps());
        var steps = new Steps(before, calls, recipe.text().oldEditing());
        int downscale = models.model().config().latents().downscale();
        var target = Target.of(recipe.size(), hires, downscale);
        var size = new Size(target.width, target.height);
        return models.prompts(words, recipe, new RunModels.Pass(size, steps));
    }

    private static Resampling resampling(LatentUpscaler upscaler) {
        return switch (upscaler) {
            case LATENT -> Resampling.BILINEAR;
            case ANTIALIASED -> Resampling.BILINEAR_ANTIALIASED;
            case BICUBIC -> Resampling.BICUBIC;
            case BICUBIC_ANTIALIASED -> Resampling.BICUBIC_ANTIALIASED;
            case NEAREST -> Resampling.NEAREST;
            case NEAREST_EXACT -> Resampling.NEAREST_EXACT;
        };
    }

    /// The size to enlarge to in pixels, and what of its latent is kept.
    record Target(int width, int height, Window window) {
        /// A size to reach is covered, and what stands over is cut off evenly.
        static Target of(Size first, HiresPass hires, int downscale) {
            return hires.resize()
                    .map(goal -> of(first, goal.width(), goal.height(), downscale))
                    .orElseGet(() ->
                            whole(
                                    (int) (first.width() * hires.scale()),
                                    (int) (first.height() * hires.scale()),
                                    downscale));
        }

        private static Target whole(int width, int height, int downscale) {
            return new Target(width, height, Window.whole(height / downscale, width / downscale));
        }

        /// @param x width to reach, 0 for the one that goes with the height
        /// @param y height to reach, 0 for the one that goes with the width
        static Target of(Size first, int x, int y, int downscale) {
            if (y == 0) {
                return whole(x, x * first.height() / first.width(), downscale);
            }
            if (x == 0) {
                return whole(y * first.width() / first.height(), y, downscale);
            }
            boolean narrower = (double) first.width() / first.height() < (double) x / y;
            int width = narrower ? x : y * first.width() / first.height();
            int height = narrower ? x * first.height() / first.width() : y;
            var window =
                    new Window(
                            height / downscale,
                            width / downscale,
                            (height - y) / downscale,
                            (width - x) / downscale);
            return new Target(width, height, window);
        }

        /// Whether the size is within what the program makes.
        boolean isPossible() {
            return window.height() >= 1
                    && window.width() >= 1
                    && Math.max(width, height) <= Size.MAX
                    && (long) width * height <= Limits.PIXELS;
        }

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }
}
