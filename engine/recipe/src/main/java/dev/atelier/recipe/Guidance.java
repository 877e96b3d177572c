package dev.atelier.recipe;

/// Steps that go without the negative prompt.
///
/// @param minUncond leaves it out on every other step below this sigma, not negative; 0 never
///     (infotext `NGMS`)
/// @param allSteps leaves it out on every step below `minUncond`
/// @param skipEarly leaves it out on this first fraction of the steps, 0 to 1
public record Guidance(double minUncond, boolean allSteps, double skipEarly) {
    public Guidance {
        Require.notNegative("negative guidance minimum sigma", minUncond);
        Require.within("skip early cond", skipEarly, 0.0, 1.0);
    }

    /// The negative prompt counts on every step.
    public static final Guidance DEFAULT = new Guidance(0, false, 0);

    /// A copy with another `minUncond`.
    public Guidance withMinUncond(double minUncond) {
        return new Guidance(minUncond, allSteps, skipEarly);
    }

    /// A copy with another `allSteps`.
    public Guidance withAllSteps(boolean allSteps) {
        return new Guidance(minUncond, allSteps, skipEarly);
    }

    /// A copy with another `skipEarly`.
    public Guidance withSkipEarly(double skipEarly) {
        return new Guidance(minUncond, allSteps, skipEarly);
    }
}
