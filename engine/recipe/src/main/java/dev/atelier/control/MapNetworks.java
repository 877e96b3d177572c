package dev.atelier.control;

import dev.atelier.image.Bitmap;
import java.nio.file.Path;
import java.util.Optional;

/// The networks that draw maps. Any thread.
public interface MapNetworks {
    /// Whether the weights of a network are there. Blocks where folders are listed.
    boolean has(MapMethod.Network network);

    /// The folder that its weights are to be put into, if there is such a place.
    Optional<Path> folder(MapMethod.Network network);

    /// What the network of a module makes of a picture. Blocks for a moment, and longer where the
    /// weights have to be read first.
    ///
    /// @param picture three channels
    /// @return of the same size, one or three channels
    /// @throws dev.atelier.recipe.InvalidValueException when the file of the weights is missing or
    ///   cannot be used
    Bitmap map(Preprocessor module, Bitmap picture, Drawing drawing);

    /// Gives up the memory of what is not being computed.
    default void free() {
        // There may be nothing to give up.
    }
}
