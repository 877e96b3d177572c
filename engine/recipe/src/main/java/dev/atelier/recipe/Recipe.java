package dev.atelier.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Everything that decides a picture, for the engine here and for a service elsewhere. A recipe
/// that exists is valid.
///
/// @param model empty for the checkpoint in use
/// @param vae file name of a separate autoencoder, or [#NO_VAE]; empty, as is [#AUTOMATIC_VAE], for
///   the one beside the checkpoint or else its own
/// @param tiling edges that fit each other
/// @param resourceHashes hashes of the small files that its words name, for those who look for
///   them; they decide nothing
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
        List<ResourceHash> resourceHashes,
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
        resourceHashes = List.copyOf(resourceHashes);
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

    /// The separate autoencoder that is requested by name.
    public Optional<String> namedVae() {
        return vae.filter(name -> !name.equalsIgnoreCase(NO_VAE))
                .filter(name -> !name.equalsIgnoreCase(AUTOMATIC_VAE));
    }

    /// The hires pass that is made: pictures that start from another have none, as in A1111.
    public Optional<HiresPass> secondPass() {
        return hires.filter(pass -> mode instanceof Mode.TextToImage);
    }

    /// The control units that are switched on.
    public List<ControlUnit> activeControls() {
        return controls.stream().filter(unit -> unit.scope().on()).toList();
    }

    public Recipe withPrompt(String value) {
        return with(fields -> fields.prompt = value);
    }

    public Recipe withNegativePrompt(String value) {
        return with(fields -> fields.negativePrompt = value);
    }

    public Recipe withMode(Mode value) {
        return with(fields -> fields.mode = value);
    }

    public Recipe withSize(Size value) {
        return with(fields -> fields.size = value);
    }

    public Recipe withSeed(Seed value) {
        return with(fields -> fields.seed = value);
    }

    public Recipe withSampling(Sampling value) {
        return with(fields -> fields.sampling = value);
    }

    public Recipe withText(TextSettings value) {
        return with(fields -> fields.text = value);
    }

    public Recipe withNoise(NoiseSource value) {
        return with(fields -> fields.noise = value);
    }

    public Recipe withTiling(boolean value) {
        return with(fields -> fields.tiling = value);
    }

    public Recipe withHires(Optional<HiresPass> value) {
        return with(fields -> fields.hires = value);
    }

    public Recipe withModel(Optional<ModelRef> value) {
        return with(fields -> fields.model = value);
    }

    public Recipe withVae(Optional<String> value) {
        return with(fields -> fields.vae = value);
    }

    public Recipe withLoras(List<LoraUse> value) {
        return with(fields -> fields.loras = value);
    }

    public Recipe withControls(List<ControlUnit> value) {
        return with(fields -> fields.controls = value);
    }

    public Recipe withRefiner(Optional<Refiner> value) {
        return with(fields -> fields.refiner = value);
    }

    public Recipe withResourceHashes(List<ResourceHash> value) {
        return with(fields -> fields.resourceHashes = value);
    }

    public Recipe withExtras(List<ExtraField> value) {
        return with(fields -> fields.extras = value);
    }

    public Recipe withBatch(Batch value) {
        return with(fields -> fields.batch = value);
    }

    private Recipe with(Consumer<Fields> change) {
        var fields = new Fields(this);
        change.accept(fields);
        return fields.recipe();
    }

    /// The components on their way to another recipe.
    private static final class Fields {
        private String prompt;
        private String negativePrompt;
        private Mode mode;
        private Size size;
        private Seed seed;
        private Sampling sampling;
        private TextSettings text;
        private NoiseSource noise;
        private boolean tiling;
        private Optional<HiresPass> hires;
        private Optional<ModelRef> model;
        private Optional<String> vae;
        private List<LoraUse> loras;
        private List<ControlUnit> controls;
        private Optional<Refiner> refiner;
        private List<ResourceHash> resourceHashes;
        private List<ExtraField> extras;
        private Batch batch;

        Fields(Recipe recipe) {
            prompt = recipe.prompt;
            negativePrompt = recipe.negativePrompt;
            mode = recipe.mode;
            size = recipe.size;
            seed = recipe.seed;
            sampling = recipe.sampling;
            text = recipe.text;
            noise = recipe.noise;
            tiling = recipe.tiling;
            hires = recipe.hires;
            model = recipe.model;
            vae = recipe.vae;
            loras = recipe.loras;
            controls = recipe.controls;
            refiner = recipe.refiner;
            resourceHashes = recipe.resourceHashes;
            extras = recipe.extras;
            batch = recipe.batch;
        }

        Recipe recipe() {
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
                    resourceHashes,
                    extras,
                    batch);
        }
    }
}
