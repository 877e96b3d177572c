package dev.atelier.sampling.schedule;

/// What a schedule may look at.
///
/// @param steps at least 1
/// @param sigmaMin lower bound; schedules that count model timesteps may ignore the bounds
/// @param sigmaMax upper bound
/// @param model the model's own levels
/// @param options curve settings
public record ScheduleRequest(
        int steps, double sigmaMin, double sigmaMax, SigmaTable model, ScheduleOptions options) {
    public ScheduleRequest {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: expected at least 1, got " + steps);
        }
    }
}
