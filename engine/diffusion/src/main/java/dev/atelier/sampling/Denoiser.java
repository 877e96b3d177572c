package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// The model as k-diffusion sees it: `x = x0 + sigma * noise` goes in, the estimate of `x0` comes
/// out. Prediction type, guidance, masks and cancellation live behind it, never in samplers.
@FunctionalInterface
public interface Denoiser {
    /// The estimate of the clean latent; same shape as `x`. May throw to cancel the run.
    Latent denoise(Latent x, double sigma);
}
