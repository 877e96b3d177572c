package dev.atelier.sampling;

/// The numbers A1111 lets the user turn, the same for all samplers; each reads what it knows.
///
/// @param eta share of fresh noise: 0 deterministic, 1 fully ancestral. A1111's default is 1 for
///   ancestral and SDE samplers, 0 for DDIM
/// @param noiseFactor `s_noise`: factor on added noise, default 1
/// @param churn extra noise of Euler, Heun and DPM2
/// @param uniPc settings of UniPC
public record SamplerOptions(double eta, double noiseFactor, Churn churn, UniPcOptions uniPc) {
    /// A1111's defaults for samplers over sigmas.
    public static final SamplerOptions DEFAULT =
            new SamplerOptions(1, 1, Churn.NONE, UniPcOptions.DEFAULT);

    public SamplerOptions withEta(double value) {
        return new SamplerOptions(value, noiseFactor, churn, uniPc);
    }

    public SamplerOptions withNoiseFactor(double value) {
        return new SamplerOptions(eta, value, churn, uniPc);
    }

    public SamplerOptions withChurn(Churn value) {
        return new SamplerOptions(eta, noiseFactor, value, uniPc);
    }

    public SamplerOptions withUniPc(UniPcOptions value) {
        return new SamplerOptions(eta, noiseFactor, churn, value);
    }

    /// Karras et al. (2022), algorithm 2: raise the noise level before each step whose sigma lies
    /// in `[sigmaMin, sigmaMax]`. `amount` is spread over all steps; 0 is none.
    public record Churn(double amount, double sigmaMin, double sigmaMax) {
        public static final Churn NONE = new Churn(0, 0, Double.POSITIVE_INFINITY);

        /// The relative rise of `sigma` in a run of `steps`, at most `sqrt(2) - 1`.
        public double rise(double sigma, int steps) {
            boolean inside = sigmaMin <= sigma && sigma <= sigmaMax;
            return inside ? Math.min(amount / steps, Math.sqrt(2) - 1) : 0;
        }
    }
}
