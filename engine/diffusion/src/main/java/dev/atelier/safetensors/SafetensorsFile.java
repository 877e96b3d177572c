package dev.atelier.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;

/// An open safetensors file, mapped into memory: opening reads only the header, and bytes are read
/// when they are touched. Any size. Safe to read from several threads; closing unmaps it. A file
/// that is cut short while it is open makes later reads fail with an [InternalError].
public final class SafetensorsFile implements TensorFile {
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

    @Override
    public Path path() {
        return path;
    }

    /// The free-form `__metadata__` strings, in file order.
    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /// All tensors by name, in the order of the header.
    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(header.tensors());
    }

    @Override
    public MemorySegment segment(String name) {
        var info = info(name);
        return bytes.asSlice(info.begin(), info.sizeBytes());
    }

    @Override
    public MemorySegment mapped(String name, Arena mapping) throws IOException {
        var info = info(name);
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(
                    FileChannel.MapMode.READ_ONLY, info.begin(), info.sizeBytes(), mapping);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
