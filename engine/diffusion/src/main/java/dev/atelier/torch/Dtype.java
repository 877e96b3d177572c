package dev.atelier.torch;

/// Number formats of tensors, with PyTorch's own codes (`c10/core/ScalarType.h`).
public enum Dtype {
    U8(0, 1),
    I64(4, 8),
    F16(5, 2),
    F32(6, 4),
    F64(7, 8),
    BF16(15, 2);

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
}
