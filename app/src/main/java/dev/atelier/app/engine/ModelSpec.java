package dev.atelier.app.engine;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
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
    /// @param text its weight in the text encoder
    /// @param unet its weight in the UNet
    public record Adapter(FileVersion file, double text, double unet) {}

    /// What is costly to load: specs that differ in other things share it.
    public record Weights(FileVersion checkpoint, List<Adapter> adapters) {
        public Weights {
            adapters = List.copyOf(adapters);
        }

        /// Of all its files.
        long bytes() {
            return checkpoint.bytes() + adapters.stream().mapToLong(it -> it.file().bytes()).sum();
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

    private static List<Adapter> adapters(Recipe recipe, ModelLibrary library)
            throws GenerationException {
        var adapters = new ArrayList<Adapter>();
        for (var lora : recipe.loras()) {
            var file = library.file(ModelKind.LORA, lora.name());
            if (file.isEmpty()) {
                throw new GenerationException(
                        new Failure.ModelMissing(Message.of("problem.lora", lora.name())), null);
            }
            adapters.add(
                    new Adapter(FileVersion.of(file.get()), lora.textWeight(), lora.unetWeight()));
        }
        return adapters;
    }

    /// What to load of the refiner, if there is one.
    Optional<Weights> refinerWeights() {
        return refiner.map(file -> new Weights(file, List.of()));
    }

    public Weights weights() {
        return new Weights(checkpoint, adapters);
    }
}
