package dev.atelier.app.queue;

import dev.atelier.recipe.Recipe;
import java.nio.file.Path;

/// A picture that was made and saved. Its pixels are in its file alone: a long session holds no
/// more memory than a short one.
///
/// @param recipe what made exactly this picture: its own seed, a batch of one
/// @param seconds that it took; of pictures made together, its share
/// @param interrupted it was kept as far as it was, before its last step
public record SavedPicture(
        long job, Path file, Recipe recipe, double seconds, boolean interrupted) {
    /// One that was made to its end.
    public SavedPicture(long job, Path file, Recipe recipe, double seconds) {
        this(job, file, recipe, seconds, false);
    }
}
