package dev.atelier.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;

/// An open file of named tensors, whatever its format. Safe to read from several threads; closing
/// makes every segment of it invalid.
public interface TensorFile extends AutoCloseable {
    Path path();

    /// Free-form strings beside the tensors; empty where the format has none.
    Map<String, String> metadata();

    /// All tensors by name, in the order of the file.
    Map<String, TensorInfo> tensors();

    /// The bytes of a tensor, little-endian, row by row; read-only, valid until this file is
    /// closed.
    ///
    /// @throws IllegalArgumentException when there is no such tensor
    MemorySegment segment(String name);

    /// The same bytes, mapped for as long as `arena` lives and no longer counted as memory of this
    /// process after it.
    ///
    /// @throws IOException when the file can no longer be read
    MemorySegment mapped(String name, Arena arena) throws IOException;

    /// What the file says about a tensor.
    ///
    /// @throws IllegalArgumentException when there is no such tensor
    default TensorInfo info(String name) {
        var info = tensors().get(name);
        if (info == null) {
            throw new IllegalArgumentException(
                    "[" + path().getFileName() + "] no tensor named " + name);
        }
        return info;
    }

    /// A copy of the bytes of a tensor of less than 2 GiB.
    default byte[] bytes(String name) {
        return segment(name).toArray(ValueLayout.JAVA_BYTE);
    }

    /// The numbers of a tensor as doubles; whole numbers and truth values are widened.
    default double[] doubles(String name) {
        return Numbers.doubles(info(name), segment(name));
    }

    /// The numbers of a tensor as floats, rounded where they are wider.
    default float[] floats(String name) {
        return floats(info(name), segment(name));
    }

    /// The numbers of a tensor whose bytes are `data`, as floats.
    static float[] floats(TensorInfo info, MemorySegment data) {
        return Numbers.floats(info, data);
    }

    /// The numbers of a tensor of whole numbers or truth values; U64 as its bits.
    ///
    /// @throws IllegalArgumentException when it holds fractions
    default long[] longs(String name) {
        return Numbers.longs(info(name), segment(name));
    }

    @Override
    void close();
}
