package dev.atelier.app.compare;

import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// One picture of a set that is compared with another set.
///
/// @param name without its folder
/// @param where its path or address
/// @param recipe empty where it carries none
public record SetPicture(String name, String where, Optional<Recipe> recipe, Content content) {
    /// Gives the picture as a file of this computer.
    @FunctionalInterface
    public interface Content {
        /// Blocks, where it must be fetched first.
        ///
        /// @throws IOException with a sentence, when it cannot be reached
        Path file() throws IOException;
    }

    /// The name without its ending.
    String stem() {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
