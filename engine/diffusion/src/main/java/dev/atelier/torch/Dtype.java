package dev.atelier.torch;

/// Number formats of tensors, with PyTorch's own codes (`c10/core/ScalarType.h`).
public enum Dtype {
    U8(0, 1),
    I64(4, 8),
    F16(5, 2),
    F32(6, 4),
    F64(7, 8),
    BF16(15, 2),
    F8_E5M2(23, 1),
    F8_E4M3(24, 1);

    private final long code;
    private final int sizeBytes;

    Dtype(long code, int sizeBytes) {
        this.code = code;
        this.sizeBytes = sizeBytes;
    }

    /// PyTorch's number for this format.
    public long code() {
        return code;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /// Whether DJL cannot name the format, so that its numbers come as bytes for a script to
    /// reinterpret.
    public boolean isReinterpreted() {
        return switch (this) {
            case U8, I64, F16, F32, F64 -> false;
            case BF16, F8_E5M2, F8_E4M3 -> true;
        };
    }
}
