package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// Euler's method with optional churn. Karras et al., "Elucidating the Design Space of
/// Diffusion-Based Generative Models" (2022), algorithm 2 without the correction. Reference:
/// k-diffusion `sample_euler`. Deviations: none.
public final class Euler implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        int steps = sigmas.length - 1;
        for (int i = 0; i < steps; i++) {
            var churned = Churned.raise(x, sigmas[i], steps, run);
            x = churned.x();
            double sigma = churned.sigma();
            var denoised = model.denoise(x, sigma);
            var d = Derivative.of(x, sigma, denoised);
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            x = x.plusScaled(d, sigmas[i + 1] - sigma);
        }
        return x;
    }
}
