package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// Stochastic DPM-Solver++(2M) with one of two second-order corrections. Lu et al., "DPM-Solver++"
/// (2022), SDE-DPM-Solver++(2M). Reference: k-diffusion `sample_dpmpp_2m_sde`. Deviations: none.
public record Dpmpp2mSde(Correction correction) implements Sampler.OverSigmas {
    /// k-diffusion's `solver_type`.
    public enum Correction {
        MIDPOINT,
        HEUN;

        private double weight(double hEta) {
            return switch (this) {
                case MIDPOINT -> -Math.expm1(-hEta) / 2;
                case HEUN -> Math.expm1(-hEta) / hEta + 1;
            };
        }
    }

    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        double eta = run.options().eta();
        var previous = x;
        double hLast = 0;
        for (int i = 0; i < sigmas.length - 1; i++) {
            double next = sigmas[i + 1];
            var denoised = model.denoise(x, sigmas[i]);
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            if (next == 0) {
                x = denoised;
                continue;
            }
            double h = Math.log(sigmas[i]) - Math.log(next);
            double hEta = h * (1 + eta);
            x = x.times(Math.exp(-hEta)).plusScaled(denoised, -Math.expm1(-hEta));
            if (i > 0) {
                double weight = correction.weight(hEta) * h / hLast;
                x = x.plusScaled(denoised.minus(previous), weight);
            }
            if (eta > 0) {
                double added = next * Math.sqrt(-Math.expm1(-2 * eta * h));
                x =
                        x.plusScaled(
                                run.noise().between(sigmas[i], next),
                                added * run.options().noiseFactor());
            }
            previous = denoised;
            hLast = h;
        }
        return x;
    }
}
