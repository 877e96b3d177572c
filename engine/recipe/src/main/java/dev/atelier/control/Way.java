package dev.atelier.control;

import dev.atelier.image.Bitmap;

/// How a preprocessor does its work.
public sealed interface Way {
    /// Arithmetic that this program does itself.
    record Arithmetic(Draws draws) implements Way {}

    /// A network.
    ///
    /// @param file name of the file of its weights, as the extension loads it
    record Network(String file) implements Way {}

    /// No map at all: it reads features or hooks into the picture's own network.
    record NoMap() implements Way {}

    /// Draws a map.
    @FunctionalInterface
    interface Draws {
        /// @param picture three channels, or four for those that take a mask in the fourth
        Bitmap map(Bitmap picture, Drawing drawing);
    }
}
