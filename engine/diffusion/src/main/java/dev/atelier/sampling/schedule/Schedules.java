package dev.atelier.sampling.schedule;

import dev.atelier.recipe.ScheduleId;
import java.util.Arrays;

/// The table of noise schedules, A1111 v1.10.1's. To add one: a constant in [ScheduleId], a method
/// or file, a row here.
public final class Schedules {
    private Schedules() {}

    /// The schedule called `id`; Automatic, where no sampler gives it a meaning, is Uniform.
    public static Schedule of(ScheduleId id) {
        return switch (id) {
            case AUTOMATIC, UNIFORM -> request -> request.model().descent(request.steps());
            case KARRAS -> Karras::sigmas;
            case EXPONENTIAL -> Schedules::exponential;
            case POLYEXPONENTIAL -> Schedules::polyexponential;
            case SGM_UNIFORM -> request -> uniformInTime(request, request.steps() + 1);
            case KL_OPTIMAL -> Schedules::klOptimal;
            case ALIGN_YOUR_STEPS -> AlignYourSteps::sigmas;
            case SIMPLE -> Schedules::simple;
            case NORMAL -> request -> uniformInTime(request, request.steps());
            case DDIM -> Schedules::ddim;
            case BETA -> Schedules::beta;
        };
    }

    /// The schedule over the model's levels, within the bounds of `options`.
    public static double[] sigmas(
            ScheduleId id, int steps, SigmaTable model, ScheduleOptions options) {
        double min = options.bounds().minOr(model.sigmaMin());
        double max = options.bounds().maxOr(model.sigmaMax());
        return of(id).sigmas(new ScheduleRequest(steps, min, max, model, options));
    }

    /// Drops the last sigma before the final 0.
    public static double[] withoutNextToLast(double[] sigmas) {
        var shorter = Arrays.copyOf(sigmas, sigmas.length - 1);
        shorter[shorter.length - 1] = sigmas[sigmas.length - 1];
        return shorter;
    }

    private static double[] exponential(ScheduleRequest request) {
        float from = (float) Math.log(request.sigmaMax());
        float to = (float) Math.log(request.sigmaMin());
        var sigmas = new double[request.steps() + 1];
        for (int i = 0; i < request.steps(); i++) {
            sigmas[i] = (float) Math.exp(Linspace.at(from, to, request.steps(), i));
        }
        return sigmas;
    }

    private static double[] polyexponential(ScheduleRequest request) {
        double rho = request.options().rhoOr(1);
        double low = Math.log(request.sigmaMin());
        double span = Math.log(request.sigmaMax()) - low;
        var sigmas = new double[request.steps() + 1];
        for (int i = 0; i < request.steps(); i++) {
            float ramp = (float) Math.pow(Linspace.at(1f, 0f, request.steps(), i), rho);
            sigmas[i] = (float) Math.exp(ramp * (float) span + (float) low);
        }
        return sigmas;
    }

    /// The first `steps` of `points` levels uniform in timestep between the bounds, then 0.
    private static double[] uniformInTime(ScheduleRequest request, int points) {
        float from = (float) request.model().sigmaToT(request.sigmaMax());
        float to = (float) request.model().sigmaToT(request.sigmaMin());
        var sigmas = new double[request.steps() + 1];
        for (int i = 0; i < request.steps(); i++) {
            sigmas[i] = request.model().tToSigma(Linspace.at(from, to, points, i));
        }
        return sigmas;
    }

    /// Sabour et al., "Align Your Steps" (2024), theorem 3.1. Ends at sigmaMin, with no final 0.
    private static double[] klOptimal(ScheduleRequest request) {
        float low = (float) Math.atan((float) request.sigmaMin());
        float high = (float) Math.atan((float) request.sigmaMax());
        var sigmas = new double[request.steps() + 1];
        for (int i = 0; i < sigmas.length; i++) {
            float share = (float) i / request.steps();
            sigmas[i] = (float) Math.tan(share * low + (1 - share) * high);
        }
        return sigmas;
    }

    /// Every (trained / steps)-th trained level from the top.
    private static double[] simple(ScheduleRequest request) {
        var trained = request.model().sigmas();
        double stride = (double) trained.length / request.steps();
        var sigmas = new double[request.steps() + 1];
        for (int i = 0; i < request.steps(); i++) {
            sigmas[i] = trained[trained.length - 1 - (int) (i * stride)];
        }
        return sigmas;
    }

    /// Trained levels 1, 1 + k, 1 + 2k ...; may be more than `steps`.
    private static double[] ddim(ScheduleRequest request) {
        var trained = request.model().sigmas();
        int stride = Math.max(trained.length / request.steps(), 1);
        int count = (trained.length - 2) / stride + 1;
        var sigmas = new double[count + 1];
        for (int i = 0; i < count; i++) {
            sigmas[i] = trained[1 + (count - 1 - i) * stride];
        }
        return sigmas;
    }

    /// Lee et al., "Beta Sampling is All You Need" (2024); the quantile is mapped onto sigma
    /// itself.
    private static double[] beta(ScheduleRequest request) {
        var shape = request.options().beta();
        var quantile = new BetaQuantile(shape.alpha(), shape.beta());
        double span = request.sigmaMax() - request.sigmaMin();
        var sigmas = new double[request.steps() + 1];
        for (int i = 0; i < request.steps(); i++) {
            double share = quantile.at(1 - Linspace.at(0.0, 1.0, request.steps(), i));
            sigmas[i] = (float) (request.sigmaMin() + share * span);
        }
        return sigmas;
    }
}
