package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// A latent after its noise level was raised from the step's sigma to `sigma` (Karras et al. 2022,
/// algorithm 2, lines 4 to 6).
record Churned(Latent x, double sigma) {
    /// Draws noise at every step, needed or not: k-diffusion does, and the seed's stream shows it.
    static Churned raise(Latent x, double sigma, int steps, Run run) {
        var options = run.options();
        double rise = options.churn().rise(sigma, steps);
        var noise = run.noise().next();
        if (rise <= 0) {
            return new Churned(x, sigma);
        }
        double raised = sigma * (rise + 1);
        double added = Math.sqrt(raised * raised - sigma * sigma);
        return new Churned(x.plusScaled(noise, added * options.noiseFactor()), raised);
    }
}
