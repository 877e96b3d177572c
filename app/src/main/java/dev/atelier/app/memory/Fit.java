package dev.atelier.app.memory;

import dev.atelier.recipe.Size;
import java.util.Optional;

/// Whether a recipe fits into memory.
///
/// @param need bytes it takes
/// @param free bytes there are for it
/// @param remedy what would make it fit, where it does not; empty where nothing simple would
public record Fit(long need, long free, Optional<Remedy> remedy) {
    /// Something to lower.
    public sealed interface Remedy {
        /// Pictures one after another instead of at once.
        record OneAtOnce() implements Remedy {}

        /// No second pass.
        record NoSecondPass() implements Remedy {}

        /// A smaller picture of the same shape.
        record Smaller(Size size) implements Remedy {}
    }

    public boolean fits() {
        return need <= free;
    }
}
