package dev.atelier.recipe;

/// The stochasticity of Euler, Heun and DPM2 (Karras et al. 2022, algorithm 2).
///
/// @param amount S_churn, not negative
/// @param tMin S_tmin, not negative
/// @param tMax S_tmax, not negative; 0 means without bound
/// @param noise S_noise, not negative; also scales the noise of ancestral and SDE samplers
public record Churn(double amount, double tMin, double tMax, double noise) {
    public Churn {
        Require.notNegative("sigma churn", amount);
        Require.notNegative("sigma tmin", tMin);
        Require.notNegative("sigma tmax", tMax);
        Require.notNegative("sigma noise", noise);
    }

    /// A1111 v1.10.1's.
    public static final Churn DEFAULT = new Churn(0, 0, 0, 1);

    /// A copy with another `amount`.
    public Churn withAmount(double amount) {
        return new Churn(amount, tMin, tMax, noise);
    }

    /// A copy with another `tMin`.
    public Churn withTMin(double tMin) {
        return new Churn(amount, tMin, tMax, noise);
    }

    /// A copy with another `tMax`.
    public Churn withTMax(double tMax) {
        return new Churn(amount, tMin, tMax, noise);
    }

    /// A copy with another `noise`.
    public Churn withNoise(double noise) {
        return new Churn(amount, tMin, tMax, noise);
    }
}
