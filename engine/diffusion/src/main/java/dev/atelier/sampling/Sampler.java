package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// A sampler: no fields that change, history in locals, so one instance serves all runs. The three
/// kinds differ in how the way from noise to picture is given. Exceptions of the model, the noise
/// and the observer pass through: that is how a run is cancelled.
public sealed interface Sampler {

    /// Walks a descending list of sigmas.
    non-sealed interface OverSigmas extends Sampler {
        /// @param x the start, scaled to `sigmas[0]`
        /// @param sigmas descending, normally ending in 0; length = steps + 1
        Latent sample(Denoiser model, Latent x, double[] sigmas, Run run);
    }

    /// Chooses its own sigmas between two bounds.
    non-sealed interface OverRange extends Sampler {
        /// @param x the start, scaled to the range's upper end
        Latent sample(Denoiser model, Latent x, SigmaRange range, Run run);
    }

    /// Walks timesteps of the variance-preserving process.
    non-sealed interface OverTimesteps extends Sampler {
        /// @param x the start: unit noise, or the noised picture of image to image
        Latent sample(NoisePredictor model, Latent x, TimestepPlan plan, Run run);
    }
}
