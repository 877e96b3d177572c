package dev.atelier.app.cli;

import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the wiring lends to the commands: the engine, and pictures as files. Methods block; one
/// thread at a time.
public interface Workshop {
    /// A checkpoint ready to draw.
    ///
    /// @param nativeSize the size of a picture where nobody asks for another
    record Loaded(Generator generator, ModelRef model, Size nativeSize) {}

    /// Loads a checkpoint, or the starter model where none is named; seconds.
    ///
    /// @throws IOException when the file cannot be read or is no checkpoint
    /// @throws GenerationException when the engine cannot run it
    Loaded load(Optional<Path> checkpoint) throws IOException, GenerationException;

    /// What the engine has to say for itself: device, strategy and why, native libraries.
    List<Fact> engineFacts();

    /// Reads a recipe from its JSON file.
    Recipe readRecipe(Path json) throws IOException;

    /// Reads the recipe of a picture made here or by A1111.
    Recipe readPicture(Path picture) throws IOException;

    /// Writes a PNG with A1111's infotext and the recipe.
    void write(Picture picture, Path png) throws IOException;
}
