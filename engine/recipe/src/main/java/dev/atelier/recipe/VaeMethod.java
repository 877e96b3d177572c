package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// What pictures are made of latents with, and latents of pictures, under A1111's names.
public enum VaeMethod {
    /// The autoencoder.
    FULL("Full"),
    /// The tiny autoencoder of https://github.com/madebyollin/taesd: less detail, a fraction of the
    /// time.
    TAESD("TAESD");

    private final String label;

    VaeMethod(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// The method of a name, in any case.
    public static Optional<VaeMethod> ofLabel(String label) {
        return Arrays.stream(values()).filter(m -> m.label.equalsIgnoreCase(label)).findFirst();
    }

    /// The same.
    ///
    /// @throws InvalidValueException when there is none
    public static VaeMethod named(String label) {
        return ofLabel(label)
                .orElseThrow(() ->
                        InvalidValueException.of(
                                "VAE method",
                                Message.of("expected.one-of", FULL.label, TAESD.label),
                                label));
    }
}
