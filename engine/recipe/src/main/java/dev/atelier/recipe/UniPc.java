package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// The options of the UniPC sampler (Zhao et al. 2023).
///
/// @param variant the form of B(h)
/// @param skipType the spacing of time steps
/// @param order 1 to 50
/// @param lowerOrderFinal lowers the order in the last steps
public record UniPc(Variant variant, SkipType skipType, int order, boolean lowerOrderFinal) {
    public UniPc {
        Require.within("UniPC order", order, 1, 50);
    }

    /// A1111 v1.10.1's.
    public static final UniPc DEFAULT = new UniPc(Variant.BH1, SkipType.TIME_UNIFORM, 3, true);

    /// The form of B(h).
    public enum Variant {
        BH1("bh1"),
        BH2("bh2"),
        VARY_COEFF("vary_coeff");

        private final String label;

        Variant(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<Variant> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }

    /// The spacing of time steps.
    public enum SkipType {
        TIME_UNIFORM("time_uniform"),
        TIME_QUADRATIC("time_quadratic"),
        LOG_SNR("logSNR");

        private final String label;

        SkipType(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<SkipType> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }

    /// A copy with another `variant`.
    public UniPc withVariant(Variant variant) {
        return new UniPc(variant, skipType, order, lowerOrderFinal);
    }

    /// A copy with another `skipType`.
    public UniPc withSkipType(SkipType skipType) {
        return new UniPc(variant, skipType, order, lowerOrderFinal);
    }

    /// A copy with another `order`.
    public UniPc withOrder(int order) {
        return new UniPc(variant, skipType, order, lowerOrderFinal);
    }

    /// A copy with another `lowerOrderFinal`.
    public UniPc withLowerOrderFinal(boolean lowerOrderFinal) {
        return new UniPc(variant, skipType, order, lowerOrderFinal);
    }
}
