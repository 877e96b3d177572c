package dev.atelier.app.control;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// All that a unit's map depends on.
///
/// @param seed of the picture, for modules that draw random numbers
record MapOrder(Path source, Preprocessing preprocessing, Size size, long seed) {
    /// Of a unit, if it has a source.
    static Optional<MapOrder> of(ControlUnit unit, Recipe recipe) {
        return source(unit, recipe)
                .map(file ->
                        new MapOrder(
                                file, unit.preprocessing(), recipe.size(), seed(unit, recipe)));
    }

    /// Another seed is another map only where random numbers are drawn.
    private static long seed(ControlUnit unit, Recipe recipe) {
        return unit.preprocessing().module().equals("shuffle")
                ? Math.max(0, recipe.seed().value().longValue())
                : 0;
    }

    /// A unit without a picture of its own takes the one that the recipe starts from.
    static Optional<Path> source(ControlUnit unit, Recipe recipe) {
        var name = unit.image().isEmpty() ? start(recipe.mode()) : unit.image();
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String start(Mode mode) {
        return switch (mode) {
            case Mode.TextToImage _ -> "";
            case Mode.ImageToImage it -> it.image();
            case Mode.Inpaint it -> it.image();
        };
    }
}
