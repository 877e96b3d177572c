package dev.atelier.control;

import dev.atelier.image.Bitmap;
import java.util.List;

/// How a preprocessor does its work.
public sealed interface MapMethod {
    /// Computed by this program itself.
    record Computed(MapFunction draws) implements MapMethod {}

    /// A network that this program computes where its weights are there.
    ///
    /// @param folder where the extension keeps them, below its `annotator/downloads`
    /// @param files names of the file, the extension's first; any other ending will do
    /// @param finishes what follows on the map that the network gives
    record Network(String folder, List<String> files, MapFunction finishes) implements MapMethod {
        public Network {
            files = List.copyOf(files);
        }

        /// The extension's name of the file.
        public String file() {
            return files.getFirst();
        }
    }

    /// A network that this program does not have.
    ///
    /// @param file name of the file of its weights, as the extension loads it; may be empty
    record Unavailable(String file) implements MapMethod {}

    /// No map at all: it reads features or hooks into the picture's own network.
    record NoMap() implements MapMethod {}

    /// Draws a map.
    @FunctionalInterface
    interface MapFunction {
        /// @param picture three channels, or four for those that take a mask in the fourth
        Bitmap map(Bitmap picture, Drawing drawing);
    }
}
