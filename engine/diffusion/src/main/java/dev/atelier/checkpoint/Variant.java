package dev.atelier.checkpoint;

/// What a UNet gets to see besides the noisy latent, known by its input channels.
public enum Variant {
    /// Nothing.
    STANDARD(""),
    /// A mask and the picture without what the mask covers.
    INPAINTING("inpainting"),
    /// The picture to edit (InstructPix2Pix, arXiv:2211.09800).
    EDITING("editing by instruction"),
    /// Something else, such as a depth map: not supported.
    OTHER("with further inputs");

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    /// A few words; none for the standard one.
    public String label() {
        return label;
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
