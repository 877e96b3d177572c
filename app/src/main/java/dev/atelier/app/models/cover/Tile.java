package dev.atelier.app.models.cover;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One thing in a [CoverGrid].
///
/// @param id what it is known by
/// @param second the line below its title
public record Tile(String id, String title, String second, Optional<Path> picture, Style look) {
    /// How it is shown.
    ///
    /// @param icon in the well where there is no picture
    /// @param badge in the upper left corner, such as a family; empty for none
    /// @param mark in the lower left corner, such as that it is in use; empty for none
    /// @param code at the right of the second line, such as a hash; empty for none
    /// @param state what the second line is
    public record Style(String icon, String badge, String mark, String code, State state) {
        /// Of that state instead.
        public Style in(State other) {
            return new Style(icon, badge, mark, code, other);
        }
    }

    /// Whether it can be used.
    public enum State {
        USUAL,
        /// It cannot, for a reason that its second line gives; its picture is grey.
        UNSUITABLE,
        /// Its file is damaged, as its second line says.
        BROKEN
    }

    /// Tiles under a title.
    ///
    /// @param title empty for none
    /// @param note at the right of the title or behind it
    public record Group(String title, String note, List<Tile> tiles) {
        public Group {
            tiles = List.copyOf(tiles);
        }
    }
}
