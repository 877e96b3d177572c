package dev.atelier.recipe;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Everything that decides how a picture looks. A recipe that exists is valid: each part checks its
/// ranges when it is made and throws [IllegalArgumentException]. Immutable.
///
/// @param prompt in A1111's grammar, styles already expanded
/// @param negativePrompt in the same grammar
/// @param mode what it starts from
/// @param size of the first pass
/// @param seed of the first picture
/// @param batch how many pictures
/// @param sampling how noise becomes a picture
/// @param text how prompts become conditioning
/// @param tiling makes the edges meet
/// @param hires the second pass, only in text to image
/// @param models the model files
/// @param loras networks used besides the prompt's own
/// @param controlNets in the order of their units
/// @param noiseSource where the seed's numbers come from
public record Recipe(
        String prompt,
        String negativePrompt,
        Mode mode,
        Size size,
        Seed seed,
        Batch batch,
        Sampling sampling,
        TextOptions text,
        boolean tiling,
        Optional<HiresPass> hires,
        Models models,
        List<LoraUse> loras,
        List<ControlNetUnit> controlNets,
        NoiseSource noiseSource) {
    public Recipe {
        loras = List.copyOf(loras);
        controlNets = List.copyOf(controlNets);
    }

    /// `prompt` at `size` with the defaults of A1111 v1.10.1 and a random seed.
    public static Recipe of(String prompt, Size size) {
        return new Recipe(
                prompt,
                "",
                new Mode.TextToImage(),
                size,
                Seed.of(Seed.RANDOM),
                Batch.ONE,
                Sampling.DEFAULT,
                TextOptions.DEFAULT,
                false,
                Optional.empty(),
                Models.CURRENT,
                List.of(),
                List.of(),
                NoiseSource.GPU);
    }

    /// The checkpoint, absent for the generator's current one.
    public Optional<ModelRef> model() {
        return models.checkpoint();
    }

    /// The VAE, absent for the checkpoint's own or the generator's current one.
    public Optional<ModelRef> vae() {
        return models.vae();
    }

    /// The size of the finished picture, after the hires pass if there is one.
    public Size finalSize() {
        return hires.map(pass -> pass.target().of(size)).orElse(size);
    }

    /// The same recipe with every random seed drawn.
    public Recipe resolved(RandomGenerator random) {
        return withSeed(seed.resolved(random));
    }

    /// The recipe of picture `index` (0-based) alone: its own seeds and a batch of one.
    public Recipe forImage(int index) {
        return withSeed(seed.forImage(index)).withBatch(Batch.ONE);
    }

    /// A copy with another `prompt`.
    public Recipe withPrompt(String prompt) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `negativePrompt`.
    public Recipe withNegativePrompt(String negativePrompt) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `mode`.
    public Recipe withMode(Mode mode) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `size`.
    public Recipe withSize(Size size) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `seed`.
    public Recipe withSeed(Seed seed) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `batch`.
    public Recipe withBatch(Batch batch) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `sampling`.
    public Recipe withSampling(Sampling sampling) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `text`.
    public Recipe withText(TextOptions text) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `tiling`.
    public Recipe withTiling(boolean tiling) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `hires`.
    public Recipe withHires(Optional<HiresPass> hires) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `models`.
    public Recipe withModels(Models models) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `loras`.
    public Recipe withLoras(List<LoraUse> loras) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `controlNets`.
    public Recipe withControlNets(List<ControlNetUnit> controlNets) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }

    /// A copy with another `noiseSource`.
    public Recipe withNoiseSource(NoiseSource noiseSource) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                batch,
                sampling,
                text,
                tiling,
                hires,
                models,
                loras,
                controlNets,
                noiseSource);
    }
}
