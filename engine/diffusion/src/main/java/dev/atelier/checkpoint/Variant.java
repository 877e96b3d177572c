package dev.atelier.checkpoint;

import dev.atelier.recipe.Message;

/// What a UNet gets to see besides the noisy latent, known by its input channels.
public enum Variant {
    /// Nothing.
    STANDARD,
    /// A mask and the picture without what the mask covers.
    INPAINTING,
    /// The picture to edit (InstructPix2Pix, arXiv:2211.09800).
    EDITING,
    /// Something else, such as a depth map: not supported.
    OTHER;

    /// A family's name with what this adds to it; the name alone for the standard one.
    public Message of(String family) {
        return switch (this) {
            case STANDARD -> Message.plain(family);
            case INPAINTING -> Message.of("variant.inpainting", family);
            case EDITING -> Message.of("variant.editing", family);
            case OTHER -> Message.of("variant.other", family);
        };
    }

    static Variant of(int inChannels, int latentChannels) {
        int more = inChannels - latentChannels;
        if (more == 0) {
            return STANDARD;
        }
        if (more == latentChannels + 1) {
            return INPAINTING;
        }
        return more == latentChannels ? EDITING : OTHER;
    }
}
