package dev.atelier.app.cli;

import static java.util.Objects.requireNonNullElse;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A recipe's fields under A1111's names; what is not given keeps the value of the base recipe.
final class RecipeOptions {
    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "What to draw.")
    private @Nullable String prompt;

    @Option(
            names = {"-n", "--negative-prompt"},
            paramLabel = "TEXT",
            description = "What not to draw.")
    private @Nullable String negativePrompt;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = Converters.OfSize.class,
            description = "Size in pixels, multiples of 8. Default: the model's own.")
    private @Nullable Size size;

    @Option(names = "--width", paramLabel = "PX", description = "Width alone.")
    private @Nullable Integer width;

    @Option(names = "--height", paramLabel = "PX", description = "Height alone.")
    private @Nullable Integer height;

    @Option(names = "--batch-size", paramLabel = "N", description = "Pictures at once.")
    private @Nullable Integer batchSize;

    @Option(
            names = {"--batch-count", "--n-iter"},
            paramLabel = "N",
            description = "How often.")
    private @Nullable Integer batchCount;

    @Option(
            names = "--rng",
            paramLabel = "SOURCE",
            description = "Source of noise: ${COMPLETION-CANDIDATES}.")
    private @Nullable NoiseSource rng;

    @Option(names = "--tiling", negatable = true, description = "Make edges fit each other.")
    private @Nullable Boolean tiling;

    @Option(
            names = "--vae",
            paramLabel = "FILE",
            description =
                    "Autoencoder: a file, automatic (the one beside the checkpoint, or its own) or none (its own). Default: automatic.")
    private @Nullable String vae;

    @Option(
            names = "--lora",
            paramLabel = "NAME[:TEXT[:UNET]]",
            converter = Converters.OfLora.class,
            description =
                    "A LoRA, by name or file, and its weights in the text models and the UNet. May be repeated. Default weight: 1. Names are looked up in folders such as lora beside the checkpoint, in the A1111 or ComfyUI that it lies in, and in the data folder.")
    private List<LoraUse> loras = List.of();

    @Option(
            names = "--control",
            paramLabel = "KEY=VALUE, …",
            converter = ControlOption.class,
            description = {
                "A ControlNet unit, such as \"" + ControlOption.EXAMPLE + "\". May be repeated.",
                "model: a ControlNet or T2I-Adapter, by name or file. image: default the picture to start from. module: see 'detect --list'; default none. weight: default 1.",
                "start, end: the share of the steps, 0..1. mode: balanced, prompt, control. resize: stretch, crop, fill. resolution, a, b: the module's numbers. pixel_perfect: true or false. mask: what is repainted, for inpaint modules. region: bright where the unit counts. hires: both, first, second."
            })
    private List<ControlUnit> controls = List.of();

    @ArgGroup(heading = "%nSeed%n", validate = false)
    private SeedOptions seed = new SeedOptions();

    @ArgGroup(heading = "%nSampling%n", validate = false)
    private SamplingOptions sampling = new SamplingOptions();

    @ArgGroup(heading = "%nFiner sampling%n", validate = false)
    private TuningOptions tuning = new TuningOptions();

    @ArgGroup(heading = "%nReading the prompt%n", validate = false)
    private TextOptions text = new TextOptions();

    @ArgGroup(heading = "%nSecond pass (hires. fix)%n", validate = false)
    private HiresOptions hires = new HiresOptions();

    @ArgGroup(heading = "%nStarting from a picture%n", validate = false)
    private ModeOptions mode = new ModeOptions();

    /// Seeds and their variation.
    static final class SeedOptions {
        @Option(
                names = {"-s", "--seed"},
                paramLabel = "N",
                description = "0 to 18446744073709551615; -1 draws one.")
        private @Nullable BigInteger value;

        @Option(names = "--subseed", paramLabel = "N", description = "A second seed to drift to.")
        private @Nullable BigInteger subseed;

        @Option(names = "--subseed-strength", paramLabel = "0..1", description = "How far.")
        private @Nullable Double strength;

        @Option(
                names = "--seed-resize-from",
                paramLabel = "WxH",
                converter = Converters.OfSize.class,
                description = "Take the noise of a picture of this size.")
        private @Nullable Size resizeFrom;

        Seed over(Seed base) {
            return new Seed(
                    requireNonNullElse(value, base.value()),
                    requireNonNullElse(subseed, base.variation()),
                    requireNonNullElse(strength, base.strength()),
                    resizeFrom == null ? base.resizeFrom() : Optional.of(resizeFrom));
        }
    }

    /// Whether there is a prompt, be it an empty one.
    boolean namesPrompt() {
        return prompt != null;
    }

    /// Whether control units were given here, so that a base recipe's do not count.
    boolean namesControls() {
        return !controls.isEmpty();
    }

    /// Whether both sides were requested.
    boolean namesWholeSize() {
        return size != null || (width != null && height != null);
    }

    /// `base` in the size asked for; a side that was not keeps its length.
    Recipe sizeOver(Recipe base) {
        requireSide("--width", width);
        requireSide("--height", height);
        var side = requireNonNullElse(size, base.size());
        return base.withSize(
                new Size(
                        requireNonNullElse(width, side.width()),
                        requireNonNullElse(height, side.height())));
    }

    /// Says which of the two sides is wrong, where a size could only say that one is.
    private static void requireSide(String option, @Nullable Integer pixels) {
        if (pixels == null) {
            return;
        }
        if (pixels < Size.MIN || pixels > Size.MAX) {
            var range = Message.of("expected.range", Size.MIN, Size.MAX);
            throw InvalidValueException.of(option, range, pixels);
        }
        if (!Size.isOnGrid(pixels, pixels)) {
            throw InvalidValueException.of(option, Message.of("expected.multiples"), pixels);
        }
    }

    /// `base` with what was given.
    ///
    /// @throws IllegalArgumentException when a value is out of range; the message names it
    Recipe over(Recipe base) {
        return sizeOver(base)
                .withPrompt(requireNonNullElse(prompt, base.prompt()))
                .withNegativePrompt(requireNonNullElse(negativePrompt, base.negativePrompt()))
                .withBatch(
                        new Batch(
                                requireNonNullElse(batchSize, base.batch().size()),
                                requireNonNullElse(batchCount, base.batch().count())))
                .withNoise(requireNonNullElse(rng, base.noise()))
                .withTiling(requireNonNullElse(tiling, base.tiling()))
                .withLoras(loras.isEmpty() ? base.loras() : loras)
                .withControls(controls.isEmpty() ? base.controls() : controls)
                .withVae(vae == null ? base.vae() : Optional.of(vaeOption(vae)))
                .withSeed(seed.over(base.seed()))
                .withSampling(
                        sampling.over(base.sampling())
                                .withTuning(tuning.over(base.sampling().tuning())))
                .withText(text.over(base.text()))
                .withHires(hires.over(base.hires()))
                .withMode(mode.over(base.mode()));
    }

    /// A1111's words in any case, anything else as it is.
    private static String vaeOption(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "none" -> Recipe.NO_VAE;
            case "automatic" -> Recipe.AUTOMATIC_VAE;
            default -> given;
        };
    }
}
