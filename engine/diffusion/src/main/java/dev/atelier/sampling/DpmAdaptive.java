package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// DPM-Solver-23: third-order steps whose length follows the difference to the second-order one. Lu
/// et al., "DPM-Solver" (2022), appendix C; step control after Soederlind. Reference: k-diffusion
/// `sample_dpm_adaptive` with its default tolerances. Deviations: only the integral part of the
/// step controller, the one its defaults use. Ignores the step count. A rejected step draws
/// nothing. A range of one sigma is left as it is, where A1111 fails unless eta is 0.
public final class DpmAdaptive implements Sampler.OverRange {
    private static final int ORDER = 3;
    private static final double RELATIVE = 0.05;
    private static final double ABSOLUTE = 0.0078;
    private static final double FIRST_STEP = 0.05;
    private static final double ACCEPT = 0.81;

    /// Order the controller assumes when noise is added.
    private static final double NOISY_ORDER = 1.5;

    /// How close to the end counts as arrived.
    private static final double ARRIVED = 1e-5;

    @Override
    public Latent sample(Denoiser model, Latent x, SigmaRange range, Run run) {
        var solver = new DpmSolver(model);
        double eta = run.options().eta();
        double end = -Math.log(range.min());
        double s = -Math.log(range.max());
        double h = FIRST_STEP;
        var previous = x;
        for (int index = 0; s < end - ARRIVED; index++) {
            double t = Math.min(end, s + h);
            var step = DpmSolver.Ancestral.between(s, t, end, eta);
            var point = solver.at(x, s);
            double r = 1.0 / 3;
            var inner = solver.inner(point, step.t(), r);
            var low = DpmSolver.second(point, inner, step.t(), r);
            var high = solver.third(point, inner, step.t());
            double factor = factor(error(low, high, previous), eta > 0 ? NOISY_ORDER : ORDER);
            h *= factor;
            if (factor >= ACCEPT) {
                previous = low;
                double added = step.up() * run.options().noiseFactor();
                x = high.plusScaled(run.noise().next(), added);
                s = t;
            }
            run.observer().onStep(new Step(index, DpmSolver.sigma(s), x, point.denoised()));
        }
        return x;
    }

    /// Root mean square of the difference, in units of the tolerance at each value.
    private static double error(Latent low, Latent high, Latent previous) {
        double sum = 0;
        for (int i = 0; i < low.values().length; i++) {
            double a = low.values()[i];
            double size = Math.max(Math.abs(a), Math.abs(previous.values()[i]));
            double ratio = (a - high.values()[i]) / Math.max(ABSOLUTE, RELATIVE * size);
            sum += ratio * ratio;
        }
        return Math.sqrt(sum / low.values().length);
    }

    /// By how much to change the step; the arc tangent keeps it between about 0.2 and 2.6.
    private static double factor(double error, double order) {
        double raw = Math.pow(1 / (error + 1e-8), 1 / order);
        return 1 + Math.atan(raw - 1);
    }
}
