package dev.atelier.recipe;

/// One ControlNet unit.
///
/// @param image path of the control picture
/// @param start share of the steps where it begins
/// @param end share of the steps where it ends
public record ControlUnit(
        String model,
        Preprocessing preprocessing,
        String image,
        double weight,
        double start,
        double end,
        Balance balance) {
    /// Which side wins: sd-webui-controlnet's control mode.
    public enum Balance {
        BALANCED("Balanced"),
        PROMPT("My prompt is more important"),
        CONTROL("ControlNet is more important");

        private final String label;

        Balance(String label) {
            this.label = label;
        }

        /// The name in sd-webui-controlnet's interface and infotext.
        public String label() {
            return label;
        }
    }

    /// How the control picture is brought to size.
    public enum Fit {
        STRETCH("Just Resize"),
        CROP("Crop and Resize"),
        FILL("Resize and Fill");

        private final String label;

        Fit(String label) {
            this.label = label;
        }

        /// The name in sd-webui-controlnet's interface and infotext.
        public String label() {
            return label;
        }
    }

    /// How the control picture is made ready.
    ///
    /// @param module A1111's module name, `none` to take the picture as it is
    /// @param resolution its smaller edge in pixels while it is worked on, -1 for the module's own
    /// @param thresholdA the module's first number, -1 for its own
    /// @param thresholdB the module's second number, -1 for its own
    /// @param pixelPerfect work at the size of the picture to be made, whatever `resolution` says
    public record Preprocessing(
            String module,
            Fit fit,
            int resolution,
            double thresholdA,
            double thresholdB,
            boolean pixelPerfect) {
        public static final Preprocessing NONE =
                new Preprocessing("none", Fit.CROP, -1, -1, -1, false);
    }

    public ControlUnit {
        if (!(0 <= start && start <= end && end <= 1)) {
            throw InvalidValueException.of(
                    "control", Message.of("expected.control"), Message.of("value.and", start, end));
        }
    }
}
