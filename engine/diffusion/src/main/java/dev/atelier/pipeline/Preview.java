package dev.atelier.pipeline;

import dev.atelier.latent.Latent;

/// A rough picture straight from a latent, without the autoencoder: each latent pixel becomes one
/// pixel, its colour a linear map of the four channels.
///
/// The map was fitted by Stability's community for the SD1 autoencoder, see
/// https://discuss.huggingface.co/t/decoding-latents-to-rgb-without-upscaling/23204/2.
final class Preview {
    private static final double[][] TO_RGB = {
        {0.298, 0.207, 0.208},
        {0.187, 0.286, 0.173},
        {-0.158, 0.189, 0.264},
        {-0.184, -0.271, -0.473}
    };

    private Preview() {}

    /// Bytes of the small picture, row by row, red first: `[H/8, W/8, 3]`.
    static byte[] rgb(Latent latent) {
        int pixels = latent.height() * latent.width();
        var values = latent.values();
        var rgb = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int colour = 0; colour < 3; colour++) {
                double sum = 0;
                for (int channel = 0; channel < TO_RGB.length; channel++) {
                    sum += TO_RGB[channel][colour] * values[channel * pixels + i];
                }
                rgb[3 * i + colour] = (byte) Math.clamp(Math.round(255 * (sum + 1) / 2), 0, 255);
            }
        }
        return rgb;
    }
}
