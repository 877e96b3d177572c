package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// Euler steps to a lower noise level than asked, then fresh noise ("Euler a"). No paper; the noise
/// split is that of DDPM's posterior. Reference: k-diffusion `sample_euler_ancestral`. Deviations:
/// none.
public final class EulerAncestral implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        var options = run.options();
        for (int i = 0; i < sigmas.length - 1; i++) {
            var denoised = model.denoise(x, sigmas[i]);
            var step = AncestralStep.between(sigmas[i], sigmas[i + 1], options.eta());
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            var d = Derivative.of(x, sigmas[i], denoised);
            x = x.plusScaled(d, step.down() - sigmas[i]);
            if (sigmas[i + 1] > 0) {
                x = x.plusScaled(run.noise().next(), options.noiseFactor() * step.up());
            }
        }
        return x;
    }
}
