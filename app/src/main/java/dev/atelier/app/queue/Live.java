package dev.atelier.app.queue;

import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Size;
import java.util.Optional;

/// How far the running job is.
///
/// @param progress empty while its model is loaded
/// @param preview the newest rough view
public record Live(long job, Optional<Progress> progress, Optional<Preview> preview) {
    /// @param rgb bytes row by row; read only
    public record Preview(Size size, byte[] rgb) {}
}
