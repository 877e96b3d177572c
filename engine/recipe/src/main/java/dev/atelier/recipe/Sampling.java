package dev.atelier.recipe;

/// How noise becomes a picture.
///
/// @param sampler the sampler
/// @param schedule the noise schedule
/// @param steps 1 to 10000
/// @param cfgScale the guidance scale, 0 to 1000; at 1 the negative prompt has no effect
/// @param advanced the rarely moved settings
public record Sampling(
        SamplerId sampler, ScheduleId schedule, int steps, double cfgScale, Advanced advanced) {
    public Sampling {
        Require.within("steps", steps, 1, 10_000);
        Require.within("cfg scale", cfgScale, 0.0, 1000.0);
    }

    /// The defaults of A1111's interface: DPM++ 2M, automatic schedule, 20 steps, scale 7.
    public static final Sampling DEFAULT =
            new Sampling(SamplerId.DPMPP_2M, ScheduleId.AUTOMATIC, 20, 7, Advanced.DEFAULT);

    /// A copy with another `sampler`.
    public Sampling withSampler(SamplerId sampler) {
        return new Sampling(sampler, schedule, steps, cfgScale, advanced);
    }

    /// A copy with another `schedule`.
    public Sampling withSchedule(ScheduleId schedule) {
        return new Sampling(sampler, schedule, steps, cfgScale, advanced);
    }

    /// A copy with another `steps`.
    public Sampling withSteps(int steps) {
        return new Sampling(sampler, schedule, steps, cfgScale, advanced);
    }

    /// A copy with another `cfgScale`.
    public Sampling withCfgScale(double cfgScale) {
        return new Sampling(sampler, schedule, steps, cfgScale, advanced);
    }

    /// A copy with another `advanced`.
    public Sampling withAdvanced(Advanced advanced) {
        return new Sampling(sampler, schedule, steps, cfgScale, advanced);
    }
}
