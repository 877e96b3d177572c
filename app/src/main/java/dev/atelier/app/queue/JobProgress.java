package dev.atelier.app.queue;

import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Size;
import java.util.Optional;

/// How far the running job is.
///
/// @param loading its model is read from disk
/// @param progress empty until the first step
/// @param preview the newest rough view
public record JobProgress(
        long job, boolean loading, Optional<Progress> progress, Optional<Preview> preview) {
    /// One that makes no step yet.
    static JobProgress begun(long job, boolean loading) {
        return new JobProgress(job, loading, Optional.empty(), Optional.empty());
    }

    /// @param rgb bytes row by row; read only
    public record Preview(Size size, byte[] rgb) {}
}
