package dev.atelier.text;

import java.util.Arrays;
import java.util.List;

/// A prompt as the UNet reads it: the sequence, a vector for every token of every chunk, and in
/// some families the pooled text, one vector for all of it, to which sizes are joined.
///
/// Holds `[tokens, width]` and `[P]` floats, row-major; immutable by convention.
public final class Conditioning {
    private final int width;
    private final float[] sequence;
    private final float[] pooled;

    /// Wraps `sequence`, which then belongs to the conditioning; without pooled text.
    public Conditioning(int width, float[] sequence) {
        this(width, sequence, new float[0]);
    }

    /// Wraps both arrays, which then belong to the conditioning.
    ///
    /// @param pooled empty where the family makes no use of it
    public Conditioning(int width, float[] sequence, float[] pooled) {
        this.width = width;
        this.sequence = sequence;
        this.pooled = pooled;
    }

    /// Rows: 77 for each chunk.
    public int tokens() {
        return sequence.length / width;
    }

    /// Numbers per row.
    public int width() {
        return width;
    }

    /// The sequence itself, not a copy: read only.
    public float[] values() {
        return sequence;
    }

    /// The pooled text itself, not a copy: read only.
    public float[] pooled() {
        return pooled;
    }

    /// The same sequence with another vector for the whole text.
    public Conditioning withPooled(float[] other) {
        return new Conditioning(width, sequence, other);
    }

    /// All zeros, which SDXL was trained to take for no text at all.
    Conditioning zeroed() {
        return new Conditioning(width, new float[sequence.length], new float[pooled.length]);
    }

    /// Exactly `tokens` rows: the last row repeated, or the end cut off, as A1111 fits the parts of
    /// AND to each other.
    public Conditioning paddedTo(int tokens) {
        var padded = Arrays.copyOf(sequence, tokens * width);
        for (int row = tokens(); row < tokens; row++) {
            System.arraycopy(sequence, sequence.length - width, padded, row * width, width);
        }
        return new Conditioning(width, padded, pooled);
    }

    /// At least `tokens` rows, filled with copies of an empty prompt's.
    public Conditioning filledTo(int tokens, Conditioning empty) {
        var filled = this;
        while (filled.tokens() < tokens) {
            filled = join(List.of(filled, empty));
        }
        return filled;
    }

    /// Chunks one after another; the pooled text is the first's.
    static Conditioning join(List<Conditioning> parts) {
        int size = parts.stream().mapToInt(part -> part.sequence.length).sum();
        var joined = new float[size];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part.sequence, 0, joined, at, part.sequence.length);
            at += part.sequence.length;
        }
        return new Conditioning(parts.getFirst().width, joined, parts.getFirst().pooled);
    }

    /// What several text models say of one text: their rows side by side; the pooled text is that
    /// of the one that has it.
    static Conditioning beside(List<Conditioning> models) {
        if (models.size() == 1) {
            return models.getFirst();
        }
        int tokens = models.stream().mapToInt(Conditioning::tokens).max().orElseThrow();
        int width = models.stream().mapToInt(Conditioning::width).sum();
        var joined = new float[tokens * width];
        var pooled = new float[0];
        int from = 0;
        for (var model : models) {
            var rows = model.paddedTo(tokens);
            for (int row = 0; row < tokens; row++) {
                int at = row * width + from;
                System.arraycopy(rows.sequence, row * rows.width, joined, at, rows.width);
            }
            from += rows.width;
            pooled = model.pooled.length > 0 ? model.pooled : pooled;
        }
        return new Conditioning(width, joined, pooled);
    }
}
