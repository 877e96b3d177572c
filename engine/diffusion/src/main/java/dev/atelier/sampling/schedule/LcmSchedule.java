package dev.atelier.sampling.schedule;

/// The 50 of 1000 timesteps that consistency models were distilled on (A1111 `LCMCompVisDenoiser`).
public final class LcmSchedule implements SigmaTable {
    private static final int DISTILLED = 50;

    /// Data deviation of the boundary condition (Luo et al. 2023, appendix), and its time factor.
    private static final double SIGMA_DATA = 0.5;

    private static final double TIME_FACTOR = 10;

    private final int stride;
    private final LogSigmas logSigmas;

    public LcmSchedule(NoiseSchedule trained) {
        var all = trained.alphasCumprod();
        stride = all.length / DISTILLED;
        var kept = new double[DISTILLED];
        for (int i = 0; i < DISTILLED; i++) {
            kept[DISTILLED - 1 - i] = all[all.length - 1 - i * stride];
        }
        logSigmas = new LogSigmas(kept);
    }

    @Override
    public double[] sigmas() {
        return logSigmas.sigmas();
    }

    /// The nearest distilled timestep.
    @Override
    public double sigmaToT(double sigma) {
        return logSigmas.nearest(sigma) * stride + (stride - 1);
    }

    @Override
    public double tToSigma(double t) {
        float index = ((float) t - (stride - 1)) / stride;
        return logSigmas.at(Math.clamp(index, 0, DISTILLED - 1));
    }

    @Override
    public double[] descent(int count) {
        float start = (float) sigmaToT(sigmaMax());
        float end = (float) sigmaToT(sigmaMin());
        var levels = new double[count + 1];
        for (int i = 0; i < count; i++) {
            levels[i] = tToSigma(Linspace.at(start, end, count, i));
        }
        return levels;
    }

    /// The scaling of a noise-predicting network under the consistency boundary condition: `c_out *
    /// (x - sigma * eps) + c_skip * x`.
    public Scaling scaling(double sigma) {
        double time = sigmaToT(sigma) * TIME_FACTOR;
        double total = time * time + SIGMA_DATA * SIGMA_DATA;
        double skip = SIGMA_DATA * SIGMA_DATA / total;
        double out = time / Math.sqrt(total);
        var eps = Scaling.eps(sigma);
        return new Scaling(skip + out, out * eps.cOut(), eps.cIn());
    }
}
