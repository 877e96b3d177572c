package dev.atelier.app.control;

import java.awt.image.BufferedImage;
import java.util.Optional;

/// Where the map of a unit stands.
sealed interface MapState {
    /// There is nothing to draw it from.
    record NoSource() implements MapState {}

    /// @param before what is shown until then
    record Running(Optional<DrawnMap> before) implements MapState {}

    /// @param current whether it is of the numbers as they are now
    record Drawn(DrawnMap map, boolean current) implements MapState {}

    /// @param gone whether the source is what is missing
    /// @param source made small, where it could be read
    record Failed(String why, boolean gone, Optional<BufferedImage> source) implements MapState {}

    /// What can be looked at.
    default Optional<DrawnMap> drawn() {
        return switch (this) {
            case Running(var before) -> before;
            case Drawn(var map, _) -> Optional.of(map);
            case NoSource _, Failed _ -> Optional.empty();
        };
    }
}
