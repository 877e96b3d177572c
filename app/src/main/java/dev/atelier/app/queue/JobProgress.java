package dev.atelier.app.queue;

import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Progress;
import java.util.Optional;

/// How far the running job is.
///
/// @param loading its model is read from disk
/// @param progress empty until the first step
/// @param preview the newest rough view
/// @param stopping what it was asked to do and has not done yet
/// @param ahead how many are before it where it was sent; empty where it does not wait there
public record JobProgress(
        long job,
        boolean loading,
        Optional<Progress> progress,
        Optional<PreviewImage> preview,
        Optional<Stopping> stopping,
        Optional<Long> ahead) {
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
        return new JobProgress(
                job,
                loading,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    JobProgress with(Optional<Stopping> how) {
        return new JobProgress(job, loading, progress, preview, how, ahead);
    }

    /// One that is being made.
    static JobProgress at(long job, Optional<Progress> progress, Optional<PreviewImage> preview) {
        return new JobProgress(job, false, progress, preview, Optional.empty(), Optional.empty());
    }

    /// One that waits at a service.
    static JobProgress waiting(long job, long ahead) {
        return new JobProgress(
                job,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ahead));
    }
}
