package dev.atelier.recipe;

import java.util.Optional;

/// The model files of a recipe; an absent one means the generator's current choice.
///
/// @param checkpoint the checkpoint
/// @param vae a VAE in place of the checkpoint's own
/// @param refiner the checkpoint that takes over late in sampling
public record Models(
        Optional<ModelRef> checkpoint, Optional<ModelRef> vae, Optional<Refiner> refiner) {
    /// Leaves every choice to the generator.
    public static final Models CURRENT =
            new Models(Optional.empty(), Optional.empty(), Optional.empty());
    /// A second checkpoint for the last part of sampling (A1111 "Refiner", "Refiner switch at").
    ///
    /// @param model the checkpoint
    /// @param switchAt the fraction of sampling done when it takes over, 0 to 1
    public record Refiner(ModelRef model, double switchAt) {
        public Refiner {
            Require.within("refiner switch", switchAt, 0.0, 1.0);
        }

        /// A copy with another `model`.
        public Refiner withModel(ModelRef model) {
            return new Refiner(model, switchAt);
        }

        /// A copy with another `switchAt`.
        public Refiner withSwitchAt(double switchAt) {
            return new Refiner(model, switchAt);
        }
    }

    /// A copy with another `checkpoint`.
    public Models withCheckpoint(Optional<ModelRef> checkpoint) {
        return new Models(checkpoint, vae, refiner);
    }

    /// A copy with another `vae`.
    public Models withVae(Optional<ModelRef> vae) {
        return new Models(checkpoint, vae, refiner);
    }

    /// A copy with another `refiner`.
    public Models withRefiner(Optional<Refiner> refiner) {
        return new Models(checkpoint, vae, refiner);
    }
}
