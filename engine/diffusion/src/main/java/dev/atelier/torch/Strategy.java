package dev.atelier.torch;

/// How the networks compute: which text holds the primitives, and in which number format.
public enum Strategy {
    /// Ordinary operators in float32: runs anywhere, the oracle that the others are tested against.
    PLAIN_F32("plain.py", Dtype.F32, "f32 plain"),
    /// oneDNN operators over weights laid out in advance, float32.
    PACKED_F32("packed.py", Dtype.F32, "f32 packed"),
    /// The same in bfloat16, for CPUs that compute it in hardware.
    PACKED_BF16("packed.py", Dtype.BF16, "bf16 packed"),
    /// Ordinary operators in float16 on an NVIDIA GPU.
    CUDA_F16("plain.py", Dtype.F16, "f16 CUDA");

    private final String primitives;
    private final Dtype dtype;
    private final String label;

    Strategy(String primitives, Dtype dtype, String label) {
        this.primitives = primitives;
        this.dtype = dtype;
        this.label = label;
    }

    /// The resource that defines `prepare`, `conv`, `linear`, `feed_forward` and `attend`.
    public String primitives() {
        return primitives;
    }

    /// The number format of weights and activations.
    public Dtype dtype() {
        return dtype;
    }

    /// A short name for logs and picture metadata.
    public String label() {
        return label;
    }

    /// Whether weights may lie in another memory than the one that is computed in: packed ones are
    /// laid out for the processor, which has no other.
    public boolean offloads() {
        return switch (this) {
            case PLAIN_F32, CUDA_F16 -> true;
            case PACKED_F32, PACKED_BF16 -> false;
        };
    }

    /// The same device and layout in float32, for parts that must not lose precision.
    public Strategy exact() {
        return switch (this) {
            case PLAIN_F32, CUDA_F16 -> PLAIN_F32;
            case PACKED_F32, PACKED_BF16 -> PACKED_F32;
        };
    }
}
