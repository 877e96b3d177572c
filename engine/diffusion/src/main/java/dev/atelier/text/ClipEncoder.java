package dev.atelier.text;

/// A text encoder: tokens in, one vector per token out.
public interface ClipEncoder {
    /// Encodes a batch of token rows.
    ///
    /// @param ids `[B][77]` token ids
    /// @param clipSkip 1 for the last layer, 2 for the one before it, …
    /// @return `[B, 77, width]`, row-major, after the final layer norm
    float[] encode(int[][] ids, int clipSkip);

    /// Numbers per token.
    int width();
}
