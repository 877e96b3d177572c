package dev.atelier.recipe;

import java.util.List;

/// Makes pictures from recipes: the engine on this machine, a service in the cloud, or a fake.
public interface Generator {

    /// Makes the pictures of `recipe` and blocks until they are done.
    ///
    /// After [Cancellation#interrupt] it returns what is finished, the current pictures decoded as far
    /// as they got. The observer is called on the generator's own threads, one call at a time.
    ///
    /// @return the pictures in the order of their seeds; at most `recipe.batch().total()`
    /// @throws GenerationException if it cannot; its failure tells the user why. After
    ///     [Cancellation#cancel] the failure is [Failure.Cancelled]; pictures reported to the observer
    ///     before remain good.
    List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException;
}
