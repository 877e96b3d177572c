package dev.atelier.recipe;

import java.util.Map;

/// One finished picture and how it came about.
///
/// @param pixels the picture, in its final size
/// @param recipe the recipe of this picture alone: resolved seeds, a batch of one
/// @param infotext the text A1111 would write into its file
/// @param metadata further facts by name: timings such as `sampling seconds`, device, service,
///     request id; never a secret
public record Picture(
        Pixels pixels, Recipe recipe, String infotext, Map<String, String> metadata) {
    public Picture {
        metadata = Map.copyOf(metadata);
    }

    /// Pixels per row.
    public int width() {
        return pixels.width();
    }

    /// Rows.
    public int height() {
        return pixels.height();
    }

    /// `[height, width, 3]` bytes, shared and read only.
    public byte[] rgb() {
        return pixels.rgb();
    }
}
