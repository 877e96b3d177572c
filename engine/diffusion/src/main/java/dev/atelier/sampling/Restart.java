package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;
import dev.atelier.sampling.schedule.Karras;
import java.util.ArrayList;
import java.util.List;

/// Heun steps; from 20 steps on, the stretch between sigma 2 and 0.1 is noised back and run again.
/// Xu et al., "Restart Sampling for Improving Generative Processes" (2023), algorithm 2. Reference:
/// A1111 v1.10.1 `restart_sampler` with its automatic restart list. Deviations: none.
public final class Restart implements Sampler.OverSigmas {
    private static final double RESTART_AT = 0.1;
    private static final double RESTART_FROM = 2;

    /// One Heun step between two sigmas.
    private record Leg(double from, double to) {}

    /// How often the stretch is run again, with how many steps each time.
    private record Plan(int steps, int times) {
        static Plan of(int steps) {
            if (steps >= 36) {
                return new Plan(steps / 4, 2);
            }
            return steps >= 20 ? new Plan(9, 1) : new Plan(0, 0);
        }
    }

    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        int index = 0;
        double reached = Double.POSITIVE_INFINITY; // the start needs no noise
        for (var leg : legs(sigmas)) {
            if (reached < leg.from()) {
                double added = Math.sqrt(leg.from() * leg.from() - reached * reached);
                x = x.plusScaled(run.noise().next(), run.options().noiseFactor() * added);
            }
            var denoised = model.denoise(x, leg.from());
            run.observer().onStep(new Step(index++, leg.to(), x, denoised));
            x = heun(model, x, denoised, leg);
            reached = leg.to();
        }
        return x;
    }

    private static Latent heun(Denoiser model, Latent x, Latent denoised, Leg leg) {
        var d = Derivative.of(x, leg.from(), denoised);
        double dt = leg.to() - leg.from();
        var euler = x.plusScaled(d, dt);
        if (leg.to() == 0) {
            return euler;
        }
        var d2 = Derivative.of(euler, leg.to(), model.denoise(euler, leg.to()));
        return x.plusScaled(d.plus(d2), dt / 2);
    }

    private static List<Leg> legs(double[] given) {
        int steps = given.length - 1;
        var plan = Plan.of(steps);
        if (plan.times() == 0) {
            return descent(given);
        }
        double min = given[given.length - 2];
        var sigmas = Karras.exact(steps - plan.steps() * plan.times(), min, given[0]);
        int low = nearest(sigmas, RESTART_AT);
        int high = nearest(sigmas, RESTART_FROM);
        var legs = new ArrayList<>(descent(sigmas));
        if (low > 0 && high < low) {
            // One point more than steps, without the trailing zero.
            var again = Karras.exact(plan.steps() + 1, sigmas[low], sigmas[high]);
            var round = descent(again).subList(0, plan.steps());
            for (int i = 0; i < plan.times(); i++) {
                legs.addAll(low, round);
            }
        }
        return legs;
    }

    private static List<Leg> descent(double[] sigmas) {
        var legs = new ArrayList<Leg>();
        for (int i = 0; i < sigmas.length - 1; i++) {
            legs.add(new Leg(sigmas[i], sigmas[i + 1]));
        }
        return legs;
    }

    private static int nearest(double[] sigmas, double sigma) {
        int best = 0;
        for (int i = 1; i < sigmas.length; i++) {
            if (Math.abs(sigmas[i] - sigma) < Math.abs(sigmas[best] - sigma)) {
                best = i;
            }
        }
        return best;
    }
}
