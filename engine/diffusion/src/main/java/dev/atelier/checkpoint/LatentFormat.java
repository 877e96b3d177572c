package dev.atelier.checkpoint;

import java.util.Arrays;

/// How the UNet's latents relate to pictures: `latent = (encoded - shift) * scale`.
///
/// @param channels numbers for each latent pixel
/// @param downscale edge in picture pixels of what one latent pixel stands for
/// @param scale what encoded pictures are multiplied with before the UNet sees them
/// @param shift what is subtracted first
/// @param preview a rough colour in [-1, 1] from the channels: for each channel its shares of red,
///   green and blue, then a row that is added
public record LatentFormat(
        int channels, int downscale, double scale, double shift, Preview preview) {
    /// Of Stable Diffusion 1 and 2. The colours are those of A1111's "Approx cheap", from
    /// <https://discuss.huggingface.co/t/decoding-latents-to-rgb-without-upscaling/23204/2>.
    public static final LatentFormat SD1 =
            new LatentFormat(
                    4,
                    8,
                    0.18215,
                    0,
                    new Preview(
                            new double[][] {
                                {0.298, 0.207, 0.208},
                                {0.187, 0.286, 0.173},
                                {-0.158, 0.189, 0.264},
                                {-0.184, -0.271, -0.473},
                                {0, 0, 0}
                            }));

    /// Of Stable Diffusion XL and its refiner. The colours are those of A1111's "Approx cheap".
    public static final LatentFormat SDXL =
            new LatentFormat(
                    4,
                    8,
                    0.13025,
                    0,
                    new Preview(
                            new double[][] {
                                {0.3448, 0.4168, 0.4395},
                                {-0.1953, -0.0290, 0.0250},
                                {0.1074, 0.0886, -0.0163},
                                {-0.3730, -0.2499, -0.2088},
                                {0, 0, 0}
                            }));

    /// A linear map to colours. Immutable by convention.
    public static final class Preview {
        private final double[][] rows;

        Preview(double[][] rows) {
            this.rows = rows;
        }

        /// One row for each channel and one that is added, of three colours; a channel that is not
        /// known adds nothing.
        public double[][] rows(int channels) {
            var fitted = new double[channels + 1][3];
            for (int i = 0; i < Math.min(channels, rows.length - 1); i++) {
                fitted[i] = rows[i].clone();
            }
            fitted[channels] = rows[rows.length - 1].clone();
            return fitted;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Preview that && Arrays.deepEquals(rows, that.rows);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(rows);
        }
    }

    LatentFormat with(int otherChannels, int otherDownscale, double otherScale) {
        return new LatentFormat(otherChannels, otherDownscale, otherScale, shift, preview);
    }

    /// Whether one network can go on with the latents of another.
    public boolean fits(LatentFormat other) {
        return channels == other.channels
                && downscale == other.downscale
                && scale == other.scale
                && shift == other.shift;
    }
}
