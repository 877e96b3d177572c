package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// Watches a run; called on the sampling thread, so it must be quick. Throwing ends the run.
@FunctionalInterface
public interface StepObserver {
    /// @param index 0-based
    /// @param sigma noise level of the step
    /// @param x the latent k-diffusion reports there: before the step for samplers over sigmas,
    ///   after it for the adaptive sampler and those over timesteps
    /// @param denoised the estimate of the clean latent, for previews
    record Step(int index, double sigma, Latent x, Latent denoised) {}

    void onStep(Step step);

    /// Watches nothing.
    static StepObserver none() {
        return _ -> {};
    }
}
