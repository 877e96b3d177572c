package dev.atelier.noise;

import dev.atelier.latent.Latent;

/// The noise a sampler adds between steps, in the order it asks for it. Stateful: a run owns one.
@FunctionalInterface
public interface StepNoise {
    /// The next unit normal latent (`randn_like`).
    Latent next();

    /// Unit normal noise for the step from `sigma` down to `sigmaNext`. Independent draws unless
    /// the source is a Brownian path, where the noises of nested steps add up.
    default Latent between(double sigma, double sigmaNext) {
        return next();
    }
}
