package dev.atelier.pickle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The members of a zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT),
/// zip64 included, with the place of their bytes: the Java library reads archives but does not say
/// where a stored member lies, so that it could be mapped.
final class ZipEntries {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long UNKNOWN = 0xFFFFFFFFL;
    private static final int ZIP64_FIELD = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /// Deflate packs no tighter than 1032 to 1.
    private static final int MOST_PACKED = 1032;

    /// Twice what the largest checkpoint of these families has.
    private static final long MOST_UNPACKED = 16L << 30;

    /// The pickles of models have some megabytes.
    private static final long MOST_SMALL = 256 << 20;

    private final MemorySegment file;
    private long unpacked;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// @param method 0 when stored as it is
    /// @param begin first byte of its data in the file
    record Entry(String name, int method, long packedBytes, long sizeBytes, long begin) {
        boolean stored() {
            return method == STORED;
        }
    }

    /// Reads the directory of an archive.
    ZipEntries(MemorySegment file) throws MalformedPickleException {
        this.file = file;
        long end = end();
        long count = u16(end + 10);
        long at = u32(end + 16);
        if (at == UNKNOWN || count == 0xFFFF) {
            long end64 = end64(end);
            count = i64(end64 + 32);
            at = i64(end64 + 48);
        }
        for (long i = 0; i < count; i++) {
            at = read(at);
        }
    }

    private long end() throws MalformedPickleException {
        long last = file.byteSize() - END_BYTES;
        for (long at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            if (i32(at) == END) {
                return at;
            }
        }
        throw MalformedPickleException.withoutDirectory();
    }

    private long end64(long end) throws MalformedPickleException {
        long locator = end - 20;
        if (i32(locator) != LOCATOR64) {
            throw MalformedPickleException.of("pickle.directory");
        }
        long at = i64(locator + 8);
        if (i32(at) != END64) {
            throw MalformedPickleException.of("pickle.directory");
        }
        return at;
    }

    /// Reads one entry of the directory and returns where the next begins.
    private long read(long at) throws MalformedPickleException {
        if (i32(at) != CENTRAL) {
            throw MalformedPickleException.of("pickle.directory");
        }
        int nameBytes = u16(at + 28);
        int extraBytes = u16(at + 30);
        int commentBytes = u16(at + 32);
        var name =
                new String(
                        slice(at + 46, nameBytes).toArray(ValueLayout.JAVA_BYTE),
                        StandardCharsets.UTF_8);
        var wide = new Wide(at + 46 + nameBytes, extraBytes);
        long size = wide.or(u32(at + 24));
        long packed = wide.or(u32(at + 20));
        long local = wide.or(u32(at + 42));
        if (i32(local) != LOCAL) {
            throw MalformedPickleException.of("pickle.directory");
        }
        long begin = local + 30 + u16(local + 26) + u16(local + 28);
        slice(begin, packed);
        boolean encrypted = (u16(at + 8) & 1) != 0;
        int method = encrypted ? -1 : u16(at + 10);
        entries.put(name, new Entry(name, method, packed, size, begin));
        return at + 46 + nameBytes + extraBytes + commentBytes;
    }

    /// The numbers that did not fit their 32 bits, in order of size, packed size, place.
    private final class Wide {
        private long at;
        private final long end;

        Wide(long extra, int bytes) throws MalformedPickleException {
            end = extra + bytes;
            at = extra;
            while (at + 4 <= end && u16(at) != ZIP64_FIELD) {
                at += 4 + u16(at + 2);
            }
            at += 4;
        }

        long or(long value) throws MalformedPickleException {
            if (value != UNKNOWN) {
                return value;
            }
            if (at + Long.BYTES > end) {
                throw MalformedPickleException.of("pickle.directory");
            }
            at += Long.BYTES;
            return i64(at - Long.BYTES);
        }
    }

    Map<String, Entry> all() {
        return entries;
    }

    Optional<Entry> named(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /// The bytes of a member: a slice of the file where it is stored as it is, else unpacked into
    /// memory of `arena` when they are requested.
    LazyBytes data(Entry entry, Arena arena) throws MalformedPickleException {
        var packed = slice(entry.begin(), entry.packedBytes());
        if (entry.stored()) {
            if (entry.packedBytes() != entry.sizeBytes()) {
                throw MalformedPickleException.of("pickle.directory");
            }
            return LazyBytes.there(packed, entry.begin());
        }
        if (entry.method() != DEFLATED) {
            throw MalformedPickleException.of("pickle.packing");
        }
        long size = entry.sizeBytes();
        if (size < 0 || size > packed.byteSize() * MOST_PACKED + MOST_PACKED) {
            throw MalformedPickleException.of("pickle.size");
        }
        return LazyBytes.later(size, () -> inflate(packed, reserved(size), arena));
    }

    /// The bytes of a member that holds no tensor.
    MemorySegment small(Entry entry, Arena arena) throws MalformedPickleException {
        var data = data(entry, arena);
        if (data.sizeBytes() > MOST_SMALL) {
            throw MalformedPickleException.of("pickle.member-size", entry.name(), MOST_SMALL >> 20);
        }
        return data.bytes();
    }

    /// A size, counted among all that was unpacked.
    private synchronized long reserved(long size) throws MalformedPickleException {
        if (size > MOST_UNPACKED - unpacked) {
            throw MalformedPickleException.of("pickle.packed-size", MOST_UNPACKED >> 30);
        }
        unpacked += size;
        return size;
    }

    private static MemorySegment inflate(MemorySegment packed, long size, Arena arena)
            throws MalformedPickleException {
        try (var inflater = new Inflater(true)) {
            var out = arena.allocate(size);
            inflater.setInput(packed.asByteBuffer());
            var buffer = new byte[1 << 16];
            long at = 0;
            while (at < size) {
                int count = inflater.inflate(buffer);
                if (count <= 0 || at + count > size) {
                    throw MalformedPickleException.of("pickle.member");
                }
                MemorySegment.copy(buffer, 0, out, ValueLayout.JAVA_BYTE, at, count);
                at += count;
            }
            return out.asReadOnly();
        } catch (DataFormatException | UnsupportedOperationException e) {
            throw MalformedPickleException.of("pickle.member");
        } catch (OutOfMemoryError e) {
            throw MalformedPickleException.of("pickle.memory", size >> 20);
        }
    }

    private MemorySegment slice(long at, long count) throws MalformedPickleException {
        if (at < 0 || count < 0 || count > file.byteSize() - at) {
            throw MalformedPickleException.cutShort();
        }
        return file.asSlice(at, count);
    }

    private int u16(long at) throws MalformedPickleException {
        return Short.toUnsignedInt(slice(at, 2).get(SHORT, 0));
    }

    private int i32(long at) throws MalformedPickleException {
        return slice(at, 4).get(INT, 0);
    }

    private long u32(long at) throws MalformedPickleException {
        return Integer.toUnsignedLong(i32(at));
    }

    private long i64(long at) throws MalformedPickleException {
        return slice(at, 8).get(LONG, 0);
    }
}
