package dev.atelier.text;

import java.util.Arrays;
import java.util.List;

/// A prompt as the UNet reads it: a vector for every token of every chunk.
///
/// Holds `[tokens, width]` floats, row-major; immutable by convention.
public final class Conditioning {
    private final int width;
    private final float[] values;

    /// Wraps `values`, which then belong to the conditioning.
    public Conditioning(int width, float[] values) {
        this.width = width;
        this.values = values;
    }

    /// Rows: 77 for each chunk.
    public int tokens() {
        return values.length / width;
    }

    /// Numbers per row.
    public int width() {
        return width;
    }

    /// The numbers themselves, not a copy: read only.
    public float[] values() {
        return values;
    }

    /// Exactly `tokens` rows: the last row repeated, or the end cut off, as A1111 fits the parts of
    /// AND to each other.
    public Conditioning paddedTo(int tokens) {
        var padded = Arrays.copyOf(values, tokens * width);
        for (int row = tokens(); row < tokens; row++) {
            System.arraycopy(values, values.length - width, padded, row * width, width);
        }
        return new Conditioning(width, padded);
    }

    /// At least `tokens` rows, filled with copies of an empty prompt's.
    public Conditioning filledTo(int tokens, Conditioning empty) {
        var filled = this;
        while (filled.tokens() < tokens) {
            filled = join(List.of(filled, empty));
        }
        return filled;
    }

    /// Chunks one after another.
    static Conditioning join(List<Conditioning> parts) {
        int size = parts.stream().mapToInt(part -> part.values.length).sum();
        var joined = new float[size];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part.values, 0, joined, at, part.values.length);
            at += part.values.length;
        }
        return new Conditioning(parts.getFirst().width, joined);
    }
}
