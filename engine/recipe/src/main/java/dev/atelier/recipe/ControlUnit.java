package dev.atelier.recipe;

/// One ControlNet unit.
///
/// @param image path of the control picture
/// @param preprocessor A1111's module name, `none` to take the picture as it is
/// @param start share of the steps where it begins
/// @param end share of the steps where it ends
public record ControlUnit(
        String model,
        String preprocessor,
        String image,
        double weight,
        double start,
        double end,
        Balance balance) {
    /// Which side wins: sd-webui-controlnet's control mode.
    public enum Balance {
        BALANCED,
        PROMPT,
        CONTROL
    }

    public ControlUnit {
        if (!(0 <= start && start <= end && end <= 1)) {
            throw new IllegalArgumentException(
                    "control: expected 0 <= start <= end <= 1, got %s and %s"
                            .formatted(start, end));
        }
    }
}
