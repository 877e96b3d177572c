package dev.atelier.pipeline;

import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.Variant;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.util.Optional;

/// Whether one checkpoint can go on with what another begins.
public final class RefinerFit {
    private RefinerFit() {}

    /// A checkpoint and its name.
    public record Named(String name, CheckpointConfig config) {}

    /// Why it cannot; empty where it can. The headers of the files say it, so nothing has to be
    /// loaded.
    public static Optional<Failure> problem(Named base, Named refiner) {
        var own = base.config;
        var other = refiner.config;
        boolean sees = other.variant() == Variant.STANDARD || other.variant() == own.variant();
        if (other.latents().fits(own.latents()) && sees) {
            return Optional.empty();
        }
        return Optional.of(
                new Failure.BadRecipe(
                        Message.of(
                                "problem.refiner-family",
                                refiner.name,
                                other.label(),
                                base.name,
                                own.label()),
                        Message.of("advice.refiner-family")));
    }
}
