package dev.atelier.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;

/// An open safetensors file, mapped into memory: opening reads only the header, and bytes are read
/// when they are touched. Any size. Safe to read from several threads; closing unmaps it.
public final class SafetensorsFile implements AutoCloseable {
    /// The limit of the reference implementation.
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;
    private final SafetensorsHeader header;

    private SafetensorsFile(
            Path path, Arena arena, MemorySegment bytes, SafetensorsHeader header) {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
        this.header = header;
    }

    /// Opens and checks a file.
    ///
    /// @throws SafetensorsException when the file is not sound, naming what is wrong
    /// @throws IOException when it cannot be read
    public static SafetensorsFile open(Path path) throws IOException {
        long size = Files.size(path);
        if (size < 8) {
            throw new SafetensorsException(path, "too short to be a safetensors file");
        }
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            long length = bytes.get(LONG, 0);
            if (length < 2 || length > MAX_HEADER_BYTES || length > size - 8) {
                throw new SafetensorsException(
                        path,
                        "header length %s does not fit a file of %d bytes"
                                .formatted(Long.toUnsignedString(length), size));
            }
            var json = bytes.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE);
            var header = SafetensorsHeader.parse(path, json, size);
            return new SafetensorsFile(path, arena, bytes, header);
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

    /// The bytes of a tensor, read-only, valid until this file is closed.
    ///
    /// @throws IllegalArgumentException when there is no such tensor
    public MemorySegment segment(String name) {
        var info = info(name);
        return bytes.asSlice(info.begin(), info.sizeBytes());
    }

    /// The numbers of a tensor as doubles; whole numbers and truth values are widened.
    public double[] doubles(String name) {
        var info = info(name);
        var data = segment(name);
        var values = new double[Math.toIntExact(info.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(data, info.dtype(), i);
        }
        return values;
    }

    /// The numbers of a tensor as floats, rounded where they are wider.
    public float[] floats(String name) {
        var wide = doubles(name);
        var values = new float[wide.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }

    /// The numbers of an I64 tensor.
    public long[] longs(String name) {
        var info = info(name);
        if (info.dtype() != DType.I64) {
            throw new IllegalArgumentException(name + ": expected I64, got " + info.dtype());
        }
        return segment(name).toArray(LONG);
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

    private static double value(MemorySegment data, DType dtype, long i) {
        return switch (dtype) {
            case BOOL, U8 -> Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, i));
            case I8 -> data.get(ValueLayout.JAVA_BYTE, i);
            case I16 -> data.get(SHORT, 2 * i);
            case U16 -> Short.toUnsignedInt(data.get(SHORT, 2 * i));
            case F16 -> Float.float16ToFloat(data.get(SHORT, 2 * i));
            case BF16 -> Float.intBitsToFloat(data.get(SHORT, 2 * i) << 16);
            case I32 -> data.get(INT, 4 * i);
            case U32 -> Integer.toUnsignedLong(data.get(INT, 4 * i));
            case F32 -> data.get(FLOAT, 4 * i);
            case I64, U64 -> data.get(LONG, 8 * i);
            case F64 -> data.get(DOUBLE, 8 * i);
            case F8_E4M3, F8_E5M2 ->
                    throw new IllegalArgumentException("numbers of format " + dtype);
        };
    }

    @Override
    public void close() {
        arena.close();
    }
}
