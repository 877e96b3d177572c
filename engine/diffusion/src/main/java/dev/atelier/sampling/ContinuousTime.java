package dev.atelier.sampling;

/// Continuous time over discrete alphas: log alpha is linear between the trained timesteps, which
/// sit at 1/N, 2/N, ... 1, and goes on straight outside (UniPC's `NoiseScheduleVP('discrete')`).
/// Tables are float32, as there.
final class ContinuousTime {
    private final double[] logAlphas;

    /// @param alphasCumprod descending
    ContinuousTime(double[] alphasCumprod) {
        logAlphas = new double[alphasCumprod.length];
        for (int i = 0; i < logAlphas.length; i++) {
            logAlphas[i] = 0.5f * (float) Math.log(alphasCumprod[i]);
        }
    }

    int trained() {
        return logAlphas.length;
    }

    double logAlpha(double t) {
        int i = Math.clamp((int) Math.floor(t * trained()) - 1, 0, trained() - 2);
        double share = (t - time(i)) / (time(i + 1) - time(i));
        return logAlphas[i] + share * (logAlphas[i + 1] - logAlphas[i]);
    }

    double alpha(double t) {
        return Math.exp(logAlpha(t));
    }

    double sigma(double t) {
        return Math.sqrt(-Math.expm1(2 * logAlpha(t)));
    }

    /// Half the log signal-to-noise ratio.
    double lambda(double t) {
        return logAlpha(t) - Math.log(sigma(t));
    }

    /// The time with the given [#lambda].
    double timeOf(double lambda) {
        double logAlpha = -0.5 * Math.log1p(Math.exp(-2 * lambda));
        int i = 0;
        while (i < trained() - 2 && logAlphas[i + 1] > logAlpha) {
            i++;
        }
        double share = (logAlpha - logAlphas[i]) / (logAlphas[i + 1] - logAlphas[i]);
        return time(i) + share * (time(i + 1) - time(i));
    }

    private double time(int i) {
        return (float) ((i + 1.0) / trained());
    }
}
