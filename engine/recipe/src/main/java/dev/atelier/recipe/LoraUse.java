package dev.atelier.recipe;

/// A LoRA and how strongly it acts.
///
/// @param textWeight factor in the text encoder
/// @param unetWeight factor in the UNet
public record LoraUse(String name, double textWeight, double unetWeight) {}
