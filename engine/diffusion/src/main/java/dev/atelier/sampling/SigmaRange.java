package dev.atelier.sampling;

/// The way of a sampler that makes its own sigmas: from `max` down to `min`, both positive. Text to
/// image takes the model's bounds; image to image the first and the last but one of the schedule,
/// which are the same where that has one step.
///
/// @param steps budget of model calls; the adaptive sampler ignores it
public record SigmaRange(double min, double max, int steps) {
    public SigmaRange {
        if (!(min > 0) || !(max >= min)) {
            throw new IllegalArgumentException(
                    "sigma range: expected 0 < min <= max, got %s and %s".formatted(min, max));
        }
    }

    /// Whether there is no way to go.
    public boolean isPoint() {
        return min == max;
    }

    /// The bounds of the part of a schedule that is run, whose last sigma is 0.
    public static SigmaRange ofSigmas(double[] sigmas) {
        return new SigmaRange(sigmas[sigmas.length - 2], sigmas[0], sigmas.length - 1);
    }
}
