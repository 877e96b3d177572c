package dev.atelier.recipe;

/// A rough look at a picture in the making.
///
/// @param image the index of the picture, 0-based over all rounds
/// @param step the sampling step it shows, 1-based
/// @param pixels the look, often smaller than the picture
public record Preview(int image, int step, Pixels pixels) {}
