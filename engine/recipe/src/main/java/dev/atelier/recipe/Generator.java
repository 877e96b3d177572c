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

    /// What it cannot honour of a recipe, in the order of a form; empty where a picture is made of
    /// all of it. A service may be queried once, and that blocks; this computer answers at once,
    /// without loading a model.
    ///
    /// @throws GenerationException when the service cannot be queried
    default List<Unsupported> unsupported(Recipe recipe) throws GenerationException {
        return List.of();
    }

    /// What it offers. Blocks as [#unsupported].
    ///
    /// @throws GenerationException when the service cannot be queried
    default Capabilities capabilities() throws GenerationException {
        return Capabilities.ALL;
    }

    /// Gives back the memory that it holds between pictures; the next picture takes it again.
    default void free() {}
}
