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

    /// The same with its last row repeated up to `tokens` rows, as A1111 pads the parts of AND.
    public Conditioning paddedTo(int tokens) {
        var padded = Arrays.copyOf(values, tokens * width);
        for (int row = tokens(); row < tokens; row++) {
            System.arraycopy(values, values.length - width, padded, row * width, width);
        }
        return new Conditioning(width, padded);
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
