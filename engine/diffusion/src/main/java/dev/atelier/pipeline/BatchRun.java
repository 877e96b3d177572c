package dev.atelier.pipeline;

import dev.atelier.latent.Latent;
import dev.atelier.noise.ImageSize;
import dev.atelier.pipeline.SamplerPass.Choice;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import dev.atelier.text.Conditioner;
import java.util.Optional;

/// Makes the latents of the batches of one recipe in the order of A1111 v1.10.1's
/// `StableDiffusionProcessingTxt2Img.sample`: a pass from noise, then the hires pass if there is
/// one.
final class BatchRun {
    private static final int CHANNELS = 4;
    private static final int DOWNSCALE = 8;

    private final SamplerPass first;
    private final Conditions conditions;
    private final ImageSize shape;
    private final Optional<HiresRun> hires;

    /// Reads and encodes the prompts.
    BatchRun(Model model, Conditioner conditioner, Recipe recipe, Guide.Listener listener) {
        var sampling = recipe.sampling();
        var choice = new Choice(sampling.sampler(), sampling.schedule(), sampling.steps());
        first = new SamplerPass(model, recipe, choice, listener);
        var words = new Conditions.Words(recipe.prompt(), recipe.negativePrompt());
        var steps = new Steps(first.calls(), 0, recipe.text().oldEditing());
        conditions = Conditions.of(words, recipe.text(), conditioner, steps);
        var size = recipe.size();
        shape = new ImageSize(CHANNELS, size.height() / DOWNSCALE, size.width() / DOWNSCALE);
        hires = HiresRun.of(model, conditioner, recipe, listener);
    }

    /// The latents of the batch, as the autoencoder takes them before division by its scale.
    ///
    /// @param batch 0-based
    Latent latents(int batch) {
        var small = first.fromNoise(conditions, batch, shape);
        return hires.isPresent() ? hires.get().refined(small, batch) : small;
    }

    /// Calls of the network that progress reckons with, of all passes.
    int calls() {
        return first.calls() + hires.map(HiresRun::calls).orElse(0);
    }
}
