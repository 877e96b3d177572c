package dev.atelier.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;

/// An open safetensors file, mapped into memory: opening reads only the header, and bytes are read
/// when they are touched. Any size. Safe to read from several threads; closing unmaps it. Whoever
/// cuts the file short while it is open makes later reads fail with an [InternalError].
public final class SafetensorsFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, Arena arena, MemorySegment bytes, SafetensorsHeader header) {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
        this.header = header;
    }

    /// Opens and checks a file. The caller closes it.
    ///
    /// @throws SafetensorsException when the file is not sound, naming what is wrong
    /// @throws IOException when it cannot be read
    public static SafetensorsFile open(Path path) throws IOException {
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafetensorsFile(path, arena, bytes, SafetensorsHeader.read(path, bytes));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /// The free-form `__metadata__` strings, in file order.
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /// All tensors by name, in the order of the header.
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(header.tensors());
    }

    /// What the header says about a tensor.
    ///
    /// @throws IllegalArgumentException when there is no such tensor
    public TensorInfo info(String name) {
        var info = header.tensors().get(name);
        if (info == null) {
            throw new IllegalArgumentException(
                    "[" + path.getFileName() + "] no tensor named " + name);
        }
        return info;
    }

    /// The bytes of a tensor, read-only, valid until this file is closed.
    ///
    /// @throws IllegalArgumentException when there is no such tensor
    public MemorySegment segment(String name) {
        var info = info(name);
        return bytes.asSlice(info.begin(), info.sizeBytes());
    }

    /// A copy of the bytes of a tensor of less than 2 GiB.
    public byte[] bytes(String name) {
        return segment(name).toArray(ValueLayout.JAVA_BYTE);
    }

    /// The numbers of a tensor as doubles; whole numbers and truth values are widened.
    ///
    /// @throws IllegalArgumentException when its format has no numbers to give (8-bit floats)
    public double[] doubles(String name) {
        return Numbers.doubles(info(name), segment(name));
    }

    /// The numbers of a tensor as floats, rounded where they are wider.
    ///
    /// @throws IllegalArgumentException when its format has no numbers to give (8-bit floats)
    public float[] floats(String name) {
        return Numbers.floats(info(name), segment(name));
    }

    /// The numbers of a tensor of whole numbers or truth values; U64 as its bits.
    ///
    /// @throws IllegalArgumentException when it holds fractions
    public long[] longs(String name) {
        return Numbers.longs(info(name), segment(name));
    }

    @Override
    public void close() {
        arena.close();
    }
}
