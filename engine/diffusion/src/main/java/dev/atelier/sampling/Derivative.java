package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// The probability-flow derivative dx/dsigma (Karras et al. 2022, equation 3).
final class Derivative {
    private Derivative() {}

    static Latent of(Latent x, double sigma, Latent denoised) {
        return x.minus(denoised).dividedBy(sigma);
    }
}
