package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// DDIM, and its CFG++ form that points back along the unguided noise. Song et al., "Denoising
/// Diffusion Implicit Models" (2020), equation 12; Chung et al., "CFG++" (2024), algorithm 2.
/// Reference: A1111 v1.10.1 `ddim`, `ddim_cfgpp`. Deviations: none; for CFG++ the caller multiplies
/// the guidance scale by [#CFGPP_SCALE]. n timesteps make n - 1 calls.
public record Ddim(Direction direction) implements Sampler.OverTimesteps {
    /// What A1111 multiplies the guidance scale with for CFG++.
    public static final double CFGPP_SCALE = 1 / 12.5;

    /// Which noise the step back to the next level is made with.
    public enum Direction {
        GUIDED,
        UNCONDITIONAL
    }

    @Override
    public Latent sample(NoisePredictor model, Latent x, TimestepPlan plan, Run run) {
        double eta = run.options().eta();
        int last = plan.timesteps().length - 1;
        for (int index = last; index > 0; index--) {
            double a = plan.alpha(index);
            double previous = plan.alpha(index - 1);
            double sigma = eta * Math.sqrt((1 - previous) / (1 - a) * (1 - a / previous));
            var prediction = model.predict(x, plan.timesteps()[index]);
            var clean = x.plusScaled(prediction.guided(), -noiseShare(a)).dividedBy(Math.sqrt(a));
            var back =
                    switch (direction) {
                        case GUIDED -> prediction.guided();
                        case UNCONDITIONAL -> prediction.uncond();
                    };
            // Drawn even at eta 0.
            x =
                    clean.times(Math.sqrt(previous))
                            .plusScaled(back, Math.sqrt(1 - previous - sigma * sigma))
                            .plusScaled(run.noise().next(), sigma);
            run.observer().onStep(new Step(last - index, plan.sigma(index), x, clean));
        }
        return x;
    }

    /// `sqrt(1 - a)` in float32, as A1111 keeps it.
    static double noiseShare(double alpha) {
        return (float) Math.sqrt((float) (1 - alpha));
    }
}
