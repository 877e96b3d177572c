package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;
import java.util.ArrayList;

/// Linear multistep method of order 4: Adams-Bashforth on uneven steps. Liu et al., "Pseudo
/// Numerical Methods for Diffusion Models on Manifolds" (2022), in sigma. Reference: k-diffusion
/// `sample_lms`. Deviations: the coefficients' integrals are exact.
public final class Lms implements Sampler.OverSigmas {
    private static final int ORDER = 4;

    /// Gauss-Legendre points at +-1/sqrt(3): two are exact for the cubic that order 4 integrates.
    private static final double GAUSS = 1 / Math.sqrt(3);

    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        var history = new ArrayList<Latent>();
        for (int i = 0; i < sigmas.length - 1; i++) {
            var denoised = model.denoise(x, sigmas[i]);
            history.addFirst(Derivative.of(x, sigmas[i], denoised));
            if (history.size() > ORDER) {
                history.removeLast();
            }
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            for (int j = 0; j < history.size(); j++) {
                x = x.plusScaled(history.get(j), coefficient(history.size(), sigmas, i, j));
            }
        }
        return x;
    }

    /// Integral from `t[i]` to `t[i + 1]` of the j-th Lagrange polynomial through the last points.
    private static double coefficient(int order, double[] t, int i, int j) {
        double middle = (t[i] + t[i + 1]) / 2;
        double half = (t[i + 1] - t[i]) / 2;
        return half
                * (lagrange(order, t, i, j, middle - half * GAUSS)
                        + lagrange(order, t, i, j, middle + half * GAUSS));
    }

    private static double lagrange(int order, double[] t, int i, int j, double tau) {
        double product = 1;
        for (int k = 0; k < order; k++) {
            if (k != j) {
                product *= (tau - t[i - k]) / (t[i - j] - t[i - k]);
            }
        }
        return product;
    }
}
