package dev.atelier.sampling;

/// Settings of UniPC under A1111's option names.
///
/// @param variant `uni_pc_variant`
/// @param spacing `uni_pc_skip_type`
/// @param order `uni_pc_order`, at least 1; lowered to the step count where that is smaller
/// @param lowerOrderFinal `uni_pc_lower_order_final`: fall back to low orders at the end
public record UniPcOptions(Variant variant, Spacing spacing, int order, boolean lowerOrderFinal) {
    public static final UniPcOptions DEFAULT =
            new UniPcOptions(Variant.BH1, Spacing.TIME_UNIFORM, 3, true);

    public UniPcOptions {
        if (order < 1) {
            throw new IllegalArgumentException("uni pc order: expected at least 1, got " + order);
        }
    }

    /// The function B(h) of the paper, or coefficients that vary with the step.
    public enum Variant {
        BH1,
        BH2,
        VARY_COEFF
    }

    /// How the times of the steps are spread.
    public enum Spacing {
        TIME_UNIFORM,
        TIME_QUADRATIC,
        LOG_SNR
    }
}
