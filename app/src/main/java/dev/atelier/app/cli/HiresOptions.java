package dev.atelier.app.cli;

import static java.util.Objects.requireNonNullElse;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The second pass; any of these options asks for it.
final class HiresOptions {
    @Option(names = "--hr-scale", paramLabel = "X", description = "Factor on both sides.")
    private @Nullable Double scale;

    @Option(
            names = "--hr-resize",
            paramLabel = "WxH",
            converter = Converters.OfSize.class,
            description = "The exact size to reach.")
    private @Nullable Size resize;

    @Option(
            names = "--hr-upscaler",
            paramLabel = "NAME",
            description =
                    "Latent, or its forms: (antialiased), (bicubic), (nearest) …; or Lanczos, Nearest, None")
    private @Nullable String upscaler;

    @Option(
            names = "--hr-second-pass-steps",
            paramLabel = "N",
            description = "0: as the first pass.")
    private @Nullable Integer steps;

    @Option(
            names = "--hr-denoising-strength",
            paramLabel = "0..1",
            description = "How much may change.")
    private @Nullable Double denoising;

    @Option(
            names = "--hr-sampler",
            paramLabel = "NAME",
            converter = Converters.OfSampler.class,
            description = "Default: the first pass's.")
    private @Nullable SamplerId sampler;

    @Option(
            names = "--hr-schedule",
            paramLabel = "NAME",
            converter = Converters.OfSchedule.class,
            description = "Default: the first pass's.")
    private @Nullable ScheduleId schedule;

    @Option(names = "--hr-prompt", paramLabel = "TEXT", description = "Default: the first pass's.")
    private @Nullable String prompt;

    @Option(
            names = "--hr-negative-prompt",
            paramLabel = "TEXT",
            description = "Default: the first pass's.")
    private @Nullable String negativePrompt;

    Optional<HiresPass> over(Optional<HiresPass> base) {
        var given =
                Stream.of(
                                Optional.ofNullable(scale),
                                Optional.ofNullable(resize),
                                Optional.ofNullable(upscaler),
                                Optional.ofNullable(steps),
                                Optional.ofNullable(denoising),
                                Optional.ofNullable(sampler),
                                Optional.ofNullable(schedule),
                                Optional.ofNullable(prompt),
                                Optional.ofNullable(negativePrompt))
                        .anyMatch(Optional::isPresent);
        return given ? Optional.of(over(base.orElse(HiresPass.DEFAULT))) : base;
    }

    private HiresPass over(HiresPass base) {
        return new HiresPass(
                requireNonNullElse(scale, base.scale()),
                resize == null ? base.resize() : Optional.of(resize),
                requireNonNullElse(upscaler, base.upscaler()),
                requireNonNullElse(steps, base.steps()),
                requireNonNullElse(denoising, base.denoising()),
                sampler == null ? base.sampler() : Optional.of(sampler),
                schedule == null ? base.schedule() : Optional.of(schedule),
                requireNonNullElse(prompt, base.prompt()),
                requireNonNullElse(negativePrompt, base.negativePrompt()));
    }
}
