package dev.atelier.recipe;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A finished picture.
public final class Picture {
    private final Size size;
    private final Optional<byte[]> png;
    private final Supplier<byte[]> unpack;
    private byte @Nullable [] rgb;
    private final Recipe recipe;
    private final Map<String, String> facts;

    /// @param rgb `height * width * 3` bytes, row by row, red first; they then belong to the
    ///   picture
    /// @param recipe what made exactly this picture: its own seed, a batch of one
    /// @param facts details of how it was made: model hash, strategy, seconds
    public Picture(Size size, byte[] rgb, Recipe recipe, Map<String, String> facts) {
        if (rgb.length != size.width() * size.height() * 3) {
            throw new IllegalArgumentException(
                    "picture: expected %d bytes, got %d"
                            .formatted(size.width() * size.height() * 3, rgb.length));
        }
        this.size = size;
        this.rgb = rgb;
        this.png = Optional.empty();
        this.unpack = () -> rgb;
        this.recipe = recipe;
        this.facts = Map.copyOf(facts);
    }

    private Picture(
            Size size,
            byte[] png,
            Supplier<byte[]> unpack,
            Recipe recipe,
            Map<String, String> facts) {
        this.size = size;
        this.png = Optional.of(png);
        this.unpack = unpack;
        this.recipe = recipe;
        this.facts = Map.copyOf(facts);
    }

    /// One that came as a PNG: it can be kept as it came, and its pixels are unpacked when they are
    /// first asked for.
    ///
    /// @param png then belongs to the picture
    /// @param unpack gives the pixels; called once, by the first thread that needs them
    public static Picture ofPng(
            Size size,
            byte[] png,
            Supplier<byte[]> unpack,
            Recipe recipe,
            Map<String, String> facts) {
        return new Picture(size, png, unpack, recipe, facts);
    }

    /// The PNG it came as, read only; empty where it was made here.
    public Optional<byte[]> png() {
        return png;
    }

    public Size size() {
        return size;
    }

    /// The bytes themselves, not a copy: read only.
    public synchronized byte[] rgb() {
        var pixels = rgb;
        if (pixels == null) {
            pixels = unpack.get();
            rgb = pixels;
        }
        return pixels;
    }

    public Recipe recipe() {
        return recipe;
    }

    public Map<String, String> facts() {
        return facts;
    }
}
