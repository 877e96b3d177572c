package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// The upscalers of a hires pass that enlarge the decoded picture and need no model, by A1111's
/// names.
public enum PixelUpscaler {
    /// Lanczos too, in one step to the exact size.
    NONE("None"),
    LANCZOS("Lanczos"),
    NEAREST("Nearest");

    private final String label;

    PixelUpscaler(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<PixelUpscaler> ofLabel(String label) {
        return Arrays.stream(values()).filter(u -> u.label.equalsIgnoreCase(label)).findFirst();
    }
}
