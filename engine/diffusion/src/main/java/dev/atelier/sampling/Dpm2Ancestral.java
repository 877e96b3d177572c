package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// [Dpm2] steps to a lower noise level, then fresh noise ("DPM2 a"). After Lu et al., "DPM-Solver"
/// (2022), algorithm 1. Reference: k-diffusion `sample_dpm_2_ancestral`. Deviations: none.
public final class Dpm2Ancestral implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        var options = run.options();
        for (int i = 0; i < sigmas.length - 1; i++) {
            double sigma = sigmas[i];
            var denoised = model.denoise(x, sigma);
            var step = AncestralStep.between(sigma, sigmas[i + 1], options.eta());
            run.observer().onStep(new Step(i, sigma, x, denoised));
            var d = Derivative.of(x, sigma, denoised);
            if (step.down() == 0) {
                x = x.plusScaled(d, step.down() - sigma);
            } else {
                var d2 = Dpm2.midpoint(model, x, d, sigma, step.down());
                x = x.plusScaled(d2, step.down() - sigma);
                x = x.plusScaled(run.noise().next(), options.noiseFactor() * step.up());
            }
        }
        return x;
    }
}
