package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// The model as DDIM and its kin see it: a variance-preserving latent `sqrt(a) x0 + sqrt(1 - a)
/// noise` and a timestep go in, the estimate of `noise` comes out.
@FunctionalInterface
public interface NoisePredictor {
    /// @param guided the guided noise estimate, the one samplers follow
    /// @param uncond the estimate for the negative prompt alone; only CFG++ reads it
    record Prediction(Latent guided, Latent uncond) {}

    /// Predicts at `timestep` (0 to 999, may be fractional). May throw to cancel the run.
    Prediction predict(Latent x, double timestep);
}
