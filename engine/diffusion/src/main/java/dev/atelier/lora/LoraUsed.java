package dev.atelier.lora;

import dev.atelier.recipe.prompt.BlockWeights;
import java.nio.file.Path;

/// A LoRA file and how strongly it counts.
///
/// @param text its weight in the text models
/// @param unet its weight in the UNet
/// @param rank how many of its vectors count (A1111's "dyn"), 0 for all
/// @param blocks how strongly it counts in single blocks
public record LoraUsed(Path file, double text, double unet, int rank, BlockWeights blocks) {
    /// In all blocks alike.
    public LoraUsed(Path file, double text, double unet, int rank) {
        this(file, text, unet, rank, BlockWeights.EVEN);
    }
}
