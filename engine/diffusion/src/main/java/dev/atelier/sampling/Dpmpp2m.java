package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// DPM-Solver++(2M): second order from the previous step's estimate, one model call per step. Lu et
/// al., "DPM-Solver++: Fast Solver for Guided Sampling" (2022), algorithm 2. Reference: k-diffusion
/// `sample_dpmpp_2m`. Deviations: none.
public final class Dpmpp2m implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        var previous = x;
        for (int i = 0; i < sigmas.length - 1; i++) {
            var denoised = model.denoise(x, sigmas[i]);
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            double h = Math.log(sigmas[i]) - Math.log(sigmas[i + 1]);
            var target = denoised;
            if (i > 0 && sigmas[i + 1] > 0) {
                double r = (Math.log(sigmas[i - 1]) - Math.log(sigmas[i])) / h;
                target = denoised.plusScaled(denoised.minus(previous), 1 / (2 * r));
            }
            x = x.times(sigmas[i + 1] / sigmas[i]).plusScaled(target, -Math.expm1(-h));
            previous = denoised;
        }
        return x;
    }
}
