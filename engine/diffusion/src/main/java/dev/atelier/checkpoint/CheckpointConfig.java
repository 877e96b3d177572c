package dev.atelier.checkpoint;

import java.util.List;

/// Everything about a checkpoint's networks that running them needs.
///
/// @param nativeSize the edge of the pictures it was trained on, in pixels
public record CheckpointConfig(UnetConfig unet, VaeConfig vae, TextConfig text, int nativeSize) {
    /// Stable Diffusion 1.5, as in its `v1-inference.yaml`.
    public static final CheckpointConfig SD15 =
            new CheckpointConfig(
                    new UnetConfig(
                            4, 4, 320, List.of(1, 2, 4, 4), 2, List.of(1, 1, 1, 0), 1, 768, 8, 0),
                    new VaeConfig(128, List.of(1, 2, 4, 4), 2, 4, 32, 0.18215),
                    new TextConfig(768, 12, 12, 3072, 49408, 77, true),
                    512);
}
