package dev.atelier.sampling.schedule;

/// A table of sigmas with their logarithms: interpolation linear in log sigma, in float32.
final class LogSigmas {
    private final double[] sigmas;
    private final float[] logs;

    /// @param alphasCumprod descending float32 values
    LogSigmas(double[] alphasCumprod) {
        sigmas = new double[alphasCumprod.length];
        logs = new float[sigmas.length];
        for (int i = 0; i < logs.length; i++) {
            float alpha = (float) alphasCumprod[i];
            sigmas[i] = (float) Math.sqrt((1 - alpha) / alpha);
            logs[i] = (float) Math.log(sigmas[i]);
        }
    }

    double[] sigmas() {
        return sigmas;
    }

    /// Index of the table entry nearest to `sigma` in log sigma.
    int nearest(double sigma) {
        float log = (float) Math.log((float) sigma);
        int best = 0;
        for (int i = 1; i < logs.length; i++) {
            if (Math.abs(log - logs[i]) < Math.abs(log - logs[best])) {
                best = i;
            }
        }
        return best;
    }

    /// Fractional index of `sigma`, clamped to the table.
    double index(double sigma) {
        float log = (float) Math.log((float) sigma);
        int low = 0;
        while (low < logs.length - 2 && logs[low + 1] <= log) {
            low++;
        }
        float share = Math.clamp((logs[low] - log) / (logs[low] - logs[low + 1]), 0f, 1f);
        return (1 - share) * low + share * (low + 1);
    }

    /// The sigma at a fractional index.
    double at(double index) {
        float t = (float) index;
        int low = (int) Math.floor(t);
        int high = (int) Math.ceil(t);
        float share = t - low;
        return (float) Math.exp((1 - share) * logs[low] + share * logs[high]);
    }
}
