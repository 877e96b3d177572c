package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ExtraField;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.WebuiSettings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What recipe a call means.
public final class RecipeReader {
    private static final int MAX_PIXELS = 1 << 24;
    private static final int MAX_PICTURES = 256;

    private final Supplier<Catalogue> catalogue;
    private final WebuiOptions settings;
    private final boolean onEas;
    private final RandomGenerator random;

    /// @param onEas whether the keys that PAI-EAS adds are taken; else they are unknown scripts
    public RecipeReader(
            Supplier<Catalogue> catalogue,
            WebuiOptions settings,
            boolean onEas,
            RandomGenerator random) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.onEas = onEas;
        this.random = random;
    }

    /// The recipe of a call, with its seeds drawn.
    ///
    /// @param scratch where pictures that came along are put; the recipe names them there
    /// @throws ApiException where the fields mean none
    public Recipe read(RequestFields fields, boolean fromPicture, ScratchFiles scratch) {
        try {
            var recipe =
                    withEta(
                                    WebuiSettings.read(
                                            fields.overrides(), settings.over(basis(fields))),
                                    fields)
                            .withModel(Optional.of(checkpoint(fields).ref()));
            var controlled =
                    recipe.withControls(
                            new ControlReader(catalogue, onEas).read(fields, fromPicture, scratch));
            var whole =
                    fromPicture
                            ? controlled.withMode(picture(fields, scratch))
                            : controlled
                                    .withHires(hires(fields, controlled.size()))
                                    .withExtras(oneSided(fields));
            Limits.check(whole, MAX_PIXELS);
            return whole;
        } catch (IllegalArgumentException e) {
            throw WebuiError.INVALID_VALUE.with(String.valueOf(e.getMessage()));
        }
    }

    /// Takes what a call overrides as the choice for all calls to come.
    ///
    /// @param recipe what the call means
    public void keep(RequestFields fields, Recipe recipe) {
        settings.choose(fields.overrides());
        fields.override("sd_vae").ifPresent(name -> settings.vae(name.asText()));
        recipe.model()
                .filter(_ -> fields.override("sd_model_checkpoint").isPresent())
                .flatMap(model -> catalogue.get().checkpoint(model.name()))
                .ifPresent(settings::checkpoint);
    }

    private Recipe basis(RequestFields fields) {
        if (fields.on("restore_faces")) {
            throw WebuiError.RESTORE_FACES.exception();
        }
        return Recipe.of(fields.text("prompt").orElse(""), size(fields))
                .withNegativePrompt(fields.text("negative_prompt").orElse(""))
                .withSeed(seed(fields).whollyResolved(random))
                .withSampling(sampling(fields))
                .withNoise(NoiseSource.GPU)
                .withTiling(fields.on("tiling"))
                .withVae(vae(fields))
                .withRefiner(refiner(fields))
                .withBatch(batch(fields));
    }

    private static Size size(RequestFields fields) {
        long width = fields.number("width", 512);
        long height = fields.number("height", 512);
        if (width * height > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "width and height: at most %d pixels in all".formatted(MAX_PIXELS));
        }
        return Size.onGrid((int) width, (int) height);
    }

    private static Batch batch(RequestFields fields) {
        int size = fields.number("batch_size", 1);
        int count = fields.number("n_iter", 1);
        if ((long) size * count > MAX_PICTURES) {
            throw new IllegalArgumentException("at most " + MAX_PICTURES + " pictures at once");
        }
        return new Batch(size, count);
    }

    private static Seed seed(RequestFields fields) {
        int width = Size.sideOnGrid(fields.number("seed_resize_from_w", -1));
        int height = Size.sideOnGrid(fields.number("seed_resize_from_h", -1));
        return new Seed(
                drawn(fields.large("seed", Seed.RANDOM)),
                drawn(fields.large("subseed", Seed.RANDOM)),
                fields.real("subseed_strength").orElse(0.0),
                width > 0 && height > 0 ? Optional.of(new Size(width, height)) : Optional.empty());
    }

    private static BigInteger drawn(BigInteger seed) {
        return seed.signum() < 0 ? Seed.RANDOM : seed;
    }

    private Sampling sampling(RequestFields fields) {
        var name = fields.text("sampler_name").or(() -> fields.text("sampler_index"));
        var names = SamplerNames.of(name.orElse("Euler"), fields.text("scheduler"));
        return new Sampling(
                names.sampler(),
                names.schedule(),
                fields.number("steps", 50),
                fields.real("cfg_scale").orElse(7.0),
                tuning(fields));
    }

    private static SamplerTuning tuning(RequestFields fields) {
        var basis = SamplerTuning.DEFAULT.stochastic();
        var churn =
                new SamplerTuning.Stochastic(
                        basis.eta(),
                        basis.etaDdim(),
                        fields.real("s_churn").orElse(basis.churn()),
                        fields.real("s_tmin").orElse(basis.churnMin()),
                        fields.real("s_tmax")
                                .filter(most -> most != 0) // as A1111: no limit
                                .orElse(basis.churnMax()),
                        fields.real("s_noise").orElse(basis.noise()),
                        basis.ensd());
        var guidance = SamplerTuning.DEFAULT.guidance();
        var input = SamplerTuning.ImageInput.DEFAULT;
        return SamplerTuning.DEFAULT
                .withStochastic(churn)
                .withGuidance(
                        new SamplerTuning.Guidance(
                                fields.real("s_min_uncond").orElse(guidance.ngms()),
                                guidance.ngmsAllSteps(),
                                guidance.skipEarly(),
                                fields.real("image_cfg_scale")))
                .withImageInput(
                        new SamplerTuning.ImageInput(
                                fields.real("initial_noise_multiplier")
                                        .orElse(input.noiseMultiplier()),
                                input.extraNoise(),
                                input.fixSteps(),
                                input.colorCorrection(),
                                input.maskWeight()));
    }

    /// The field stands above both settings of that name.
    private static Recipe withEta(Recipe recipe, RequestFields fields) {
        var eta = fields.real("eta");
        if (eta.isEmpty()) {
            return recipe;
        }
        var sampling = recipe.sampling();
        var now = sampling.tuning().stochastic();
        var given =
                new SamplerTuning.Stochastic(
                        eta.get(),
                        eta.get(),
                        now.churn(),
                        now.churnMin(),
                        now.churnMax(),
                        now.noise(),
                        now.ensd());
        return recipe.withSampling(sampling.withTuning(sampling.tuning().withStochastic(given)));
    }

    /// As A1111, which goes on with what is loaded where it does not know an override.
    private Catalogue.Checkpoint checkpoint(RequestFields fields) {
        var wanted = fields.extra("sd_model_checkpoint");
        if (onEas && wanted.isPresent()) {
            return known(wanted.get());
        }
        return fields.override("sd_model_checkpoint")
                .or(() -> fields.override("sd_checkpoint_hash"))
                .flatMap(name -> catalogue.get().checkpoint(name.asText()))
                .orElseGet(settings::checkpoint);
    }

    private Catalogue.Checkpoint known(String name) {
        return catalogue
                .get()
                .checkpoint(name)
                .orElseThrow(() -> WebuiError.UNKNOWN_CHECKPOINT.with(name));
    }

    private Optional<String> vae(RequestFields fields) {
        var wanted =
                fields.extra("sd_vae")
                        .filter(_ -> onEas)
                        .or(() -> fields.override("sd_vae").map(JsonNode::asText));
        return catalogue.get().vae(wanted.orElseGet(settings::vaeName));
    }

    /// What a call names that is not there, a line each. A1111 v1.10.1 goes on with what is loaded
    /// and says nothing (`process_images` drops the override); the lines are ours, in its style.
    ///
    /// @param recipe what the call means
    public List<String> notFound(RequestFields fields, Recipe recipe) {
        var lines = new ArrayList<String>();
        fields.override("sd_model_checkpoint")
                .or(() -> fields.override("sd_checkpoint_hash"))
                .map(JsonNode::asText)
                .filter(name -> !name.isEmpty())
                .filter(name -> catalogue.get().checkpoint(name).isEmpty())
                .ifPresent(name ->
                        lines.add(
                                "Checkpoint not found: %s; used: %s"
                                        .formatted(
                                                name,
                                                recipe.model().map(ModelRef::name).orElse(""))));
        fields.override("sd_vae")
                .map(JsonNode::asText)
                .filter(name -> !name.isEmpty() && !name.equals(Recipe.NO_VAE))
                .filter(name -> recipe.vae().equals(Optional.of(Recipe.NO_VAE)))
                .ifPresent(name -> lines.add("VAE not found: " + name + "; used: None"));
        return lines;
    }

    private Optional<Refiner> refiner(RequestFields fields) {
        var switchAt = fields.real("refiner_switch_at").filter(at -> at < 1);
        return fields.text("refiner_checkpoint")
                .filter(name -> !name.equals("None"))
                .flatMap(name -> switchAt.map(at -> new Refiner(known(name).ref(), at, false)));
    }

    private static Optional<HiresPass> hires(RequestFields fields, Size first) {
        if (!fields.on("enable_hr")) {
            return Optional.empty();
        }
        int width = Size.sideOnGrid(fields.number("hr_resize_x", 0));
        int height = Size.sideOnGrid(fields.number("hr_resize_y", 0));
        double denoising =
                fields.real("denoising_strength").orElseThrow(WebuiError.NO_DENOISING::exception);
        var sampler =
                fields.text("hr_sampler_name")
                        .filter(n -> !n.equals("Use same sampler"))
                        .map(n -> SamplerNames.of(n, fields.text("hr_scheduler")).sampler());
        return Optional.of(
                new HiresPass(
                        fields.real("hr_scale").orElse(2.0),
                        resize(width, height, first),
                        fields.text("hr_upscaler").orElse("Latent"),
                        fields.number("hr_second_pass_steps", 0),
                        denoising,
                        sampler,
                        fields.text("hr_scheduler").flatMap(SamplerNames::schedule),
                        fields.text("hr_prompt").orElse(""),
                        fields.text("hr_negative_prompt").orElse("")));
    }

    /// A side of 0 follows from the other and the shape of the first pass.
    private static Optional<Size> resize(int width, int height, Size first) {
        if (width <= 0 && height <= 0) {
            return Optional.empty();
        }
        int wide = width > 0 ? width : height * first.width() / first.height();
        int high = height > 0 ? height : width * first.height() / first.width();
        return Optional.of(Size.onGrid(wide, high));
    }

    /// A1111's infotext keeps the size as it was requested.
    private static List<ExtraField> oneSided(RequestFields fields) {
        int width = Math.max(0, fields.number("hr_resize_x", 0));
        int height = Math.max(0, fields.number("hr_resize_y", 0));
        boolean one = fields.on("enable_hr") && (width == 0) != (height == 0);
        return one ? List.of(new ExtraField("Hires resize", width + "x" + height, "")) : List.of();
    }

    private static Mode picture(RequestFields fields, ScratchFiles scratch) {
        var images = fields.extra("image_link").map(List::of).orElse(fields.texts("init_images"));
        if (images.isEmpty()) {
            throw WebuiError.INIT_IMAGE_NOT_FOUND.exception();
        }
        var image = scratch.picture(images.getFirst());
        double denoising = fields.real("denoising_strength").orElse(0.75);
        var fit = fit(fields.number("resize_mode", 0));
        var mask = fields.text("mask");
        return mask.isPresent()
                ? new Mode.Inpaint(image, scratch.picture(mask.get()), denoising, fit, mask(fields))
                : new Mode.ImageToImage(image, denoising, fit);
    }

    private static Mode.MaskSettings mask(RequestFields fields) {
        int blur =
                fields.number(
                        "mask_blur",
                        Math.max(fields.number("mask_blur_x", 4), fields.number("mask_blur_y", 4)));
        return new Mode.MaskSettings(
                fill(fields.number("inpainting_fill", 0)),
                blur,
                fields.number("inpainting_mask_invert", 0) != 0,
                fields.on("mask_round"),
                fields.on("inpaint_full_res")
                        ? Optional.of(fields.number("inpaint_full_res_padding", 0))
                        : Optional.empty());
    }

    private static Mode.Fit fit(int number) {
        return switch (number) {
            case 0 -> Mode.Fit.STRETCH;
            case 1 -> Mode.Fit.CROP;
            case 2 -> Mode.Fit.FILL;
            case 3 -> Mode.Fit.LATENT;
            default -> throw new IllegalArgumentException("resize_mode: expected 0 to 3");
        };
    }

    private static Mode.Fill fill(int number) {
        return switch (number) {
            case 0 -> Mode.Fill.BLURRED;
            case 1 -> Mode.Fill.ORIGINAL;
            case 2 -> Mode.Fill.LATENT_NOISE;
            case 3 -> Mode.Fill.LATENT_NOTHING;
            default -> throw new IllegalArgumentException("inpainting_fill: expected 0 to 3");
        };
    }
}
