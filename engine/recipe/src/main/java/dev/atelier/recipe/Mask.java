package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// The part of a picture that inpainting changes.
///
/// @param image white changes, black stays; brought to the picture's size like the picture
/// @param blur the radius of the blur of its edge in pixels, 0 to 64
/// @param fill what the masked part holds before sampling
/// @param onlyMasked works on the masked part alone at the full size of the recipe ("Inpaint area:
///     Only masked")
/// @param padding the pixels kept around the masked part where `onlyMasked`, 0 to 256
/// @param invert changes the black part instead
/// @param rounded makes the mask in the latent hard, 0 or 1 (API `mask_round`)
/// @param conditioningWeight how strongly an inpainting model sees the masked picture, 0 to 1
///     (`inpainting_mask_weight`)
public record Mask(
        ImageSource image,
        int blur,
        Fill fill,
        boolean onlyMasked,
        int padding,
        boolean invert,
        boolean rounded,
        double conditioningWeight) {
    public Mask {
        Require.within("mask blur", blur, 0, 64);
        Require.within("mask padding", padding, 0, 256);
        Require.within("mask conditioning weight", conditioningWeight, 0.0, 1.0);
    }

    /// The defaults of A1111's interface: blur 4, original content, whole picture.
    public static Mask of(ImageSource image) {
        return new Mask(image, 4, Fill.ORIGINAL, false, 32, false, true, 1);
    }

    /// The content of the masked part before sampling; the ordinal is the webui API's number.
    public enum Fill {
        /// Colours of the surroundings, blurred.
        FILL("fill"),
        /// The picture itself.
        ORIGINAL("original"),
        /// Noise.
        LATENT_NOISE("latent noise"),
        /// Zeros.
        LATENT_NOTHING("latent nothing");

        private final String label;

        Fill(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<Fill> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }

    /// A copy with another `image`.
    public Mask withImage(ImageSource image) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }

    /// A copy with another `blur`.
    public Mask withBlur(int blur) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }

    /// A copy with another `fill`.
    public Mask withFill(Fill fill) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }

    /// A copy with another `onlyMasked`.
    public Mask withOnlyMasked(boolean onlyMasked) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }

    /// A copy with another `padding`.
    public Mask withPadding(int padding) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }

    /// A copy with another `invert`.
    public Mask withInvert(boolean invert) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }

    /// A copy with another `rounded`.
    public Mask withRounded(boolean rounded) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }

    /// A copy with another `conditioningWeight`.
    public Mask withConditioningWeight(double conditioningWeight) {
        return new Mask(
                image, blur, fill, onlyMasked, padding, invert, rounded, conditioningWeight);
    }
}
