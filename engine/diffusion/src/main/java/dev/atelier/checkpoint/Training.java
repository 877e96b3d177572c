package dev.atelier.checkpoint;

/// How a model was trained: what it predicts, and the noise of its timesteps, which grows linearly
/// in the square root of beta (LDM `make_beta_schedule`, "linear").
///
/// @param assumed whether the prediction is only the family's usual one, and nothing with the file
///   states it
/// @param zeroTerminalSnr whether its last timestep holds no signal
/// @param linearStart beta of the first timestep, in `(0, 1)`
/// @param linearEnd beta of the last timestep, in `(0, 1)`
/// @param timesteps how many there are
public record Training(
        Prediction prediction,
        boolean assumed,
        boolean zeroTerminalSnr,
        double linearStart,
        double linearEnd,
        int timesteps) {
    /// As Stable Diffusion 1, 2 and XL were trained, predicting noise.
    public static final Training STABLE_DIFFUSION =
            new Training(Prediction.EPSILON, false, false, 0.00085, 0.012, 1000);

    /// What the network's answer means.
    public enum Prediction {
        /// The noise in the latent.
        EPSILON,
        /// The velocity between noise and picture. Salimans and Ho, "Progressive Distillation"
        /// (2022), appendix D.
        V
    }

    Training withPrediction(Prediction other) {
        return new Training(other, false, zeroTerminalSnr, linearStart, linearEnd, timesteps);
    }

    /// The noise added at each timestep, ascending, in double precision.
    public double[] betas() {
        double first = Math.sqrt(linearStart);
        double last = Math.sqrt(linearEnd);
        double step = timesteps > 1 ? (last - first) / (timesteps - 1) : 0;
        var betas = new double[timesteps];
        for (int i = 0; i < timesteps; i++) {
            // From both ends, as torch.linspace does it.
            double root = i < timesteps / 2 ? first + step * i : last - step * (timesteps - 1 - i);
            betas[i] = root * root;
        }
        return betas;
    }

    /// The signal share left at each timestep, descending, as float32.
    public float[] alphasCumprod() {
        var betas = betas();
        var alphas = new float[betas.length];
        double product = 1;
        for (int i = 0; i < alphas.length; i++) {
            product *= 1 - betas[i];
            alphas[i] = (float) product;
        }
        return alphas;
    }
}
