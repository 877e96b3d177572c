package dev.atelier.app.models;

import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.Variant;
import java.util.Optional;

/// What a model file is for: a generation of Stable Diffusion, and of checkpoints what their UNet
/// sees besides.
public record FamilyVariant(Family family, Variant variant) {
    /// Of a file that no variant is known of; empty for an unknown family.
    static Optional<FamilyVariant> of(Family family) {
        return family == Family.UNKNOWN
                ? Optional.empty()
                : Optional.of(new FamilyVariant(family, Variant.STANDARD));
    }

    /// In full, such as `Stable Diffusion 1 inpainting`.
    public String label() {
        return named(family.label());
    }

    /// As people say it, such as `SD 1` and `SDXL`.
    public String brief() {
        return named(family.brief());
    }

    private String named(String name) {
        return variant.of(name).localized();
    }
}
