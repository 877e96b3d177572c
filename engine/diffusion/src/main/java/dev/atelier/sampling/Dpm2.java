package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// Midpoint method with the middle taken in log sigma, and optional churn. After Lu et al.,
/// "DPM-Solver" (2022), algorithm 1, in Karras et al.'s form. Reference: k-diffusion
/// `sample_dpm_2`. Deviations: none.
public final class Dpm2 implements Sampler.OverSigmas {
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
            if (next == 0) {
                x = x.plusScaled(d, next - sigma);
            } else {
                x = x.plusScaled(midpoint(model, x, d, sigma, next), next - sigma);
            }
        }
        return x;
    }

    /// The derivative halfway, in log sigma, on the Euler line from `x` along `d`.
    static Latent midpoint(Denoiser model, Latent x, Latent d, double sigma, double next) {
        double middle = Math.exp((Math.log(sigma) + Math.log(next)) / 2);
        var halfway = x.plusScaled(d, middle - sigma);
        return Derivative.of(halfway, middle, model.denoise(halfway, middle));
    }
}
