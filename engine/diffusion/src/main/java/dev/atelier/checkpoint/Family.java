package dev.atelier.checkpoint;

/// The kinds of Stable Diffusion checkpoint, told apart by their keys and shapes.
public enum Family {
    SD1("Stable Diffusion 1"),
    SD1_INPAINTING("Stable Diffusion 1 inpainting"),
    /// InstructPix2Pix: the picture to edit comes in as four more channels.
    SD1_EDIT("Stable Diffusion 1 for editing by instruction"),
    SD2("Stable Diffusion 2"),
    SDXL("Stable Diffusion XL"),
    SDXL_REFINER("Stable Diffusion XL refiner"),
    UNKNOWN("not a Stable Diffusion checkpoint");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// Whether the engine can run it.
    public boolean supported() {
        return this == SD1 || this == SD1_INPAINTING;
    }
}
