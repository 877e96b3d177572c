package dev.atelier.lora;

import java.nio.file.Path;

/// A LoRA file and how strongly it counts.
///
/// @param text its weight in the text models
/// @param unet its weight in the UNet
/// @param rank how many of its vectors count (A1111's "dyn"), 0 for all
public record LoraUsed(Path file, double text, double unet, int rank) {}
