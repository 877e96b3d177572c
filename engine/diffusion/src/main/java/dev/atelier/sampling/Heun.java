package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// Heun's method (trapezoid) with optional churn; the last step is Euler's. Karras et al.,
/// "Elucidating the Design Space of Diffusion-Based Generative Models" (2022), algorithm 2.
/// Reference: k-diffusion `sample_heun`. Deviations: none.
public final class Heun implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        int steps = sigmas.length - 1;
        for (int i = 0; i < steps; i++) {
            var churned = Churned.raise(x, sigmas[i], steps, run);
            x = churned.x();
            double sigma = churned.sigma();
            double next = sigmas[i + 1];
            var denoised = model.denoise(x, sigma);
            var d = Derivative.of(x, sigma, denoised);
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            var euler = x.plusScaled(d, next - sigma);
            if (next == 0) {
                x = euler;
            } else {
                var d2 = Derivative.of(euler, next, model.denoise(euler, next));
                x = x.plusScaled(d.plus(d2), (next - sigma) / 2);
            }
        }
        return x;
    }
}
