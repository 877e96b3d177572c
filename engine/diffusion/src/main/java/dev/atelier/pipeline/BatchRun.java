package dev.atelier.pipeline;

import dev.atelier.latent.Latent;
import dev.atelier.noise.BrownianNoise;
import dev.atelier.noise.ImageNoise;
import dev.atelier.noise.ImageSize;
import dev.atelier.noise.NoiseSeeds;
import dev.atelier.noise.StepNoise;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTrait;
import dev.atelier.recipe.Tuning;
import dev.atelier.sampling.Run;
import dev.atelier.sampling.Sampler;
import dev.atelier.sampling.SamplerOptions;
import dev.atelier.sampling.SigmaRange;
import dev.atelier.sampling.StepObserver;
import dev.atelier.sampling.TimestepPlan;
import dev.atelier.sampling.UniPcOptions;
import dev.atelier.sampling.catalog.SamplerEntry;
import dev.atelier.sampling.catalog.Samplers;
import dev.atelier.sampling.schedule.LcmSchedule;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.sampling.schedule.Scaling;
import dev.atelier.sampling.schedule.ScheduleOptions;
import dev.atelier.sampling.schedule.SigmaTable;
import dev.atelier.sampling.schedule.Timesteps;
import dev.atelier.sampling.timestep.Ddim;
import dev.atelier.torch.Torch;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/// Makes the latents of one batch from words: noise, schedule and sampler of a recipe put together
/// as A1111 v1.10.1's `StableDiffusionProcessingTxt2Img.sample` does.
final class BatchRun {
    private static final int DOWNSCALE = 8;

    private final Model model;
    private final Recipe recipe;
    private final SamplerEntry entry;
    private final NoiseSchedule trained;
    private final Guide.Listener listener;

    BatchRun(Model model, Recipe recipe, Guide.Listener listener) {
        this.model = model;
        this.recipe = recipe;
        this.listener = listener;
        this.entry = Samplers.of(recipe.sampling().sampler());
        var stable = NoiseSchedule.stableDiffusion();
        this.trained = tuning().sigmas().zeroTerminalSnr() ? stable.withZeroTerminalSnr() : stable;
    }

    /// The latents of the batch, as the autoencoder takes them before division by its scale.
    ///
    /// @param batch 0-based
    Latent latents(Conditions conditions, int batch) {
        var seeds = seeds(batch);
        var size = recipe.size();
        var shape = new ImageSize(4, size.height() / DOWNSCALE, size.width() / DOWNSCALE);
        var noise = new ImageNoise(seeds, shape);
        var x = noise.next();
        int steps = recipe.sampling().steps();
        return switch (entry.sampler()) {
            case Sampler.OverTimesteps sampler -> {
                var plan = new TimestepPlan(Timesteps.of(steps), trained.alphasCumprod(), false);
                yield sampler.sample(guide(conditions), x, plan, run(noise));
            }
            case Sampler.OverSigmas sampler -> {
                var sigmas = sigmas();
                var start = x.times(startLevel(sigmas[0]));
                yield sampler.sample(
                        guide(conditions),
                        start,
                        sigmas,
                        run(stepNoise(noise, seeds, shape, sigmas)));
            }
            case Sampler.OverRange sampler -> {
                var sigmas = sigmas();
                var range = new SigmaRange(trained.sigmaMin(), trained.sigmaMax(), steps);
                var start = x.times(startLevel(sigmas[0]));
                yield sampler.sample(guide(conditions), start, range, run(noise));
            }
        };
    }

    /// Calls of the network that prompts and progress reckon with.
    int calls() {
        return entry.callsFor(recipe.sampling().steps());
    }

    private NoiseSeeds seeds(int batch) {
        int size = recipe.batch().size();
        var seeds = new long[size];
        var variations = new long[size];
        for (int i = 0; i < size; i++) {
            var seed = recipe.seed().ofImage(batch * size + i);
            seeds[i] = seed.value();
            variations[i] = seed.variation();
        }
        var resize =
                recipe.seed()
                        .resizeFrom()
                        .map(from -> new NoiseSeeds.Resize(from.width(), from.height()))
                        .orElse(NoiseSeeds.Resize.NONE);
        return new NoiseSeeds(
                recipe.noise(),
                new NoiseSeeds.Images(seeds),
                new NoiseSeeds.Variation(recipe.seed().strength(), variations),
                resize,
                entry.has(SamplerTrait.USES_ENSD) ? tuning().stochastic().ensd() : 0);
    }

    private Tuning tuning() {
        return recipe.sampling().tuning();
    }

    private SigmaTable table() {
        return recipe.sampling().sampler() == SamplerId.LCM ? new LcmSchedule(trained) : trained;
    }

    private double[] sigmas() {
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
                        .withDiscardNextToLast(settings.discardNextToLast());
        var sampling = recipe.sampling();
        return entry.sigmas(sampling.schedule(), sampling.steps(), table(), options);
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

    private Run run(StepNoise noise) {
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
        return new Run(entry.accepted(options), noise, StepObserver.none());
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

    private Guide guide(Conditions conditions) {
        double scale = recipe.sampling().cfgScale();
        if (recipe.sampling().sampler() == SamplerId.DDIM_CFGPP) {
            scale *= Ddim.CFGPP_SCALE;
        }
        var settings =
                new Guide.Settings(scale, tuning().guidance(), calls(), timestep(), scaling());
        Torch torch = model.compute().torch();
        return new Guide(torch, model.networks().unet(), conditions, settings, listener);
    }

    private DoubleUnaryOperator timestep() {
        if (tuning().sigmas().quantized()) {
            return trained::sigmaToNearestT;
        }
        return table()::sigmaToT;
    }

    private DoubleFunction<Scaling> scaling() {
        return table() instanceof LcmSchedule lcm ? lcm::scaling : Scaling::eps;
    }
}
