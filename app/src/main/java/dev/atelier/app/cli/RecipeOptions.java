package dev.atelier.app.cli;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.Tuning;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The fields of a recipe as options under A1111's names. An option that is not given leaves the
/// recipe it is applied to as it was.
final class RecipeOptions {
    @Option(names = {"-n", "--negative-prompt"}, paramLabel = "TEXT", description = "What the picture must not show.")
    private @Nullable String negative;

    @Option(names = "--size", paramLabel = "WxH", description = "Size in pixels, multiples of 8 (default: the model's own).")
    private @Nullable String size;

    @Option(names = {"-s", "--seed"}, paramLabel = "N", description = "Seed; -1 draws one.")
    private @Nullable Long seed;

    @Option(names = "--subseed", paramLabel = "N", description = "Variation seed.")
    private @Nullable Long subseed;

    @Option(names = "--subseed-strength", paramLabel = "0..1", description = "How far to drift to the variation seed.")
    private @Nullable Double strength;

    @Option(names = "--seed-resize-from", paramLabel = "WxH", description = "Take the noise of a picture of this size.")
    private @Nullable String resizeFrom;

    @Option(names = "--sampler", paramLabel = "NAME", description = "Sampler, such as \"Euler a\".")
    private @Nullable String sampler;

    @Option(names = "--schedule", paramLabel = "NAME", description = "Schedule type, such as Karras.")
    private @Nullable String schedule;

    @Option(names = "--steps", paramLabel = "N", description = "Sampling steps.")
    private @Nullable Integer steps;

    @Option(names = "--cfg-scale", paramLabel = "X", description = "How closely the prompt is followed; 1 is not at all.")
    private @Nullable Double cfg;

    @Option(names = "--clip-skip", paramLabel = "N", description = "Layers of the text encoder to leave out, plus one.")
    private @Nullable Integer clipSkip;

    @Option(names = "--emphasis", paramLabel = "NAME", description = "Original, \"No norm\", Ignore or None.")
    private @Nullable String emphasis;

    @Option(names = "--pad-conds", description = "Fill the shorter of the two prompts with empty chunks.")
    private boolean padConds;

    @Option(names = "--rng", paramLabel = "NAME", description = "Source of noise: GPU, CPU or NV.")
    private @Nullable NoiseSource noise;

    @Option(names = "--tiling", description = "Edges that fit each other.")
    private boolean tiling;

    @Option(names = "--batch-size", paramLabel = "N", description = "Pictures made at once.")
    private @Nullable Integer batchSize;

    @Option(names = "--batch-count", paramLabel = "N", description = "How often.")
    private @Nullable Integer batchCount;

    @Option(names = "--eta", paramLabel = "X", description = "Share of fresh noise of ancestral samplers.")
    private @Nullable Double eta;

    @Option(names = "--eta-ddim", paramLabel = "X", description = "Share of fresh noise of DDIM.")
    private @Nullable Double etaDdim;

    @Option(names = "--s-churn", paramLabel = "X", description = "Extra noise of Euler, Heun and DPM2.")
    private @Nullable Double churn;

    @Option(names = "--s-tmin", paramLabel = "X", description = "Lowest sigma with extra noise.")
    private @Nullable Double churnMin;

    @Option(names = "--s-tmax", paramLabel = "X", description = "Highest sigma with extra noise; 0 is no limit.")
    private @Nullable Double churnMax;

    @Option(names = "--s-noise", paramLabel = "X", description = "Factor on added noise.")
    private @Nullable Double noiseFactor;

    @Option(names = "--ensd", paramLabel = "N", description = "Added to the seed for noise after the first.")
    private @Nullable Long ensd;

    @Option(names = "--ngms", paramLabel = "SIGMA", description = "Below this sigma every other step goes without the negative prompt.")
    private @Nullable Double ngms;

    @Option(names = "--skip-early-cfg", paramLabel = "0..1", description = "Share of steps at the start without the negative prompt.")
    private @Nullable Double skipEarly;

    @Option(names = "--sigma-min", paramLabel = "X", description = "Lowest sigma; 0 is the model's.")
    private @Nullable Double sigmaMin;

    @Option(names = "--sigma-max", paramLabel = "X", description = "Highest sigma; 0 is the model's.")
    private @Nullable Double sigmaMax;

    @Option(names = "--rho", paramLabel = "X", description = "Bend of the Karras and Polyexponential schedules.")
    private @Nullable Double rho;

    @Option(names = "--discard-penultimate-sigma", description = "Leave out the last sigma before 0.")
    private boolean discard;

    @Option(names = "--zero-terminal-snr", description = "Rescale the noise schedule to end in pure noise.")
    private boolean zeroTerminalSnr;

    /// The recipe with the given options put in.
    Recipe apply(Recipe recipe) {
        var batch = recipe.batch();
        return recipe.withNegativePrompt(or(negative, recipe.negativePrompt()))
                .withSize(size == null ? recipe.size() : Size.parse(size))
                .withSeed(seed(recipe.seed()))
                .withSampling(sampling(recipe.sampling()))
                .withText(text(recipe.text()))
                .withNoise(or(noise, recipe.noise()))
                .withTiling(tiling || recipe.tiling())
                .withBatch(new Batch(or(batchSize, batch.size()), or(batchCount, batch.count())));
    }

    /// Whether the size was given.
    boolean namesSize() {
        return size != null;
    }

    private Seed seed(Seed old) {
        return new Seed(
                or(seed, old.value()),
                or(subseed, old.variation()),
                or(strength, old.strength()),
                resizeFrom == null ? old.resizeFrom() : Optional.of(Size.parse(resizeFrom)));
    }

    private Sampling sampling(Sampling old) {
        return new Sampling(
                sampler == null
                        ? old.sampler()
                        : named("sampler", sampler, SamplerId::ofLabel, SamplerId.values(), SamplerId::label),
                schedule == null
                        ? old.schedule()
                        : named("schedule", schedule, ScheduleId::ofLabel, ScheduleId.values(), ScheduleId::label),
                or(steps, old.steps()),
                or(cfg, old.cfgScale()),
                tuning(old.tuning()));
    }

    private Tuning tuning(Tuning old) {
        var s = old.stochastic();
        var stochastic =
                new Tuning.Stochastic(
                        or(eta, s.eta()),
                        or(etaDdim, s.etaDdim()),
                        or(churn, s.churn()),
                        or(churnMin, s.churnMin()),
                        or(churnMax, s.churnMax()),
                        or(noiseFactor, s.noise()),
                        or(ensd, s.ensd()));
        var d = old.sigmas();
        var sigmas =
                new Tuning.SigmaSettings(
                        or(sigmaMin, d.min()),
                        or(sigmaMax, d.max()),
                        or(rho, d.rho()),
                        d.oldKarras(),
                        discard || d.discardNextToLast(),
                        d.sgmNoise(),
                        d.quantized(),
                        zeroTerminalSnr || d.zeroTerminalSnr(),
                        d.betaAlpha(),
                        d.betaBeta());
        var g = old.guidance();
        var guidance = new Tuning.Guidance(or(ngms, g.ngms()), g.ngmsAllSteps(), or(skipEarly, g.skipEarly()));
        return new Tuning(stochastic, sigmas, guidance, old.uniPc());
    }

    private TextSettings text(TextSettings old) {
        return new TextSettings(
                or(clipSkip, old.clipSkip()),
                emphasis == null
                        ? old.emphasis()
                        : named("emphasis", emphasis, Emphasis::ofLabel, Emphasis.values(), Emphasis::label),
                old.commaBacktrack(),
                padConds ? Padding.EMPTY_CHUNKS : old.padding(),
                old.oldEditing());
    }

    private static <T> T named(
            String what,
            String name,
            Function<String, Optional<T>> find,
            T[] all,
            Function<T, String> label) {
        return find.apply(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "unknown %s \"%s\", one of %s"
                                                .formatted(
                                                        what,
                                                        name,
                                                        Arrays.stream(all)
                                                                .map(label)
                                                                .collect(Collectors.joining(", ")))));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
