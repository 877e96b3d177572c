package dev.atelier.checkpoint;

import dev.atelier.checkpoint.TextConfig.Output;
import java.util.List;

/// The generations of Stable Diffusion, and what every model of one has in common that no shape
/// gives. [ConfigInference] distinguishes them by keys and shapes.
public enum Family {
    SD1("Stable Diffusion 1", LatentFormat.SD1, new Heads(8, 0), List.of(Output.CHOSEN)),
    SD2("Stable Diffusion 2", LatentFormat.SD1, Heads.WIDE, List.of(Output.PENULTIMATE_NORMED)),
    SDXL(
            "Stable Diffusion XL",
            LatentFormat.SDXL,
            Heads.WIDE,
            List.of(Output.PENULTIMATE_OR_CHOSEN, Output.PENULTIMATE)),
    SDXL_REFINER(
            "Stable Diffusion XL refiner",
            LatentFormat.SDXL,
            Heads.WIDE,
            List.of(Output.PENULTIMATE)),
    UNKNOWN(
            "not a Stable Diffusion checkpoint",
            LatentFormat.SD1,
            new Heads(8, 0),
            List.of(Output.CHOSEN));

    private final String label;
    private final LatentFormat latents;
    private final Heads heads;
    private final List<Output> outputs;

    /// How a UNet's attention is divided: into a number of heads, or into heads of a width; the
    /// other is 0.
    record Heads(int count, int channels) {
        /// 64 channels a head, whatever the level.
        static final Heads WIDE = new Heads(0, 64);
    }

    Family(String label, LatentFormat latents, Heads heads, List<Output> outputs) {
        this.label = label;
        this.latents = latents;
        this.heads = heads;
        this.outputs = outputs;
    }

    public String label() {
        return label;
    }

    /// What its latents are like, unless a checkpoint says otherwise.
    public LatentFormat latents() {
        return latents;
    }

    /// Whether it is of the SDXL generation, which has TAESD files, tables of schedules and a
    /// treatment of empty negative prompts of its own.
    public boolean isXl() {
        return this == SDXL || this == SDXL_REFINER;
    }

    Heads heads() {
        return heads;
    }

    /// What its text models give the UNet, in order.
    List<Output> outputs() {
        return outputs;
    }
}
