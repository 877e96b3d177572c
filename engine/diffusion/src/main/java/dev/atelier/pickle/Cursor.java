package dev.atelier.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads bytes of a segment one after another and never beyond its end.
final class Cursor {
    /// Lines hold names and numbers.
    private static final int LONGEST_LINE = 1 << 16;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private long position;

    Cursor(MemorySegment bytes, long position) {
        this.bytes = bytes;
        this.position = position;
    }

    long position() {
        return position;
    }

    void skip(long count) throws MalformedPickleException {
        require(count);
        position += count;
    }

    int u8() throws MalformedPickleException {
        require(1);
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, position++));
    }

    int u16() throws MalformedPickleException {
        return u8() | (u8() << 8);
    }

    int i32() throws MalformedPickleException {
        return u16() | (u16() << 16);
    }

    long u32() throws MalformedPickleException {
        return Integer.toUnsignedLong(i32());
    }

    long i64() throws MalformedPickleException {
        require(Long.BYTES);
        long value = bytes.get(LONG, position);
        position += Long.BYTES;
        return value;
    }

    /// A copy of the next bytes, which are there.
    byte[] bytes(long count) throws MalformedPickleException {
        require(count);
        if (count > Integer.MAX_VALUE - 8) {
            throw MalformedPickleException.of("pickle.long-value");
        }
        var copy = bytes.asSlice(position, count).toArray(ValueLayout.JAVA_BYTE);
        position += count;
        return copy;
    }

    String utf8(long count) throws MalformedPickleException {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }

    /// The text up to the next line feed, without it.
    String line() throws MalformedPickleException {
        long end = position;
        while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
            end++;
            if (end - position > LONGEST_LINE) {
                throw MalformedPickleException.of("pickle.long-line");
            }
        }
        var line = utf8(end - position);
        skip(1);
        return line;
    }

    private void require(long count) throws MalformedPickleException {
        if (count < 0 || count > bytes.byteSize() - position) {
            throw MalformedPickleException.cutShort();
        }
    }
}
