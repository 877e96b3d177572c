package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// What the picture starts from.
public sealed interface Mode {

    /// Starts from noise alone.
    record TextToImage() implements Mode {}

    /// Starts from a picture with noise added.
    ///
    /// @param image the picture
    /// @param strength the denoising strength: 0 keeps the picture, 1 forgets it
    /// @param resize how the picture is brought to the recipe's size
    record ImageToImage(ImageSource image, double strength, ResizeMode resize) implements Mode {
        public ImageToImage {
            Require.within("denoising strength", strength, 0.0, 1.0);
        }

        /// A1111's defaults around `image`: strength 0.75, just resized.
        public static ImageToImage of(ImageSource image) {
            return new ImageToImage(image, 0.75, ResizeMode.JUST_RESIZE);
        }

        /// A copy with another `image`.
        public ImageToImage withImage(ImageSource image) {
            return new ImageToImage(image, strength, resize);
        }

        /// A copy with another `strength`.
        public ImageToImage withStrength(double strength) {
            return new ImageToImage(image, strength, resize);
        }

        /// A copy with another `resize`.
        public ImageToImage withResize(ResizeMode resize) {
            return new ImageToImage(image, strength, resize);
        }
    }

    /// Changes the masked part of a picture.
    ///
    /// @param start the picture and how strongly it changes
    /// @param mask the part that changes
    record Inpaint(ImageToImage start, Mask mask) implements Mode {
        /// A copy with another `start`.
        public Inpaint withStart(ImageToImage start) {
            return new Inpaint(start, mask);
        }

        /// A copy with another `mask`.
        public Inpaint withMask(Mask mask) {
            return new Inpaint(start, mask);
        }
    }

    /// How a picture is brought to another size; the ordinal is the webui API's number.
    enum ResizeMode {
        JUST_RESIZE("Just resize"),
        CROP_AND_RESIZE("Crop and resize"),
        RESIZE_AND_FILL("Resize and fill"),
        LATENT_UPSCALE("Just resize (latent upscale)");

        private final String label;

        ResizeMode(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<ResizeMode> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }
}
