package dev.atelier.app.queue;

import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Size;
import java.util.Optional;

/// How far the running job is.
///
/// @param loading its model is read from disk
/// @param progress empty until the first step
/// @param preview the newest rough view
/// @param stopping what it was asked to do and has not done yet
public record JobProgress(
        long job,
        boolean loading,
        Optional<Progress> progress,
        Optional<Preview> preview,
        Optional<Stopping> stopping) {
    /// From the mildest on.
    public enum Stopping {
        /// Leaving out the present picture.
        SKIP,
        /// Keeping the present picture as far as it is, and ending.
        INTERRUPT,
        /// Dropping the present picture, and ending.
        CANCEL
    }

    /// One that makes no step yet.
    static JobProgress begun(long job, boolean loading) {
        return new JobProgress(job, loading, Optional.empty(), Optional.empty(), Optional.empty());
    }

    JobProgress with(Optional<Stopping> how) {
        return new JobProgress(job, loading, progress, preview, how);
    }

    /// @param rgb bytes row by row; read only
    public record Preview(Size size, byte[] rgb) {}
}
