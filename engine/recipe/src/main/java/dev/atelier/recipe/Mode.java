package dev.atelier.recipe;

import java.util.Optional;

/// What a picture is made from besides words.
public sealed interface Mode {
    /// Noise alone.
    record TextToImage() implements Mode {}

    /// An existing picture, noised and denoised again.
    ///
    /// @param image path of the picture
    /// @param denoising 0 (keep) to 1 (replace)
    record ImageToImage(String image, double denoising, Fit fit) implements Mode {
        public ImageToImage {
            requireShare(denoising);
        }

        public ImageToImage withDenoising(double value) {
            return new ImageToImage(image, value, fit);
        }
    }

    /// Part of an existing picture.
    ///
    /// @param image path of the picture
    /// @param mask path of the mask: white is repainted
    record Inpaint(String image, String mask, double denoising, Fit fit, MaskSettings settings)
            implements Mode {
        public Inpaint {
            requireShare(denoising);
        }

        public Inpaint withDenoising(double value) {
            return new Inpaint(image, mask, value, fit, settings);
        }
    }

    /// How a picture of another shape is brought to size: A1111's `resize_mode` 0 to 3.
    enum Fit {
        STRETCH,
        CROP,
        FILL,
        LATENT
    }

    /// What the masked part starts from: A1111's `inpainting_fill` 0 to 3.
    enum Fill {
        BLURRED("fill"),
        ORIGINAL("original"),
        LATENT_NOISE("latent noise"),
        LATENT_NOTHING("latent nothing");

        private final String label;

        Fill(String label) {
            this.label = label;
        }

        /// The name in A1111's interface and infotext.
        public String label() {
            return label;
        }
    }

    /// How a mask is used.
    ///
    /// @param blur standard deviation in pixels
    /// @param invert paint what is not masked
    /// @param round harden the mask's edge in the latent
    /// @param onlyMasked pixels of context around the mask when only its surroundings are painted
    ///   at full size
    record MaskSettings(
            Fill fill, int blur, boolean invert, boolean round, Optional<Integer> onlyMasked) {
        public static final MaskSettings DEFAULT =
                new MaskSettings(Fill.ORIGINAL, 4, false, true, Optional.empty());
    }

    private static void requireShare(double denoising) {
        if (!(denoising >= 0 && denoising <= 1)) {
            throw InvalidValueException.of(
                    "denoising strength", Message.of("expected.range", 0, 1), denoising);
        }
    }
}
