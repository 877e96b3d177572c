package dev.atelier.recipe;

import java.util.List;
import java.util.Optional;

/// Everything that decides a picture, for the engine here and for a service elsewhere. A recipe
/// that exists is valid.
///
/// @param model empty for whichever checkpoint is in use
/// @param vae file name of a separate autoencoder, or [#NO_VAE]; empty, as is [#AUTOMATIC_VAE], for
///   the one beside the checkpoint or else its own
/// @param tiling edges that fit each other
/// @param fingerprints hashes of the small files that its words name, for those who look for them;
///   they decide nothing
/// @param extras fields of an infotext that a recipe has no word for; they decide nothing here
public record Recipe(
        String prompt,
        String negativePrompt,
        Mode mode,
        Size size,
        Seed seed,
        Sampling sampling,
        TextSettings text,
        NoiseSource noise,
        boolean tiling,
        Optional<HiresPass> hires,
        Optional<ModelRef> model,
        Optional<String> vae,
        List<LoraUse> loras,
        List<ControlUnit> controls,
        Optional<Refiner> refiner,
        List<ResourceHash> fingerprints,
        List<ExtraField> extras,
        Batch batch) {
    /// A1111's defaults, without a prompt.
    public static final Recipe DEFAULT = of("", new Size(512, 512));

    /// A1111's word for the checkpoint's own autoencoder, whatever lies beside it.
    public static final String NO_VAE = "None";

    /// A1111's word for the autoencoder beside the checkpoint, or else its own.
    public static final String AUTOMATIC_VAE = "Automatic";

    public Recipe {
        loras = List.copyOf(loras);
        controls = List.copyOf(controls);
        fingerprints = List.copyOf(fingerprints);
        extras = List.copyOf(extras);
    }

    /// A picture from words, with A1111's defaults for all else.
    public static Recipe of(String prompt, Size size) {
        return new Recipe(
                prompt,
                "",
                new Mode.TextToImage(),
                size,
                Seed.DEFAULT,
                Sampling.DEFAULT,
                TextSettings.DEFAULT,
                NoiseSource.GPU,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Batch.ONE);
    }

    /// The separate autoencoder that is asked for by name.
    public Optional<String> namedVae() {
        return vae.filter(name -> !name.equalsIgnoreCase(NO_VAE))
                .filter(name -> !name.equalsIgnoreCase(AUTOMATIC_VAE));
    }

    public Recipe withPrompt(String value) {
        return new Recipe(
                value,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withNegativePrompt(String value) {
        return new Recipe(
                prompt,
                value,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withMode(Mode value) {
        return new Recipe(
                prompt,
                negativePrompt,
                value,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withSize(Size value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                value,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withSeed(Seed value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                value,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withSampling(Sampling value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                value,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withText(TextSettings value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                value,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withNoise(NoiseSource value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                value,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withTiling(boolean value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                value,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    /// The hires pass that is made: pictures that start from another have none, as in A1111.
    public Optional<HiresPass> secondPass() {
        return hires.filter(pass -> mode instanceof Mode.TextToImage);
    }

    public Recipe withHires(Optional<HiresPass> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                value,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withModel(Optional<ModelRef> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                value,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withVae(Optional<String> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                value,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withLoras(List<LoraUse> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                value,
                controls,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withControls(List<ControlUnit> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                value,
                refiner,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withRefiner(Optional<Refiner> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                value,
                fingerprints,
                extras,
                batch);
    }

    public Recipe withFingerprints(List<ResourceHash> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                value,
                extras,
                batch);
    }

    public Recipe withExtras(List<ExtraField> value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                value,
                batch);
    }

    public Recipe withBatch(Batch value) {
        return new Recipe(
                prompt,
                negativePrompt,
                mode,
                size,
                seed,
                sampling,
                text,
                noise,
                tiling,
                hires,
                model,
                vae,
                loras,
                controls,
                refiner,
                fingerprints,
                extras,
                value);
    }
}
