package dev.atelier.text;

import dev.atelier.embedding.Embedding.Vectors;
import java.util.List;

/// A text encoder: tokens in, one vector per token out, in some families one for the whole text
/// too.
public interface ClipEncoder {
    /// Vectors that stand in place of tokens.
    ///
    /// @param row which row of the batch
    /// @param position the first token they replace; those beyond the row are left out
    record Inserted(int row, int position, Vectors vectors) {}

    /// What clip skip asks for.
    ///
    /// @param layers 1 for the last layer, 2 for the one before it, …
    /// @param sdxl `sdxl_clip_l_skip`: SDXL's first text encoder follows it too
    record Skip(int layers, boolean sdxl) {}

    /// An encoded batch.
    ///
    /// @param sequence `[B, 77, width]`, row-major
    /// @param pooled `[B, P]`, the whole text in one vector; empty where the family makes no use of
    ///   it
    record Encoded(float[] sequence, float[] pooled) {}

    /// Encodes a batch of token rows.
    ///
    /// @param ids `[B][77]` token ids
    /// @param inserted what replaces some of them, later ones over earlier ones
    Encoded encode(int[][] ids, List<Inserted> inserted, Skip skip);

    /// Numbers per token.
    int width();
}
