package dev.atelier.sampling;

/// The way of a sampler over timesteps.
///
/// @param timesteps ascending, each an index into `alphasCumprod`; the first is never evaluated by
///   DDIM, only its noise level is reached
/// @param alphasCumprod signal share of every trained timestep (float32 values widened)
/// @param fromImage true for image to image: UniPC then starts at the last timestep, else at the
///   top
public record TimestepPlan(int[] timesteps, double[] alphasCumprod, boolean fromImage) {
    public TimestepPlan {
        timesteps = timesteps.clone();
    }

    /// Signal share at the `index`-th timestep of the plan.
    public double alpha(int index) {
        return alphasCumprod[timesteps[index]];
    }

    /// Noise level sqrt((1 - a) / a) at the `index`-th timestep, for observers.
    public double sigma(int index) {
        return Math.sqrt((1 - alpha(index)) / alpha(index));
    }
}
