package dev.atelier.text;

import dev.atelier.embedding.Embedding.Vectors;
import java.util.List;

/// A text encoder: tokens in, one vector per token out.
public interface ClipEncoder {
    /// Vectors that stand in place of tokens.
    ///
    /// @param row which row of the batch
    /// @param position the first token they replace; those beyond the row are left out
    record Inserted(int row, int position, Vectors vectors) {}

    /// Encodes a batch of token rows.
    ///
    /// @param ids `[B][77]` token ids
    /// @param inserted what replaces some of them, later ones over earlier ones
    /// @param clipSkip 1 for the last layer, 2 for the one before it, …
    /// @return `[B, 77, width]`, row-major, after the final layer norm
    float[] encode(int[][] ids, List<Inserted> inserted, int clipSkip);

    /// Numbers per token.
    int width();
}
