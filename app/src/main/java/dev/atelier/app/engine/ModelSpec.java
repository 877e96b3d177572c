package dev.atelier.app.engine;

import dev.atelier.checkpoint.CheckpointFile;
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
/// @param base gives what the checkpoint lacks where it is a UNet alone
/// @param vae empty for the checkpoint's own
/// @param refiner the checkpoint that takes over during sampling
/// @param embeddings those whose names stand in the prompts
/// @param adapters in the order in which they change the weights
/// @param controls those of the control units, in their order
/// @param taesd all files of the tiny autoencoder, of whatever family
public record ModelSpec(
        FileVersion checkpoint,
        Optional<FileVersion> base,
        Optional<FileVersion> vae,
        Optional<FileVersion> refiner,
        List<FileVersion> embeddings,
        List<Adapter> adapters,
        List<FileVersion> controls,
        List<FileVersion> taesd) {
    /// A LoRA and how strongly it counts.
    ///
    /// @param tag the name by which it was requested, and the numbers
    public record Adapter(FileVersion file, LoraTag tag) {}

    /// What is costly to load: specs that differ in other things share it.
    public sealed interface Part {
        /// Of its file.
        long bytes();

        /// Whether this is what was loaded of a file that has been replaced since.
        boolean isOlder(Part other);
    }

    private static boolean isOlder(FileVersion own, FileVersion other) {
        return own.file().equals(other.file()) && !own.equals(other);
    }

    /// The networks of a checkpoint. LoRAs are merged into its weights and taken out again.
    ///
    /// @param base gives what the checkpoint lacks where it is a UNet alone
    public record Weights(FileVersion checkpoint, Optional<FileVersion> base) implements Part {
        /// Where to read them.
        public CheckpointFile source() {
            return base.map(it -> new CheckpointFile(checkpoint.file(), Optional.of(it.file())))
                    .orElseGet(() -> CheckpointFile.of(checkpoint.file()));
        }

        @Override
        public long bytes() {
            return checkpoint.bytes();
        }

        @Override
        public boolean isOlder(Part other) {
            return switch (other) {
                case Weights it -> checkpoint.file().equals(it.checkpoint.file()) && !equals(it);
                case Control it -> isOlder(it.of);
            };
        }
    }

    /// A control network.
    ///
    /// @param of the checkpoint that it controls
    public record Control(FileVersion file, Weights of) implements Part {
        @Override
        public long bytes() {
            return file.bytes();
        }

        @Override
        public boolean isOlder(Part other) {
            return switch (other) {
                case Weights it -> of.isOlder(it);
                case Control it -> ModelSpec.isOlder(file, it.file) || of.isOlder(it.of);
            };
        }
    }

    public ModelSpec {
        embeddings = List.copyOf(embeddings);
        adapters = List.copyOf(adapters);
        controls = List.copyOf(controls);
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
                library.base().map(FileVersion::of),
                vae.map(FileVersion::of),
                library.refiner(recipe).map(FileVersion::of),
                library.embeddings(recipe).stream().map(FileVersion::of).toList(),
                adapters(recipe, library),
                controls(recipe, library),
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

    private static List<FileVersion> controls(Recipe recipe, ModelLibrary library)
            throws GenerationException {
        var controls = new ArrayList<FileVersion>();
        for (var unit : recipe.activeControls()) {
            var file = library.file(ModelKind.CONTROLNET, unit.model());
            if (file.isEmpty()) {
                throw new GenerationException(
                        new Failure.BadRecipe(
                                library.controlNotFound(unit.model()),
                                library.remedy(ModelKind.CONTROLNET)),
                        null);
            }
            controls.add(FileVersion.of(file.get()));
        }
        return controls;
    }

    /// What to load for each control unit, in their order.
    List<Control> controlParts() {
        return controls.stream().map(file -> new Control(file, weights())).toList();
    }

    /// What to load of the refiner, if there is one.
    Optional<Weights> refinerWeights() {
        return refiner.map(file -> new Weights(file, base));
    }

    public Weights weights() {
        return new Weights(checkpoint, base);
    }
}
