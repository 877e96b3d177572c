package dev.atelier.app.cli;

import static java.util.Objects.requireNonNullElse;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Tuning;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Sampler, schedule, steps, guidance and their finer settings.
final class SamplingOptions {
    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            converter = Names.OfSampler.class,
            description = "As in A1111, such as \"Euler a\".")
    private @Nullable SamplerId sampler;

    @Option(
            names = {"--schedule", "--scheduler"},
            paramLabel = "NAME",
            converter = Names.OfSchedule.class,
            description = "Schedule type, such as Karras.")
    private @Nullable ScheduleId schedule;

    @Option(names = "--steps", paramLabel = "N", description = "20 is usual.")
    private @Nullable Integer steps;

    @Option(
            names = "--cfg-scale",
            paramLabel = "X",
            description = "How closely to follow the prompt.")
    private @Nullable Double cfgScale;

    @Option(names = "--eta", paramLabel = "X", description = "Fresh noise of ancestral samplers.")
    private @Nullable Double eta;

    @Option(names = "--eta-ddim", paramLabel = "X", description = "Fresh noise of DDIM.")
    private @Nullable Double etaDdim;

    @Option(names = "--s-churn", paramLabel = "X", description = "Sigma churn.")
    private @Nullable Double churn;

    @Option(names = "--s-tmin", paramLabel = "X", description = "Churn above this sigma.")
    private @Nullable Double churnMin;

    @Option(
            names = "--s-tmax",
            paramLabel = "X",
            description = "Churn below this sigma, 0: no limit.")
    private @Nullable Double churnMax;

    @Option(names = "--s-noise", paramLabel = "X", description = "Factor on added noise.")
    private @Nullable Double noise;

    @Option(names = "--ensd", paramLabel = "N", description = "Eta noise seed delta.")
    private @Nullable Long ensd;

    @Option(
            names = "--ngms",
            paramLabel = "SIGMA",
            description = "Negative guidance minimum sigma.")
    private @Nullable Double ngms;

    @Option(names = "--ngms-all-steps", description = "NGMS on every step, not every other.")
    private @Nullable Boolean ngmsAllSteps;

    @Option(
            names = "--skip-early-cond",
            paramLabel = "0..1",
            description = "Ignore the negative prompt early.")
    private @Nullable Double skipEarly;

    @Option(names = "--sigma-min", paramLabel = "X", description = "0: the model's.")
    private @Nullable Double sigmaMin;

    @Option(names = "--sigma-max", paramLabel = "X", description = "0: the model's.")
    private @Nullable Double sigmaMax;

    @Option(names = "--rho", paramLabel = "X", description = "0: the schedule's.")
    private @Nullable Double rho;

    @Option(names = "--zero-terminal-snr", description = "Noise schedule with zero terminal SNR.")
    private @Nullable Boolean zeroTerminalSnr;

    Sampling over(Sampling base) {
        return new Sampling(
                requireNonNullElse(sampler, base.sampler()),
                requireNonNullElse(schedule, base.schedule()),
                requireNonNullElse(steps, base.steps()),
                requireNonNullElse(cfgScale, base.cfgScale()),
                base.tuning()
                        .withStochastic(over(base.tuning().stochastic()))
                        .withSigmas(over(base.tuning().sigmas()))
                        .withGuidance(over(base.tuning().guidance())));
    }

    private Tuning.Stochastic over(Tuning.Stochastic base) {
        return new Tuning.Stochastic(
                requireNonNullElse(eta, base.eta()),
                requireNonNullElse(etaDdim, base.etaDdim()),
                requireNonNullElse(churn, base.churn()),
                requireNonNullElse(churnMin, base.churnMin()),
                requireNonNullElse(churnMax, base.churnMax()),
                requireNonNullElse(noise, base.noise()),
                requireNonNullElse(ensd, base.ensd()));
    }

    private Tuning.SigmaSettings over(Tuning.SigmaSettings base) {
        return new Tuning.SigmaSettings(
                requireNonNullElse(sigmaMin, base.min()),
                requireNonNullElse(sigmaMax, base.max()),
                requireNonNullElse(rho, base.rho()),
                base.oldKarras(),
                base.discardNextToLast(),
                base.sgmNoise(),
                base.quantized(),
                requireNonNullElse(zeroTerminalSnr, base.zeroTerminalSnr()),
                base.betaAlpha(),
                base.betaBeta());
    }

    private Tuning.Guidance over(Tuning.Guidance base) {
        return new Tuning.Guidance(
                requireNonNullElse(ngms, base.ngms()),
                requireNonNullElse(ngmsAllSteps, base.ngmsAllSteps()),
                requireNonNullElse(skipEarly, base.skipEarly()));
    }
}
