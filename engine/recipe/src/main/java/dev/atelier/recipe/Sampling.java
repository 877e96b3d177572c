package dev.atelier.recipe;

/// How noise becomes a picture.
///
/// @param steps 1 to [Limits#STEPS]
/// @param cfgScale classifier-free guidance: 1 is none, 7 is usual
public record Sampling(
        SamplerId sampler, ScheduleId schedule, int steps, double cfgScale, SamplerTuning tuning) {
    /// A1111's defaults.
    public static final Sampling DEFAULT =
            new Sampling(SamplerId.DPMPP_2M, ScheduleId.AUTOMATIC, 20, 7, SamplerTuning.DEFAULT);

    public Sampling {
        if (steps < 1 || steps > Limits.STEPS) {
            throw InvalidValueException.of(
                    "steps", Message.of("expected.range", 1, Limits.STEPS), steps);
        }
        if (!Double.isFinite(cfgScale)) {
            throw InvalidValueException.of("cfg scale", Message.of("expected.number"), cfgScale);
        }
    }

    public Sampling withSampler(SamplerId value) {
        return new Sampling(value, schedule, steps, cfgScale, tuning);
    }

    public Sampling withSchedule(ScheduleId value) {
        return new Sampling(sampler, value, steps, cfgScale, tuning);
    }

    public Sampling withSteps(int value) {
        return new Sampling(sampler, schedule, value, cfgScale, tuning);
    }

    public Sampling withCfgScale(double value) {
        return new Sampling(sampler, schedule, steps, value, tuning);
    }

    public Sampling withTuning(SamplerTuning value) {
        return new Sampling(sampler, schedule, steps, cfgScale, value);
    }
}
