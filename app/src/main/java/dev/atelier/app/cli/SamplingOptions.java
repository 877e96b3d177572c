package dev.atelier.app.cli;

import static java.util.Objects.requireNonNullElse;

import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Sampler, schedule, steps and guidance.
final class SamplingOptions {
    /// As in the studio's form.
    private static final int MOST_GUIDANCE = 100;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            converter = Converters.OfSampler.class,
            description = "As in A1111, such as \"Euler a\".")
    private @Nullable SamplerId sampler;

    @Option(
            names = {"--schedule", "--scheduler"},
            paramLabel = "NAME",
            converter = Converters.OfSchedule.class,
            description = "Schedule type, such as Karras.")
    private @Nullable ScheduleId schedule;

    @Option(names = "--steps", paramLabel = "N", description = "20 is usual.")
    private @Nullable Integer steps;

    @Option(
            names = {"--cfg-scale", "--guidance"},
            paramLabel = "X",
            description = "How closely to follow the prompt.")
    private @Nullable Double cfgScale;

    /// Recipes may hold other numbers, as pictures of other programs do; nobody types one on
    /// purpose.
    private static void requireGuidance(@Nullable Double value) {
        if (value != null && !(value >= 0 && value <= MOST_GUIDANCE)) {
            throw InvalidValueException.of(
                    "--cfg-scale", Message.of("expected.range", 0, MOST_GUIDANCE), value);
        }
    }

    Sampling over(Sampling base) {
        requireGuidance(cfgScale);
        return new Sampling(
                requireNonNullElse(sampler, base.sampler()),
                requireNonNullElse(schedule, base.schedule()),
                requireNonNullElse(steps, base.steps()),
                requireNonNullElse(cfgScale, base.cfgScale()),
                base.tuning());
    }
}
