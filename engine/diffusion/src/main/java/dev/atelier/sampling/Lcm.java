package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// Consistency sampling: jump to the estimate, noise it to the next level. Luo et al., "Latent
/// Consistency Models" (2023), algorithm 3. Reference: A1111 v1.10.1 `sample_lcm`; its denoiser
/// scales outputs by `LcmSchedule`. Deviations: none.
public final class Lcm implements Sampler.OverSigmas {
    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        for (int i = 0; i < sigmas.length - 1; i++) {
            double next = sigmas[i + 1];
            var denoised = model.denoise(x, sigmas[i]);
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            x =
                    next > 0
                            ? denoised.plusScaled(run.noise().between(sigmas[i], next), next)
                            : denoised;
        }
        return x;
    }
}
