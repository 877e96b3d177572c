package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageSource;
import dev.atelier.latent.Latent;
import dev.atelier.noise.ImageSize;
import dev.atelier.pipeline.RunModels.Prompts;
import dev.atelier.pipeline.SamplerPass.Choice;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.ResourceHash.Kind;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the latents of the batches of one recipe in the order of A1111 v1.10.1's
/// `StableDiffusionProcessingTxt2Img.sample`: a pass from noise, then the hires pass if there is
/// one; or a single pass from a picture.
final class BatchRun {
    private final SamplerPass first;
    private final Prompts prompts;
    private final ImageSize shape;
    private final int batchSize;
    private final Model model;
    private final Optional<ImageRun> image;
    private final Optional<HiresRun> hires;
    private final ControlRun control;

    /// Reads and encodes the prompts, and the picture to start from.
    ///
    /// @param source of image to image; empty for text to image
    BatchRun(
            RunModels models,
            Recipe recipe,
            Optional<ImageSource> source,
            CfgDenoiser.Listener listener) {
        this.model = models.model();
        this.control = models.control();
        var sampling = recipe.sampling();
        var choice =
                new Choice(
                        sampling.sampler(),
                        sampling.schedule(),
                        sampling.steps(),
                        source.isEmpty() && recipe.secondPass().isPresent());
        first = new SamplerPass(models, recipe, choice, listener);
        var words = new PromptConditioning.Words(recipe.prompt(), recipe.negativePrompt());
        var steps = new Steps(first.calls(), 0, recipe.text().oldEditing());
        var size = recipe.size();
        prompts = models.prompts(words, recipe, new RunModels.Pass(size, steps));
        shape = model.latentSize(size.width(), size.height());
        image = ImageRun.of(model, recipe, source);
        hires = image.isPresent() ? Optional.empty() : HiresRun.of(models, recipe, listener);
        batchSize = recipe.batch().size();
    }

    /// The latents of the batch, as the autoencoder takes them before division by its scale.
    ///
    /// @param batch 0-based
    Latent latents(int batch) {
        if (image.isPresent()) {
            return first.fromImage(image.get().start(), image.get().steps(), prompts, batch);
        }
        var like =
                Latent.zeros(
                        new Latent.Shape(
                                batchSize, shape.channels(), shape.height(), shape.width()));
        var small = first.fromNoise(prompts, batch, shape, ImageConditioning.unmasked(model, like));
        return hires.isPresent() ? hires.get().refined(small, batch) : small;
    }

    /// A finished picture with what control units and image to image lay over it.
    Bitmap finished(Bitmap made) {
        var controlled = control.finished(made);
        return image.map(it -> it.finished(controlled)).orElse(controlled);
    }

    /// A recipe with the hashes of the embeddings that its prompts use, those of the second pass
    /// last, in place of those it came with.
    Recipe marked(Recipe recipe) {
        var used = new LinkedHashSet<>(prompts.base().embeddings());
        hires.ifPresent(it -> used.addAll(it.embeddings()));
        var others = recipe.resourceHashes().stream().filter(it -> it.kind() != Kind.EMBEDDING);
        var own =
                used.stream()
                        .filter(it -> !it.hash().isEmpty())
                        .map(it -> new ResourceHash(Kind.EMBEDDING, it.name(), it.hash()));
        return recipe.withResourceHashes(Stream.concat(others, own).toList());
    }

    /// Calls of the network that progress reckons with, of all passes.
    int calls() {
        return image.map(it -> first.calls(it.steps().encode() + 1)).orElse(first.calls())
                + hires.map(HiresRun::calls).orElse(0);
    }
}
