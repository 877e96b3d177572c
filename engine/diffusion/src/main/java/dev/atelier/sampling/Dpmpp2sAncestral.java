package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// DPM-Solver++(2S) steps to a lower noise level, then fresh noise. Lu et al., "DPM-Solver++"
/// (2022), algorithm 1 with r = 1/2. Reference: k-diffusion `sample_dpmpp_2s_ancestral`.
/// Deviations: none.
public final class Dpmpp2sAncestral implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        var options = run.options();
        for (int i = 0; i < sigmas.length - 1; i++) {
            double sigma = sigmas[i];
            var denoised = model.denoise(x, sigma);
            var step = AncestralStep.between(sigma, sigmas[i + 1], options.eta());
            run.observer().onStep(new Step(i, sigma, x, denoised));
            if (step.down() == 0) {
                x = x.plusScaled(Derivative.of(x, sigma, denoised), step.down() - sigma);
            } else {
                x = secondOrder(model, x, denoised, sigma, step.down());
            }
            if (sigmas[i + 1] > 0) {
                x = x.plusScaled(run.noise().next(), options.noiseFactor() * step.up());
            }
        }
        return x;
    }

    private static Latent secondOrder(
            Denoiser model, Latent x, Latent denoised, double sigma, double down) {
        double t = -Math.log(sigma);
        double h = -Math.log(down) - t;
        double middle = Math.exp(-(t + h / 2));
        var halfway = x.times(middle / sigma).plusScaled(denoised, -Math.expm1(-h / 2));
        var denoised2 = model.denoise(halfway, middle);
        return x.times(down / sigma).plusScaled(denoised2, -Math.expm1(-h));
    }
}
