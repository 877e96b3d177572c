package dev.atelier.recipe;

/// Where a seed's normal numbers come from (A1111's option `randn_source`, infotext tag `RNG`).
public enum NoiseSource {
    /// PyTorch on an NVIDIA GPU, A1111's default. Equal to [#NV] up to about 1e-6 for pictures of
    /// usual sizes.
    GPU,
    /// PyTorch on the CPU: mt19937.
    CPU,
    /// A1111's own Philox generator.
    NV
}
