package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// Stochastic DPM-Solver++ with a midpoint (r = 1/2) and noise after either stage. After Lu et al.,
/// "DPM-Solver++" (2022). Reference: k-diffusion `sample_dpmpp_sde`. Deviations: none.
public final class DpmppSde implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        for (int i = 0; i < sigmas.length - 1; i++) {
            double sigma = sigmas[i];
            double next = sigmas[i + 1];
            var denoised = model.denoise(x, sigma);
            run.observer().onStep(new Step(i, sigma, x, denoised));
            if (next == 0) {
                x = x.plusScaled(Derivative.of(x, sigma, denoised), next - sigma);
            } else {
                double middle = Math.exp((Math.log(sigma) + Math.log(next)) / 2);
                var halfway = step(x, denoised, sigma, middle, run);
                // With r = 1/2 only the second estimate remains: 1 - 1/(2r) = 0.
                x = step(x, model.denoise(halfway, middle), sigma, next, run);
            }
        }
        return x;
    }

    /// One exponential-integrator step to the ancestral level below `to`, then noise up to `to`.
    private static Latent step(Latent x, Latent denoised, double from, double to, Run run) {
        var options = run.options();
        var cut = AncestralStep.between(from, to, options.eta());
        double h = Math.log(from) - Math.log(cut.down());
        return x.times(cut.down() / from)
                .plusScaled(denoised, -Math.expm1(-h))
                .plusScaled(run.noise().between(from, to), options.noiseFactor() * cut.up());
    }
}
