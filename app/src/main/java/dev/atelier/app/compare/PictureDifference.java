package dev.atelier.app.compare;

import java.awt.image.BufferedImage;
import java.util.OptionalDouble;

/// How far two pictures of one size are apart. Transparency does not count.
///
/// @param identical share of the pixels whose three channels are equal, 0 to 1
/// @param largest difference of one channel, 0 to 255
/// @param psnr peak signal-to-noise ratio over all channels in decibels; infinite where nothing
///   differs
/// @param ssim mean structural similarity of the luma, −1 to 1; empty where a side is shorter than
///   the window of 11 pixels
public record PictureDifference(double identical, int largest, double psnr, OptionalDouble ssim) {
    private static final double PEAK = 255;

    /// @throws IllegalArgumentException when their sizes differ
    public static PictureDifference of(BufferedImage a, BufferedImage b) {
        if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
            throw new IllegalArgumentException("sizes differ");
        }
        int width = a.getWidth();
        int height = a.getHeight();
        var rowA = new int[width];
        var rowB = new int[width];
        long same = 0;
        int largest = 0;
        double squares = 0;
        for (int y = 0; y < height; y++) {
            a.getRGB(0, y, width, 1, rowA, 0, width);
            b.getRGB(0, y, width, 1, rowB, 0, width);
            long sum = 0;
            for (int x = 0; x < width; x++) {
                int red = channel(rowA[x], 16) - channel(rowB[x], 16);
                int green = channel(rowA[x], 8) - channel(rowB[x], 8);
                int blue = channel(rowA[x], 0) - channel(rowB[x], 0);
                int most = Math.max(Math.abs(red), Math.max(Math.abs(green), Math.abs(blue)));
                same += most == 0 ? 1 : 0;
                largest = Math.max(largest, most);
                sum += (long) red * red + (long) green * green + (long) blue * blue;
            }
            squares += sum;
        }
        double pixels = (double) width * height;
        double mean = squares / (3 * pixels);
        double psnr = mean == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(PEAK * PEAK / mean);
        return new PictureDifference(same / pixels, largest, psnr, StructuralSimilarity.of(a, b));
    }

    /// The largest difference of a channel at each pixel, as a heat map from black to pale yellow.
    ///
    /// @param gain differences of 255 / `gain` and more are palest
    public static BufferedImage map(BufferedImage a, BufferedImage b, double gain) {
        int width = a.getWidth();
        int height = a.getHeight();
        var map = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var rowA = new int[width];
        var rowB = new int[width];
        for (int y = 0; y < height; y++) {
            a.getRGB(0, y, width, 1, rowA, 0, width);
            b.getRGB(0, y, width, 1, rowB, 0, width);
            for (int x = 0; x < width; x++) {
                int most = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int delta = channel(rowA[x], shift) - channel(rowB[x], shift);
                    most = Math.max(most, Math.abs(delta));
                }
                rowA[x] = HeatColors.of(most * gain / PEAK);
            }
            map.setRGB(0, y, width, 1, rowA, 0, width);
        }
        return map;
    }

    private static int channel(int pixel, int shift) {
        return pixel >> shift & 0xFF;
    }

    /// What a person would call it.
    public Grade grade() {
        if (largest == 0) {
            return Grade.BIT_EXACT;
        }
        boolean near = psnr >= Grade.NEAR_DECIBELS && ssim.orElse(1) >= Grade.NEAR_STRUCTURE;
        return near ? Grade.VISUALLY_THE_SAME : Grade.DIFFERENT;
    }

    /// How alike two pictures are, in words.
    public enum Grade {
        BIT_EXACT,
        VISUALLY_THE_SAME,
        DIFFERENT;

        /// From 40 dB on the noise of a lossy picture is hard to see beside the original.
        private static final double NEAR_DECIBELS = 40;

        /// Half a percent of lost structure stays within what a change of kernel or precision does;
        /// another composition is far below.
        private static final double NEAR_STRUCTURE = 0.98;
    }
}
