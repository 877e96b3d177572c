package dev.atelier.sampling.schedule;

/// How a network's output becomes a clean estimate: the network sees `cIn * x`, and the estimate is
/// `cSkip * x + cOut * output` (Karras et al. 2022, section 5). Float32 values.
public record Scaling(double cSkip, double cOut, double cIn) {
    /// A network that predicts the noise.
    public static Scaling eps(double sigma) {
        float s = (float) sigma;
        return new Scaling(1, -s, 1 / (float) Math.sqrt(s * s + 1));
    }

    /// A network that predicts v (Salimans and Ho 2022), as SD2's 768 models do.
    public static Scaling v(double sigma) {
        float s = (float) sigma;
        float variance = s * s + 1;
        float deviation = (float) Math.sqrt(variance);
        return new Scaling(1 / variance, -s / deviation, 1 / deviation);
    }

    /// Turns a v prediction at a timestep with signal share `alpha` into noise: `eps = cSkip * x +
    /// cOut * v`, with `x` unscaled.
    public static Scaling vAsEps(double alpha) {
        float share = (float) alpha;
        return new Scaling((float) Math.sqrt(1 - share), (float) Math.sqrt(share), 1);
    }
}
