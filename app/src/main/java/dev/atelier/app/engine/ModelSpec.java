package dev.atelier.app.engine;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.prompt.LoraTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All files that a recipe is made with, as they are now. Two recipes with equal specs are made
/// with the same networks.
///
/// @param vae empty for the checkpoint's own
/// @param refiner the checkpoint that takes over during sampling
/// @param embeddings those whose names stand in the prompts
/// @param adapters in the order in which they change the weights
/// @param taesd all files of the tiny autoencoder, of whatever family
public record ModelSpec(
        FileVersion checkpoint,
        Optional<FileVersion> vae,
        Optional<FileVersion> refiner,
        List<FileVersion> embeddings,
        List<Adapter> adapters,
        List<FileVersion> taesd) {
    /// A LoRA and how strongly it counts.
    ///
    /// @param tag the name by which it was asked for, and the numbers
    public record Adapter(FileVersion file, LoraTag tag) {}

    /// What is costly to load: specs that differ in other things share it. LoRAs are merged into
    /// its weights and taken out again.
    public record Weights(FileVersion checkpoint) {
        long bytes() {
            return checkpoint.bytes();
        }

        /// Whether this is what was loaded of a file that has been replaced since.
        boolean isOlder(Weights other) {
            return checkpoint.file().equals(other.checkpoint.file())
                    && !checkpoint.equals(other.checkpoint);
        }
    }

    public ModelSpec {
        embeddings = List.copyOf(embeddings);
        adapters = List.copyOf(adapters);
        taesd = List.copyOf(taesd);
    }

    /// Finds the files of a recipe. Blocks where folders are listed.
    ///
    /// @throws GenerationException when one that the recipe names is not there
    public static ModelSpec of(Recipe recipe, ModelLibrary library) throws GenerationException {
        var checkpoint = library.checkpoint(recipe);
        var vae = library.vae(recipe, checkpoint);
        return new ModelSpec(
                FileVersion.of(checkpoint),
                vae.map(FileVersion::of),
                library.refiner(recipe).map(FileVersion::of),
                library.embeddings(recipe).stream().map(FileVersion::of).toList(),
                adapters(recipe, library),
                library.files(ModelKind.TAESD).stream()
                        .map(it -> FileVersion.of(it.path()))
                        .toList());
    }

    /// A tag whose name is unknown does nothing, as in A1111; the engine says so before.
    private static List<Adapter> adapters(Recipe recipe, ModelLibrary library)
            throws GenerationException {
        var adapters = new ArrayList<Adapter>();
        for (var tag : LoraTag.of(recipe)) {
            var file = library.file(ModelKind.LORA, tag.name());
            if (file.isPresent()) {
                adapters.add(new Adapter(FileVersion.of(file.get()), tag));
            } else if (recipe.loras().stream().anyMatch(it -> it.name().equals(tag.name()))) {
                throw new GenerationException(
                        new Failure.BadRecipe(
                                Message.of("unsupported.lora", tag.name()),
                                library.remedy(ModelKind.LORA)),
                        null);
            }
        }
        return adapters;
    }

    /// What to load of the refiner, if there is one.
    Optional<Weights> refinerWeights() {
        return refiner.map(file -> new Weights(file));
    }

    public Weights weights() {
        return new Weights(checkpoint);
    }
}
