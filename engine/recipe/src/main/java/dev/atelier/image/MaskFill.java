package dev.atelier.image;

/// Fills what is masked with the colours around it, blurred more and more narrowly (A1111
/// `masking.fill`).
final class MaskFill {
    /// Radius of a blur, and how often its result is laid over the one before.
    private static final int[][] LAYERS = {{256, 1}, {64, 1}, {16, 2}, {4, 4}, {2, 2}, {0, 1}};

    private MaskFill() {}

    /// @param picture three channels
    /// @param mask one channel of the same size: 255 is filled
    static Bitmap filled(Bitmap picture, Bitmap mask) {
        int pixels = picture.width() * picture.height();
        var seen = kept(picture, mask);
        var result = new int[pixels][4];
        for (var layer : LAYERS) {
            var blurred = SoftBlur.blurred(seen, layer[0]);
            for (int i = 0; i < pixels; i++) {
                var above = straight(blurred.bytes(), 4 * i);
                for (int time = 0; time < layer[1]; time++) {
                    Blend.over(above, result[i]);
                }
            }
        }
        var bytes = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < 3; c++) {
                bytes[3 * i + c] = (byte) result[i][c];
            }
        }
        return new Bitmap(picture.width(), picture.height(), 3, bytes);
    }

    /// What is not masked, with premultiplied alpha.
    static Bitmap kept(Bitmap picture, Bitmap mask) {
        int pixels = picture.width() * picture.height();
        var bytes = new byte[4 * pixels];
        for (int i = 0; i < pixels; i++) {
            int opacity = 255 - (mask.bytes()[i] & 0xFF);
            for (int c = 0; c < 3; c++) {
                bytes[4 * i + c] = (byte) Blend.mix(0, picture.bytes()[3 * i + c] & 0xFF, opacity);
            }
            bytes[4 * i + 3] = (byte) Blend.mix(0, 255, opacity);
        }
        return new Bitmap(picture.width(), picture.height(), 4, bytes);
    }

    /// The premultiplied pixel at a place, with its colours at full strength again.
    static int[] straight(byte[] bytes, int at) {
        int alpha = bytes[at + 3] & 0xFF;
        var pixel = new int[4];
        for (int c = 0; c < 3; c++) {
            int value = bytes[at + c] & 0xFF;
            pixel[c] = alpha == 0 || alpha == 255 ? value : Math.min(255, 255 * value / alpha);
        }
        pixel[3] = alpha;
        return pixel;
    }
}
