package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;
import java.util.ArrayList;
import java.util.List;

/// Pseudo linear multistep: DDIM transfers of Adams-Bashforth noise up to order 4; the first step
/// calls the model twice. Liu et al., "Pseudo Numerical Methods for Diffusion Models on Manifolds"
/// (2022), equations 12 and 14. Reference: A1111 v1.10.1 `plms`. Deviations: none.
public final class Plms implements Sampler.OverTimesteps {
    private static final int KEPT = 3;

    @Override
    public Latent sample(NoisePredictor model, Latent x, TimestepPlan plan, Run run) {
        var history = new ArrayList<Latent>();
        int last = plan.timesteps().length - 1;
        for (int index = last; index > 0; index--) {
            var eps = model.predict(x, plan.timesteps()[index]).guided();
            var mixed = mixed(eps, history);
            if (history.isEmpty()) {
                var ahead = transfer(clean(x, eps, plan.alpha(index)), eps, plan, index);
                var next = model.predict(ahead, plan.timesteps()[index - 1]).guided();
                mixed = eps.plus(next).dividedBy(2);
            }
            var clean = clean(x, mixed, plan.alpha(index));
            x = transfer(clean, mixed, plan, index);
            history.addFirst(eps);
            if (history.size() > KEPT) {
                history.removeLast();
            }
            run.observer().onStep(new Step(last - index, plan.sigma(index), x, clean));
        }
        return x;
    }

    /// Adams-Bashforth over the newest estimate and up to three before it (newest first).
    private static Latent mixed(Latent eps, List<Latent> history) {
        return switch (history.size()) {
            case 0 -> eps;
            case 1 -> eps.times(3).minus(history.get(0)).dividedBy(2);
            case 2 ->
                    eps.times(23)
                            .plusScaled(history.get(0), -16)
                            .plusScaled(history.get(1), 5)
                            .dividedBy(12);
            default ->
                    eps.times(55)
                            .plusScaled(history.get(0), -59)
                            .plusScaled(history.get(1), 37)
                            .plusScaled(history.get(2), -9)
                            .dividedBy(24);
        };
    }

    private static Latent clean(Latent x, Latent eps, double alpha) {
        return x.plusScaled(eps, -Ddim.noiseShare(alpha)).dividedBy(Math.sqrt(alpha));
    }

    private static Latent transfer(Latent clean, Latent eps, TimestepPlan plan, int index) {
        double previous = plan.alpha(index - 1);
        return clean.times(Math.sqrt(previous)).plusScaled(eps, Math.sqrt(1 - previous));
    }
}
