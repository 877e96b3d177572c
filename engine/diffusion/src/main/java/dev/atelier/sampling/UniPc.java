package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;
import java.util.ArrayList;
import java.util.List;

/// UniPC: a multistep predictor on clean estimates, corrected with the estimate it leads to. Zhao
/// et al., "UniPC: A Unified Predictor-Corrector Framework" (2023), algorithms 5 and 6. Reference:
/// A1111 v1.10.1 `unipc`, which reads only the length of the timestep list. Deviations: an order
/// above the step count is lowered to it, and without any timestep nothing is done, where A1111
/// fails.
public final class UniPc implements Sampler.OverTimesteps {
    @Override
    public Latent sample(NoisePredictor model, Latent x, TimestepPlan plan, Run run) {
        if (plan.timesteps().length == 0) {
            return x;
        }
        var options = run.options().uniPc();
        var time = new ContinuousTime(plan.alphasCumprod());
        var times = times(options.spacing(), plan, time);
        int steps = times.length - 1;
        int order = Math.min(options.order(), steps);
        var history = new ArrayList<UniPcPoint>();
        history.add(point(model, x, times[0], time));
        for (int step = 1; step <= steps; step++) {
            int usable = Math.min(step, order);
            if (options.lowerOrderFinal()) {
                usable = Math.min(usable, steps + 1 - step);
            }
            var update =
                    UniPcUpdate.of(
                            options.variant(), history.subList(0, usable), times[step], time);
            var predicted = update.predict(x);
            if (step == steps) {
                x = predicted;
            } else {
                var reached = point(model, predicted, times[step], time);
                x = update.correct(x, reached.clean());
                history.addFirst(reached);
                truncate(history, order);
            }
            double sigma = time.sigma(times[step]) / time.alpha(times[step]);
            run.observer().onStep(new Step(step - 1, sigma, x, history.getFirst().clean()));
        }
        return x;
    }

    private static UniPcPoint point(NoisePredictor model, Latent x, double t, ContinuousTime time) {
        // The network's timesteps count from 0 at 1/N.
        double timestep = (t - 1.0 / time.trained()) * 1000;
        var eps = model.predict(x, timestep).guided();
        var clean = x.plusScaled(eps, -time.sigma(t)).dividedBy(time.alpha(t));
        return new UniPcPoint(clean, time.lambda(t), time.sigma(t));
    }

    private static void truncate(List<UniPcPoint> history, int length) {
        if (history.size() > length) {
            history.removeLast();
        }
    }

    private static double[] times(
            UniPcOptions.Spacing spacing, TimestepPlan plan, ContinuousTime time) {
        int steps = plan.timesteps().length;
        double start = plan.fromImage() ? plan.timesteps()[steps - 1] / 1000.0 + 1 / 1000.0 : 1;
        double end = 1.0 / time.trained();
        var times = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            double share = (double) i / steps;
            times[i] =
                    switch (spacing) {
                        case TIME_UNIFORM -> mix(start, end, share);
                        case TIME_QUADRATIC ->
                                Math.pow(mix(Math.sqrt(start), Math.sqrt(end), share), 2);
                        case LOG_SNR ->
                                time.timeOf(mix(time.lambda(start), time.lambda(end), share));
                    };
        }
        return times;
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
