package dev.atelier.app.engine;

import dev.atelier.control.ControlMaps;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import java.util.List;
import java.util.Optional;

/// A checkpoint in memory. Closing frees it.
public interface LoadedModel extends Loaded {
    /// Makes pictures with what a spec names besides the checkpoint: LoRAs, autoencoder and
    /// embeddings. Blocks for as long as the weights that other LoRAs touch take to load, and for
    /// less than a second without. Valid until the next call.
    ///
    /// @param spec of the weights that were loaded
    /// @param others what else the spec names that is loaded by itself
    /// @throws GenerationException when a file cannot be used; then everything is as before
    Generator generator(ModelSpec spec, Others others) throws GenerationException;

    /// What works beside a model.
    ///
    /// @param refiner the one that takes over
    /// @param controls for each control unit, in their order
    /// @param maps draws what they see
    record Others(Optional<LoadedModel> refiner, List<LoadedControl> controls, ControlMaps maps) {
        public Others {
            controls = List.copyOf(controls);
        }
    }

    Facts facts();

    /// @param ref as recipes name it
    /// @param nativeSize the edge of the pictures it was trained on, in pixels
    record Facts(ModelRef ref, int nativeSize) {}
}
