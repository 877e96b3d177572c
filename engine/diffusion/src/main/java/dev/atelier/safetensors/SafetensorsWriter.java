package dev.atelier.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.atelier.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes a safetensors file tensor by tensor, so that no more than one is in memory. The file
/// appears under its name only when it is complete.
public final class SafetensorsWriter {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION).build();

    /// A tensor to come, of less than 2 GiB.
    public record Entry(String name, DType dtype, List<Long> shape) {
        public Entry {
            shape = List.copyOf(shape);
            if (name.equals("__metadata__")) {
                throw new IllegalArgumentException("__metadata__: no name for a tensor");
            }
            if (shape.stream().anyMatch(size -> size < 0)) {
                throw new IllegalArgumentException(name + ": shape " + shape + " is negative");
            }
        }

        /// How many bytes its source has to give.
        public long sizeBytes() {
            return shape.stream().reduce((long) dtype.sizeBytes(), Math::multiplyExact);
        }
    }

    /// Gives the bytes of a tensor, little-endian and row-major, when its turn comes.
    @FunctionalInterface
    public interface Source {
        byte[] bytes(Entry entry) throws IOException;
    }

    private SafetensorsWriter() {}

    /// Writes `entries` in order, without holes, the data starting at a multiple of 8 bytes. Text
    /// that is not ASCII stays UTF-8. Blocks.
    ///
    /// @throws IllegalArgumentException when a source gives another number of bytes than announced
    /// @throws IOException when the disk is full or the folder not writable; nothing is left behind
    public static void write(
            Path target, Map<String, String> metadata, List<Entry> entries, Source source)
            throws IOException {
        WholeFile.replace(
                target,
                out -> {
                    header(out, metadata, entries);
                    for (var entry : entries) {
                        out.write(checked(entry, source.bytes(entry)));
                    }
                });
    }

    private static byte[] checked(Entry entry, byte[] bytes) {
        if (bytes.length != entry.sizeBytes()) {
            throw new IllegalArgumentException(
                    "%s: expected %d bytes, got %d"
                            .formatted(entry.name(), entry.sizeBytes(), bytes.length));
        }
        return bytes;
    }

    private static void header(OutputStream out, Map<String, String> metadata, List<Entry> entries)
            throws IOException {
        var text = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart("__metadata__");
                for (var field : metadata.entrySet()) {
                    json.writeStringField(field.getKey(), field.getValue());
                }
                json.writeEndObject();
            }
            long offset = 0;
            for (var entry : entries) {
                json.writeObjectFieldStart(entry.name());
                json.writeStringField("dtype", entry.dtype().name());
                json.writeFieldName("shape");
                long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
                json.writeArray(shape, 0, shape.length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {offset, offset + entry.sizeBytes()}, 0, 2);
                json.writeEndObject();
                offset += entry.sizeBytes();
            }
            json.writeEndObject();
        }
        while (text.size() % 8 != 0) {
            text.write(' '); // keeps the data aligned
        }
        var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(text.size()).array());
        text.writeTo(out);
    }
}
