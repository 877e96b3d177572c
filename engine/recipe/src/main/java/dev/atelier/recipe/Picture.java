package dev.atelier.recipe;

import java.util.Map;

/// A finished picture.
public final class Picture {
    private final Size size;
    private final byte[] rgb;
    private final Recipe recipe;
    private final Map<String, String> facts;

    /// @param rgb `height * width * 3` bytes, row by row, red first; they then belong to the
    ///   picture
    /// @param recipe what made exactly this picture: its own seed, a batch of one
    /// @param facts what is worth telling about how it was made: model hash, strategy, seconds
    public Picture(Size size, byte[] rgb, Recipe recipe, Map<String, String> facts) {
        if (rgb.length != size.width() * size.height() * 3) {
            throw new IllegalArgumentException(
                    "picture: expected %d bytes, got %d"
                            .formatted(size.width() * size.height() * 3, rgb.length));
        }
        this.size = size;
        this.rgb = rgb;
        this.recipe = recipe;
        this.facts = Map.copyOf(facts);
    }

    public Size size() {
        return size;
    }

    /// The bytes themselves, not a copy: read only.
    public byte[] rgb() {
        return rgb;
    }

    public Recipe recipe() {
        return recipe;
    }

    public Map<String, String> facts() {
        return facts;
    }
}
