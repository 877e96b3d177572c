package dev.atelier.sampling.schedule;

/// How a latent diffusion model was trained: the signal share of each of its timesteps, and what
/// follows from it. Immutable; float32 values kept in doubles.
public final class NoiseSchedule implements SigmaTable {
    /// Training betas of SD1, SD2 and SDXL (LDM `make_beta_schedule`, "linear", which is linear in
    /// the square root).
    private static final double BETA_START = 0.00085;

    private static final double BETA_END = 0.012;
    private static final int TIMESTEPS = 1000;

    /// The last signal share after [#withZeroTerminalSnr], instead of an exact 0 (A1111's
    /// constant).
    private static final double ALMOST_ZERO = 4.8973451890853435e-08;

    private final double[] alphasCumprod;
    private final LogSigmas logSigmas;

    private NoiseSchedule(double[] alphasCumprod) {
        this.alphasCumprod = alphasCumprod;
        logSigmas = new LogSigmas(alphasCumprod);
    }

    /// The schedule every Stable Diffusion 1, 2 and XL model was trained with.
    public static NoiseSchedule stableDiffusion() {
        var alphas = new double[TIMESTEPS];
        double product = 1;
        for (int i = 0; i < TIMESTEPS; i++) {
            double root = Linspace.at(Math.sqrt(BETA_START), Math.sqrt(BETA_END), TIMESTEPS, i);
            product *= 1 - root * root;
            alphas[i] = (float) product;
        }
        return new NoiseSchedule(alphas);
    }

    /// A schedule with given signal shares (a checkpoint's own), descending in `(0, 1)`.
    public static NoiseSchedule of(float[] alphasCumprod) {
        var alphas = new double[alphasCumprod.length];
        for (int i = 0; i < alphas.length; i++) {
            alphas[i] = alphasCumprod[i];
        }
        return new NoiseSchedule(alphas);
    }

    /// Rescaled so that the last timestep holds (almost) no signal. Lin et al., "Common Diffusion
    /// Noise Schedules and Sample Steps are Flawed" (2023), algorithm 1; A1111 "Zero Terminal SNR".
    public NoiseSchedule withZeroTerminalSnr() {
        int last = alphasCumprod.length - 1;
        float first = root(0);
        float end = root(last);
        var rescaled = new double[alphasCumprod.length];
        for (int i = 0; i < last; i++) {
            float shifted = (root(i) - end) * (first / (first - end));
            rescaled[i] = shifted * shifted;
        }
        rescaled[last] = (float) ALMOST_ZERO;
        return new NoiseSchedule(rescaled);
    }

    /// Signal shares rounded to half precision: A1111's "downcast alphas_cumprod".
    public NoiseSchedule withHalfPrecisionAlphas() {
        var halved = new double[alphasCumprod.length];
        for (int i = 0; i < halved.length; i++) {
            halved[i] = Float.float16ToFloat(Float.floatToFloat16((float) alphasCumprod[i]));
        }
        return new NoiseSchedule(halved);
    }

    private float root(int i) {
        return (float) Math.sqrt(alphasCumprod[i]);
    }

    /// Signal share of every timestep, descending; not a copy.
    public double[] alphasCumprod() {
        return alphasCumprod;
    }

    @Override
    public double[] sigmas() {
        return logSigmas.sigmas();
    }

    @Override
    public double sigmaToT(double sigma) {
        return logSigmas.index(sigma);
    }

    /// As [#sigmaToT], to the nearest trained timestep: A1111's "quantization in k samplers".
    public int sigmaToNearestT(double sigma) {
        return logSigmas.nearest(sigma);
    }

    @Override
    public double tToSigma(double t) {
        return logSigmas.at(t);
    }

    @Override
    public double[] descent(int count) {
        var levels = new double[count + 1];
        for (int i = 0; i < count; i++) {
            levels[i] = tToSigma(Linspace.at(alphasCumprod.length - 1f, 0f, count, i));
        }
        return levels;
    }

    /// The start of image to image for samplers over timesteps: `signal * latent + noise * unit`.
    public StartMix startMix(int timestep) {
        float alpha = (float) alphasCumprod[timestep];
        return new StartMix((float) Math.sqrt(alpha), (float) Math.sqrt(1 - alpha));
    }

    /// Shares of picture and unit noise at one timestep.
    public record StartMix(double signal, double noise) {}
}
