package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;

/// DPM-Solver-fast: third-order steps, evenly spread in log sigma, for a given number of calls. Lu
/// et al., "DPM-Solver" (2022), section 3.4 and appendix. Reference: k-diffusion `sample_dpm_fast`.
/// Deviations: a range of one sigma, as image to image has with less than two steps, is left as it
/// is, which is what the steps without added noise come to; with added noise A1111 fails. The
/// result keeps the noise of the range's lower end.
public final class DpmFast implements Sampler.OverRange {
    @Override
    public Latent sample(Denoiser model, Latent x, SigmaRange range, Run run) {
        if (range.isPoint()) {
            return x;
        }
        var solver = new DpmSolver(model);
        double start = -Math.log(range.max());
        double end = -Math.log(range.min());
        int count = range.steps() / 3 + 1;
        for (int i = 0; i < count; i++) {
            double t = start + (end - start) * i / count;
            double next = i + 1 == count ? end : start + (end - start) * (i + 1) / count;
            var step = DpmSolver.Ancestral.between(t, next, end, run.options().eta());
            var point = solver.at(x, t);
            run.observer().onStep(new Step(i, DpmSolver.sigma(t), x, point.denoised()));
            x =
                    switch (order(i, count, range.steps())) {
                        case 1 -> DpmSolver.first(point, step.t());
                        case 2 -> second(solver, point, step.t());
                        default -> third(solver, point, step.t());
                    };
            // Drawn even when nothing is added.
            double added = step.up() * run.options().noiseFactor();
            x = x.plusScaled(run.noise().next(), added);
        }
        return x;
    }

    /// Threes, then what is left over: `n % 3`, or 2 and 1 when nothing is.
    private static int order(int index, int count, int calls) {
        int left = count - 1 - index;
        if (calls % 3 == 0) {
            return Math.min(left + 1, 3);
        }
        return left == 0 ? calls % 3 : 3;
    }

    private static Latent second(DpmSolver solver, DpmSolver.Point point, double next) {
        double r = 0.5;
        return DpmSolver.second(point, solver.inner(point, next, r), next, r);
    }

    private static Latent third(DpmSolver solver, DpmSolver.Point point, double next) {
        return solver.third(point, solver.inner(point, next, 1.0 / 3), next);
    }
}
