package dev.atelier.recipe;

/// Overrides of the schedule; 0 leaves the model's or the schedule's own value.
///
/// @param min the smallest sigma, not negative
/// @param max the largest sigma, not negative
/// @param rho the exponent of Karras and polyexponential, not negative
public record SigmaRange(double min, double max, double rho) {
    public SigmaRange {
        Require.notNegative("schedule min sigma", min);
        Require.notNegative("schedule max sigma", max);
        Require.notNegative("schedule rho", rho);
    }

    /// Nothing overridden.
    public static final SigmaRange DEFAULT = new SigmaRange(0, 0, 0);

    /// A copy with another `min`.
    public SigmaRange withMin(double min) {
        return new SigmaRange(min, max, rho);
    }

    /// A copy with another `max`.
    public SigmaRange withMax(double max) {
        return new SigmaRange(min, max, rho);
    }

    /// A copy with another `rho`.
    public SigmaRange withRho(double rho) {
        return new SigmaRange(min, max, rho);
    }
}
