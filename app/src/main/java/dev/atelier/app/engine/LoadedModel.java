package dev.atelier.app.engine;

import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import java.util.Optional;

/// A checkpoint in memory. Closing frees it.
public interface LoadedModel extends AutoCloseable {
    /// Makes pictures with what a spec names besides the checkpoint: LoRAs, autoencoder and
    /// embeddings. Blocks for as long as the weights that other LoRAs touch take to load, and for
    /// less than a second without. Valid until the next call.
    ///
    /// @param spec of the weights that were loaded
    /// @param refiner the loaded model that the spec names as its refiner
    /// @throws GenerationException when a file cannot be used; then everything is as before
    Generator generator(ModelSpec spec, Optional<LoadedModel> refiner) throws GenerationException;

    Facts facts();

    @Override
    void close();

    /// @param ref as recipes name it
    /// @param nativeSize the edge of the pictures it was trained on, in pixels
    record Facts(ModelRef ref, int nativeSize) {}
}
