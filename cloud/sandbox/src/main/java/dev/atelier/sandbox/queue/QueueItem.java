package dev.atelier.sandbox.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One item of a queue.
///
/// @param index 1 for the first of its queue, growing
/// @param data read only
/// @param priority 0 for usual; higher ones are delivered first
public record QueueItem(long index, Map<String, String> tags, byte[] data, long priority) {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    public QueueItem {
        tags = Map.copyOf(tags);
    }

    /// Whether it carries all these tags.
    boolean has(Map<String, String> wanted) {
        return tags.entrySet().containsAll(wanted.entrySet());
    }

    QueueItem withoutData() {
        return new QueueItem(index, tags, new byte[0], priority);
    }

    /// As JSON: index, tags, and the data in Base64.
    ObjectNode json() {
        var node = Json.object().put("index", index);
        var own = node.putObject("tags");
        new TreeMap<>(tags).forEach(own::put);
        return node.put("data", data);
    }

    static JsonNode json(List<QueueItem> frames) {
        var all = Json.array();
        frames.forEach(frame -> all.add(frame.json()));
        return all;
    }

    /// As the vendor's `DataFrameProto`: index 1, tags 2, data 3.
    byte[] proto() {
        var out = new ByteArrayOutputStream();
        if (index != 0) {
            number(out, 1 << 3 | VARINT);
            number(out, index);
        }
        map(out, 2, tags);
        if (data.length > 0) {
            bytes(out, 3, data);
        }
        return out.toByteArray();
    }

    /// As the vendor's `DataFrameListProto`.
    static byte[] proto(List<QueueItem> frames) {
        var out = new ByteArrayOutputStream();
        frames.forEach(frame -> bytes(out, 1, frame.proto()));
        return out.toByteArray();
    }

    /// As the vendor's `AttributesProto`.
    static byte[] proto(Map<String, String> attributes) {
        var out = new ByteArrayOutputStream();
        map(out, 1, attributes);
        return out.toByteArray();
    }

    private static void map(ByteArrayOutputStream out, int field, Map<String, String> entries) {
        new TreeMap<>(entries)
                .forEach((key, value) -> {
                    var entry = new ByteArrayOutputStream();
                    bytes(entry, 1, key.getBytes(StandardCharsets.UTF_8));
                    bytes(entry, 2, value.getBytes(StandardCharsets.UTF_8));
                    bytes(out, field, entry.toByteArray());
                });
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        number(out, (long) field << 3 | LENGTH);
        number(out, value.length);
        out.writeBytes(value);
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
