package dev.atelier.sampling.schedule;

/// Karras et al. (2022), equation 5: sigmas evenly spread in `sigma^(1/rho)`.
public final class Karras {
    private static final double RHO = 7;

    private Karras() {}

    static double[] sigmas(ScheduleRequest request) {
        double rho = request.options().rhoOr(RHO);
        double min = Math.pow(request.sigmaMin(), 1 / rho);
        double max = Math.pow(request.sigmaMax(), 1 / rho);
        var sigmas = new double[request.steps() + 1];
        for (int i = 0; i < request.steps(); i++) {
            float ramp = Linspace.at(0f, 1f, request.steps(), i);
            float root = (float) max + ramp * (float) (min - max);
            sigmas[i] = (float) Math.pow(root, rho);
        }
        return sigmas;
    }

    /// `count` sigmas from `max` to `min` and a final 0, in double throughout; rho 7.
    public static double[] exact(int count, double min, double max) {
        double low = Math.pow(min, 1 / RHO);
        double high = Math.pow(max, 1 / RHO);
        var sigmas = new double[count + 1];
        for (int i = 0; i < count; i++) {
            sigmas[i] = Math.pow(high + Linspace.at(0.0, 1.0, count, i) * (low - high), RHO);
        }
        return sigmas;
    }
}
