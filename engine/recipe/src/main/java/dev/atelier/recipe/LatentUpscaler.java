package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// The upscalers of a hires pass that enlarge the latent itself, without decoding it, by A1111's
/// names.
public enum LatentUpscaler {
    LATENT("Latent"),
    ANTIALIASED("Latent (antialiased)"),
    BICUBIC("Latent (bicubic)"),
    BICUBIC_ANTIALIASED("Latent (bicubic antialiased)"),
    NEAREST("Latent (nearest)"),
    NEAREST_EXACT("Latent (nearest-exact)");

    private final String label;

    LatentUpscaler(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<LatentUpscaler> ofLabel(String label) {
        return Arrays.stream(values()).filter(u -> u.label.equalsIgnoreCase(label)).findFirst();
    }
}
