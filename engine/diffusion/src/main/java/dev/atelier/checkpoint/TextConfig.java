package dev.atelier.checkpoint;

/// Sizes of a CLIP text model.
///
/// @param inner width inside the feed-forward layers
/// @param quickGelu OpenAI's approximation of GELU
public record TextConfig(
        int width, int layers, int heads, int inner, int vocabulary, int positions, boolean quickGelu) {}
