package dev.atelier.cloud.queue;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Frames as the vendor's protobuf messages (package `streaming`): `DataFrameProto {index 1, tags
/// 2, data 3, message 4}`, `DataFrameListProto {repeated frame 1}`, `AttributesProto {map 1}`.
/// Fields that are unknown are passed over.
public final class FrameCodec {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private FrameCodec() {}

    /// @throws IOException when the bytes are no such message
    public static Frame frame(byte[] bytes) throws IOException {
        return frame(ByteBuffer.wrap(bytes));
    }

    private static Frame frame(ByteBuffer in) throws IOException {
        long index = 0;
        var tags = new LinkedHashMap<String, String>();
        var data = new byte[0];
        var message = "";
        while (in.hasRemaining()) {
            long key = number(in);
            switch ((int) (key >>> 3)) {
                case 1 -> index = number(in, key);
                case 2 -> entry(part(in, key), tags);
                case 3 -> data = bytes(part(in, key));
                case 4 -> message = text(part(in, key));
                default -> skip(in, key);
            }
        }
        return new Frame(index, tags, data, message);
    }

    /// @throws IOException when the bytes are no such message
    public static List<Frame> frames(byte[] bytes) throws IOException {
        var in = ByteBuffer.wrap(bytes);
        var frames = new ArrayList<Frame>();
        while (in.hasRemaining()) {
            long key = number(in);
            if (key >>> 3 == 1) {
                frames.add(frame(part(in, key)));
            } else {
                skip(in, key);
            }
        }
        return List.copyOf(frames);
    }

    /// @throws IOException when the bytes are no such message
    public static Map<String, String> attributes(byte[] bytes) throws IOException {
        var in = ByteBuffer.wrap(bytes);
        var all = new LinkedHashMap<String, String>();
        while (in.hasRemaining()) {
            long key = number(in);
            if (key >>> 3 == 1) {
                entry(part(in, key), all);
            } else {
                skip(in, key);
            }
        }
        return Map.copyOf(all);
    }

    private static void entry(ByteBuffer in, Map<String, String> into) throws IOException {
        var name = "";
        var value = "";
        while (in.hasRemaining()) {
            long key = number(in);
            switch ((int) (key >>> 3)) {
                case 1 -> name = text(part(in, key));
                case 2 -> value = text(part(in, key));
                default -> skip(in, key);
            }
        }
        into.put(name, value);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        var bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    private static long number(ByteBuffer in, long key) throws IOException {
        require((key & 7) == VARINT, "service.frame-number");
        return number(in);
    }

    private static ByteBuffer part(ByteBuffer in, long key) throws IOException {
        require((key & 7) == LENGTH, "service.frame-type");
        long length = number(in);
        require(length >= 0 && length <= in.remaining(), "service.frame-cut");
        var part = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return part;
    }

    private static long number(ByteBuffer in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            require(in.hasRemaining(), "service.frame-cut");
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MessageException(Message.of("service.frame-endless"));
    }

    private static void skip(ByteBuffer in, long key) throws IOException {
        int bytes =
                switch ((int) (key & 7)) {
                    case VARINT -> {
                        number(in);
                        yield 0;
                    }
                    case LENGTH -> {
                        part(in, key);
                        yield 0;
                    }
                    case FIXED64 -> Long.BYTES;
                    case FIXED32 -> Integer.BYTES;
                    default -> throw new MessageException(Message.of("service.frame-wire"));
                };
        require(bytes <= in.remaining(), "service.frame-cut");
        in.position(in.position() + bytes);
    }

    private static void require(boolean holds, String key) throws IOException {
        if (!holds) {
            throw new MessageException(Message.of(key));
        }
    }

    /// Writes a frame, its tags in their order.
    public static byte[] bytes(Frame frame) {
        var out = new ByteArrayOutputStream();
        if (frame.index() != 0) {
            write(out, 1 << 3 | VARINT);
            write(out, frame.index());
        }
        frame.tags()
                .forEach((name, value) -> {
                    var entry = new ByteArrayOutputStream();
                    field(entry, 1, name.getBytes(StandardCharsets.UTF_8));
                    field(entry, 2, value.getBytes(StandardCharsets.UTF_8));
                    field(out, 2, entry.toByteArray());
                });
        if (frame.data().length > 0) {
            field(out, 3, frame.data());
        }
        if (!frame.message().isEmpty()) {
            field(out, 4, frame.message().getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int field, byte[] value) {
        write(out, (long) field << 3 | LENGTH);
        write(out, value.length);
        out.writeBytes(value);
    }

    private static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
