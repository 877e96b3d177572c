package dev.atelier.recipe;

/// A rough view of a picture that is being made: as large as the model's latent is, one pixel for
/// each of the latent's, so its scale is the model's latent format's.
///
/// @param picture size of the picture that is being made
/// @param width of the view in pixels
/// @param height of the view in pixels
/// @param rgb bytes row by row: `[height, width, 3]`; immutable by convention
public record PreviewImage(Size picture, int width, int height, byte[] rgb) {
    public PreviewImage {
        if (width < 1 || height < 1 || rgb.length != 3 * width * height) {
            throw new IllegalArgumentException(
                    "preview: %d bytes for %d x %d".formatted(rgb.length, width, height));
        }
    }
}
