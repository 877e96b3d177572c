package dev.atelier.sampling.schedule;

/// A noise schedule ("schedule type"): the sigmas of a run of so many steps.
@FunctionalInterface
public interface Schedule {
    /// Descending sigmas, normally steps + 1 of them with a final 0; float32 values.
    double[] sigmas(ScheduleRequest request);
}
