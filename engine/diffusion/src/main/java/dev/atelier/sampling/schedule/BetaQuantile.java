package dev.atelier.sampling.schedule;

/// The quantile function of the beta distribution, by bisection on the regularised incomplete beta
/// function (continued fraction, DLMF 8.17.22, evaluated by Lentz's method).
record BetaQuantile(double alpha, double beta) {
    private static final int TERMS = 300;
    private static final double TINY = 1e-300;

    /// The x with probability `p` below it; relative error about 1e-12 for shapes of order 1.
    double at(double p) {
        if (p <= 0 || p >= 1) {
            return Math.clamp(p, 0, 1);
        }
        double low = 0;
        double high = 1;
        for (double x = 0.5; low < x && x < high; x = (low + high) / 2) {
            if (cumulative(x) < p) {
                low = x;
            } else {
                high = x;
            }
        }
        return (low + high) / 2;
    }

    private double cumulative(double x) {
        // The fraction converges fast on this side of the mean only.
        if (x > (alpha + 1) / (alpha + beta + 2)) {
            return 1 - mirrored().cumulative(1 - x);
        }
        double logFront =
                logGamma(alpha + beta)
                        - logGamma(alpha)
                        - logGamma(beta)
                        + alpha * Math.log(x)
                        + beta * Math.log1p(-x);
        return Math.exp(logFront) / alpha * fraction(x);
    }

    /// The distribution of `1 - x`.
    private BetaQuantile mirrored() {
        return new BetaQuantile(/* alpha= */ beta, /* beta= */ alpha);
    }

    private double fraction(double x) {
        double c = 1;
        double d = 1 / (1 - (alpha + beta) * x / (alpha + 1));
        double result = d;
        for (int m = 1; m < TERMS; m++) {
            double even = m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            result *= c * d;
            double odd =
                    -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / Math.max(c, TINY);
            result *= c * d;
            if (Math.abs(c * d - 1) < 1e-16) {
                break;
            }
        }
        return result;
    }

    /// Stirling's series after shifting the argument above 10 (DLMF 5.11.1).
    private static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 10) {
            shift += Math.log(z);
            z++;
        }
        double r = 1 / (z * z);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / z;
        return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
