package dev.atelier.safetensors;

import java.util.List;

/// One tensor of a file.
///
/// @param shape sizes, outermost first; empty for a single number
/// @param begin first byte, counted from the start of the file; 0 where the bytes do not lie there
///   as they are
/// @param end the byte after the last
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    public long sizeBytes() {
        return end - begin;
    }

    /// How many numbers the tensor holds.
    public long count() {
        return sizeBytes() / dtype.sizeBytes();
    }

    /// The sizes as an array.
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
