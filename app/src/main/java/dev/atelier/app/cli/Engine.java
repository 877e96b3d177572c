package dev.atelier.app.cli;

import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.torch.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The local engine as commands see it.
public interface Engine {
    /// Loads a checkpoint; blocks for seconds.
    ///
    /// @param model its file, or empty for the starter model
    /// @param strategy how to compute, or empty for what the machine does best
    Loaded load(Optional<Path> model, Optional<String> strategy) throws GenerationException;

    /// The named way to compute, or empty for what the machine does best.
    Compute compute(Optional<String> strategy) throws GenerationException;

    /// What the engine found on this machine, for `doctor`.
    List<Fact> facts();

    /// A loaded checkpoint. Closing frees its memory.
    interface Loaded extends AutoCloseable {
        Generator generator();

        /// The same, where prompts may use embeddings.
        ///
        /// @param embeddings their files; those that are damaged are left out, and the log says so
        default Generator generator(List<Path> embeddings) {
            return generator();
        }

        /// Draws with the autoencoder of a file from the next generator on; empty for the
        /// checkpoint's own. Blocks for less than a second.
        ///
        /// @throws GenerationException when it cannot be used; then everything is as before
        default void autoencoder(Optional<Path> file) throws GenerationException {
            // An engine that computes nothing has none.
        }

        ModelRef model();

        /// The edge of the pictures it was trained on, in pixels.
        int nativeSize();

        @Override
        void close();
    }
}
