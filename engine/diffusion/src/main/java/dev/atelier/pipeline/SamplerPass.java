package dev.atelier.pipeline;

import dev.atelier.checkpoint.Variant;
import dev.atelier.latent.Latent;
import dev.atelier.noise.BrownianNoise;
import dev.atelier.noise.ImageNoise;
import dev.atelier.noise.ImageSize;
import dev.atelier.noise.NoiseSeeds;
import dev.atelier.noise.StepNoise;
import dev.atelier.pipeline.RunModels.Prompts;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTrait;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.sampling.Ddim;
import dev.atelier.sampling.Run;
import dev.atelier.sampling.Sampler;
import dev.atelier.sampling.SamplerEntry;
import dev.atelier.sampling.SamplerOptions;
import dev.atelier.sampling.Samplers;
import dev.atelier.sampling.SigmaRange;
import dev.atelier.sampling.TimestepPlan;
import dev.atelier.sampling.UniPcOptions;
import dev.atelier.sampling.schedule.ImageToImageSteps;
import dev.atelier.sampling.schedule.LcmSchedule;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.sampling.schedule.ScheduleOptions;
import dev.atelier.sampling.schedule.SigmaTable;
import dev.atelier.sampling.schedule.Timesteps;
import java.util.Locale;
import java.util.Optional;

/// One run of one sampler over a batch: noise, schedule, guidance and sampler of a recipe put
/// together as A1111 v1.10.1's `sd_samplers_kdiffusion` and `sd_samplers_timesteps` do. A picture
/// takes one such pass, or two with hires fix.
final class SamplerPass {
    private final RunModels models;
    private final Recipe recipe;
    private final Choice choice;
    private final SamplerEntry entry;
    private final NoiseSchedule trained;
    private final CfgDenoiser.Listener listener;

    /// What differs between the passes of one recipe.
    ///
    /// @param beforeHires whether a second pass follows
    record Choice(SamplerId sampler, ScheduleId schedule, int steps, boolean beforeHires) {}

    SamplerPass(RunModels models, Recipe recipe, Choice choice, CfgDenoiser.Listener listener) {
        this.models = models;
        this.recipe = recipe;
        this.choice = choice;
        this.listener = listener;
        this.entry = Samplers.of(choice.sampler);
        this.trained = models.model().schedule(tuning());
    }

    /// Calls of the network that prompts reckon with.
    int calls() {
        return entry.id().callsFor(choice.steps);
    }

    /// The same for so many steps.
    int calls(int steps) {
        return entry.id().callsFor(steps);
    }

    /// Text to image: from pure noise of the given size.
    ///
    /// @param batch 0-based
    /// @param concat what an inpainting network sees, see [ImageStart]
    Latent fromNoise(Prompts prompts, int batch, ImageSize shape, Optional<Latent> concat) {
        var seeds = seeds(batch);
        var noise = new ImageNoise(seeds, shape);
        var x = noise.next();
        var clock = new StepClock(choice.steps);
        var denoiser = denoiser(prompts, new Way(calls(), clock), Optional.empty(), concat);
        return switch (entry.sampler()) {
            case Sampler.OverTimesteps sampler -> {
                var timesteps = Timesteps.of(choice.steps);
                var plan = new TimestepPlan(timesteps, trained.alphasCumprod(), false);
                yield sampler.sample(denoiser, x, plan, run(noise, clock));
            }
            case Sampler.OverSigmas sampler -> {
                var sigmas = sigmas(choice.steps);
                var start = x.times(startLevel(sigmas[0]));
                var steps = run(stepNoise(noise, seeds, shape, sigmas), clock);
                yield sampler.sample(denoiser, start, sigmas, steps);
            }
            case Sampler.OverRange sampler -> {
                var range = new SigmaRange(trained.sigmaMin(), trained.sigmaMax(), choice.steps);
                var start = x.times(startLevel(sigmas(choice.steps)[0]));
                yield sampler.sample(denoiser, start, range, run(noise, clock));
            }
        };
    }

    /// Image to image: from a latent of the batch's size, noised as deep as `steps` says. The noise
    /// is the first draw of each seed at that size. What a mask keeps is put back at the end.
    Latent fromImage(ImageStart from, ImageToImageSteps steps, Prompts prompts, int batch) {
        var made = unmasked(from, steps, prompts, batch);
        return from.mask().map(mask -> mask.blend(made)).orElse(made);
    }

    private Latent unmasked(ImageStart from, ImageToImageSteps steps, Prompts prompts, int batch) {
        var image = from.latent();
        var seeds = seeds(batch);
        var shape = new ImageSize(image.channels(), image.height(), image.width());
        var noise = new ImageNoise(seeds, shape);
        var x = noise.next().times(tuning().imageInput().noiseMultiplier());
        double extra = tuning().imageInput().extraNoise();
        if (steps.none()) {
            return extra == 0 ? image : image.plusScaled(x, extra);
        }
        int count = steps.encode() + 1;
        var clock = new StepClock(count);
        var way = new Way(entry.id().callsFor(count), clock);
        var denoiser = denoiser(prompts, way, from.mask(), from.concat());
        return switch (entry.sampler()) {
            case Sampler.OverTimesteps sampler -> {
                var mix = trained.startMix(Timesteps.start(steps));
                var start =
                        image.times(mix.signal()).plusScaled(x, mix.noise() + extra * mix.signal());
                var timesteps = Timesteps.of(steps);
                var plan = new TimestepPlan(timesteps, trained.alphasCumprod(), true);
                yield sampler.sample(denoiser, start, plan, run(noise, clock));
            }
            case Sampler.OverSigmas sampler -> {
                var all = sigmas(steps.total());
                var sigmas = steps.of(all);
                var start = image.plusScaled(x, sigmas[0] + extra);
                // The Brownian tree spans the whole schedule, not only the part that is run.
                yield sampler.sample(
                        denoiser, start, sigmas, run(stepNoise(noise, seeds, shape, all), clock));
            }
            case Sampler.OverRange sampler -> {
                var sigmas = steps.of(sigmas(steps.total()));
                var start = image.plusScaled(x, sigmas[0] + extra);
                yield sampler.sample(
                        denoiser, start, SigmaRange.ofSigmas(sigmas), run(noise, clock));
            }
        };
    }

    private NoiseSeeds seeds(int batch) {
        int size = recipe.batch().size();
        var seeds = new long[size];
        var variations = new long[size];
        for (int i = 0; i < size; i++) {
            var seed = recipe.seed().ofImage(batch * size + i);
            seeds[i] = seed.bits();
            variations[i] = seed.variationBits();
        }
        var resize =
                recipe.seed()
                        .resizeFrom()
                        .map(from -> models.model().latentSize(from.width(), from.height()))
                        .map(from -> new NoiseSeeds.Resize(from.width(), from.height()))
                        .orElse(NoiseSeeds.Resize.NONE);
        return new NoiseSeeds(
                recipe.noise(),
                new NoiseSeeds.Images(seeds),
                new NoiseSeeds.Variation(recipe.seed().strength(), variations),
                resize,
                entry.has(SamplerTrait.USES_ENSD) ? tuning().stochastic().ensd() : 0);
    }

    private SamplerTuning tuning() {
        return recipe.sampling().tuning();
    }

    private SigmaTable table(NoiseSchedule schedule) {
        return choice.sampler == SamplerId.LCM ? new LcmSchedule(schedule) : schedule;
    }

    private double[] sigmas(int steps) {
        var settings = tuning().sigmas();
        var bounds =
                settings.oldKarras()
                        ? ScheduleOptions.Bounds.OLD_KARRAS
                        : new ScheduleOptions.Bounds(settings.min(), settings.max());
        var options =
                ScheduleOptions.DEFAULT
                        .withBounds(bounds)
                        .withRho(settings.rho())
                        .withBeta(
                                new ScheduleOptions.Beta(settings.betaAlpha(), settings.betaBeta()))
                        .withDiscardNextToLast(settings.discardNextToLast())
                        .withXl(models.model().config().family().isXl());
        return entry.sigmas(choice.schedule, steps, table(trained), options);
    }

    /// What unit noise is multiplied with at the start.
    private double startLevel(double sigma) {
        return tuning().sigmas().sgmNoise() ? Math.sqrt(1 + sigma * sigma) : sigma;
    }

    private StepNoise stepNoise(
            ImageNoise noise, NoiseSeeds seeds, ImageSize shape, double[] sigmas) {
        return entry.has(SamplerTrait.BROWNIAN_NOISE)
                ? new BrownianNoise(noise, seeds, shape, sigmas)
                : noise;
    }

    private Run run(StepNoise noise, StepClock clock) {
        var stochastic = tuning().stochastic();
        var churn =
                new SamplerOptions.Churn(
                        stochastic.churn(),
                        stochastic.churnMin(),
                        stochastic.churnMax() == 0
                                ? Double.POSITIVE_INFINITY
                                : stochastic.churnMax());
        double eta = entry.has(SamplerTrait.DDIM_ETA) ? stochastic.etaDdim() : stochastic.eta();
        var options = new SamplerOptions(eta, stochastic.noise(), churn, uniPc());
        return new Run(entry.accepted(options), noise, clock);
    }

    private UniPcOptions uniPc() {
        var settings = tuning().uniPc();
        return new UniPcOptions(
                UniPcOptions.Variant.valueOf(settings.variant().toUpperCase(Locale.ROOT)),
                switch (settings.skipType()) {
                    case "logSNR" -> UniPcOptions.Spacing.LOG_SNR;
                    case "time_quadratic" -> UniPcOptions.Spacing.TIME_QUADRATIC;
                    default -> UniPcOptions.Spacing.TIME_UNIFORM;
                },
                settings.order(),
                settings.lowerOrderFinal());
    }

    /// @param calls of the network the guidance reckons with
    private record Way(int calls, StepClock clock) {}

    private CfgDenoiser denoiser(
            Prompts prompts, Way way, Optional<LatentMask> mask, Optional<Latent> concat) {
        double scale = recipe.sampling().cfgScale();
        if (choice.sampler == SamplerId.DDIM_CFGPP) {
            scale *= Ddim.CFGPP_SCALE;
        }
        var guidance = tuning().guidance();
        var settings = new CfgDenoiser.Settings(scale, guidance, way.calls);
        var control = models.control().pass(way.clock);
        var first = stage(reading(models.model(), prompts.base()), concat, control);
        var second = refinement(prompts, concat, control.without());
        return new CfgDenoiser(first, second, settings, mask, listener);
    }

    /// A model, its noise levels, and the prompts as it reads them.
    private record Read(Model model, NoiseSchedule schedule, PromptConditioning conditions) {}

    private Read reading(Model model, PromptConditioning conditions) {
        return new Read(model, model.schedule(tuning()), conditions);
    }

    private CfgDenoiser.Stage stage(Read read, Optional<Latent> concat, ControlRun.Pass control) {
        boolean quantized = tuning().sigmas().quantized();
        var table = table(read.schedule);
        var network =
                new DenoiserAdapter(read.model, read.schedule, table, quantized, concat, control);
        return new CfgDenoiser.Stage(network, read.conditions);
    }

    /// A hires fix has its refiner in the second pass, as A1111's `hires_fix_refiner_pass` says.
    private Optional<CfgDenoiser.Refinement> refinement(
            Prompts prompts, Optional<Latent> concat, ControlRun.Pass control) {
        if (choice.beforeHires || models.refiner().isEmpty()) {
            return Optional.empty();
        }
        var model = models.refiner().get().model();
        var conditions = prompts.refiner().orElseThrow();
        var refiner = recipe.refiner().orElseThrow();
        var conditioning =
                model.config().variant() == Variant.STANDARD ? Optional.<Latent>empty() : concat;
        var stage = stage(reading(model, conditions), conditioning, control);
        return Optional.of(
                new CfgDenoiser.Refinement(stage, refiner.switchAt(), refiner.bySamplingSteps()));
    }
}
