package dev.atelier.recipe;

import java.util.List;

/// Makes pictures from recipes: the engine in this process, or a service elsewhere.
public interface Generator {
    /// Makes all pictures of a recipe; blocks, and reports progress to `observer` from the calling
    /// thread.
    ///
    /// @return the pictures in order; fewer than asked for after [Cancellation#interrupt]
    /// @throws GenerationException when a picture cannot be made; those made before were reported
    ///   to the observer
    List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException;

    /// Gives back the memory that it holds between pictures; the next picture takes it again.
    default void free() {}
}
