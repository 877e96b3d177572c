package dev.atelier.image;

/// Brings the colours of a picture back to those of the one it was made from, and keeps its own
/// light (A1111 v1.10.1 `apply_color_correction`: histograms matched in L*a*b*, then the luminosity
/// of the picture as it was).
public final class ColorCorrection {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private final Histogram[] wanted = new Histogram[3];

    /// @param reference three channels, of any size
    public ColorCorrection(Bitmap reference) {
        var lab = Lab.of(reference.bytes());
        for (int channel = 0; channel < 3; channel++) {
            wanted[channel] = Histogram.of(lab, channel);
        }
    }

    /// @param made three channels
    public Bitmap applied(Bitmap made) {
        var lab = Lab.of(made.bytes());
        for (int channel = 0; channel < 3; channel++) {
            var levels = Histogram.of(lab, channel).levels(wanted[channel]);
            for (int at = channel; at < lab.length; at += 3) {
                Lab.passSometimes(at - channel);
                lab[at] = levels[lab[at] & 0xFF];
            }
        }
        var colours = Lab.toRgb(lab);
        var result = new byte[colours.length];
        var pixel = new double[3];
        for (int at = 0; at < colours.length; at += 3) {
            Lab.passSometimes(at);
            for (int c = 0; c < 3; c++) {
                pixel[c] = (colours[at + c] & 0xFF) / 255.0;
            }
            lit(pixel, luminosity(made.bytes(), at));
            for (int c = 0; c < 3; c++) {
                result[at + c] = (byte) (Math.clamp(pixel[c], 0, 1) * 255); // cut, not rounded
            }
        }
        return new Bitmap(made.width(), made.height(), 3, result);
    }

    private static double luminosity(byte[] rgb, int at) {
        return (rgb[at] & 0xFF) / 255.0 * RED
                + (rgb[at + 1] & 0xFF) / 255.0 * GREEN
                + (rgb[at + 2] & 0xFF) / 255.0 * BLUE;
    }

    private static double luminosity(double[] pixel) {
        return pixel[0] * RED + pixel[1] * GREEN + pixel[2] * BLUE;
    }

    /// `SetLum` and `ClipColor` of the W3C's Compositing and Blending Level 1, section 13.
    private static void lit(double[] pixel, double wanted) {
        double change = wanted - luminosity(pixel);
        for (int c = 0; c < 3; c++) {
            pixel[c] += change;
        }
        double light = luminosity(pixel);
        double least = Math.min(pixel[0], Math.min(pixel[1], pixel[2]));
        double most = Math.max(pixel[0], Math.max(pixel[1], pixel[2]));
        for (int c = 0; c < 3 && least < 0; c++) {
            pixel[c] = light + (pixel[c] - light) * light / (light - least);
        }
        for (int c = 0; c < 3 && most > 1; c++) {
            pixel[c] = light + (pixel[c] - light) * (1 - light) / (most - light);
        }
    }

    /// How often each level occurs in a channel.
    private record Histogram(int[] counts, int total) {
        static Histogram of(byte[] pixels, int channel) {
            var counts = new int[256];
            for (int at = channel; at < pixels.length; at += 3) {
                Lab.passSometimes(at - channel);
                counts[pixels[at] & 0xFF]++;
            }
            return new Histogram(counts, pixels.length / 3);
        }

        /// For each level the one of `other` with as large a share of pixels up to it; between two
        /// levels in proportion, cut to a whole one.
        byte[] levels(Histogram other) {
            var levels = new byte[256];
            long below = 0;
            for (int level = 0; level < 256; level++) {
                below += counts[level];
                levels[level] = (byte) other.level((double) below / total);
            }
            return levels;
        }

        private double level(double share) {
            long below = 0;
            int last = -1;
            double lastShare = 0;
            for (int level = 0; level < 256; level++) {
                if (counts[level] == 0) {
                    continue;
                }
                below += counts[level];
                double here = (double) below / total;
                if (share < here) {
                    return last < 0
                            ? level
                            : (level - last) / (here - lastShare) * (share - lastShare) + last;
                }
                last = level;
                lastShare = here;
            }
            return last;
        }
    }
}
