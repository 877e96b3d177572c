package dev.atelier.pickle;

import dev.atelier.pickle.Pickled.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A file of `torch.save` taken apart: the value of its pickle, and the bytes that its tensors look
/// into.
///
/// @param root the value
/// @param data the bytes by storage key
record Storages(Object root, Map<String, LazyBytes> data) {
    private static final String LAST = "data.pkl";
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long LEGACY_PROTOCOL = 1001;

    private static boolean begins(MemorySegment file, int... start) {
        for (int i = 0; i < start.length; i++) {
            boolean same =
                    file.byteSize() > i
                            && Byte.toUnsignedInt(file.get(ValueLayout.JAVA_BYTE, i)) == start[i];
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /// Whether a file begins as a zip archive does.
    static boolean isZip(MemorySegment file) {
        return begins(file, 'P', 'K', 3, 4);
    }

    /// Whether a file begins as PyTorch's before version 1.6 do: with a pickled magic number.
    static boolean isLegacy(MemorySegment file) {
        return begins(file, 0x80, 2, 0x8a, 10);
    }

    static Storages read(MemorySegment file, Arena arena) throws MalformedPickleException {
        if (isZip(file)) {
            return zip(file, arena);
        }
        if (isLegacy(file)) {
            return legacy(file);
        }
        throw MalformedPickleException.of("pickle.other");
    }

    /// The form since 1.6: `name/data.pkl`, and a member `name/data/KEY` for each storage.
    private static Storages zip(MemorySegment file, Arena arena) throws MalformedPickleException {
        var entries = new ZipEntries(file);
        var pickle =
                entries.all().values().stream()
                        .filter(entry ->
                                entry.name().endsWith("/" + LAST) || entry.name().equals(LAST))
                        .findFirst();
        if (pickle.isEmpty()) {
            throw MalformedPickleException.of("pickle.other-zip");
        }
        var folder = pickle.get().name();
        folder = folder.substring(0, folder.length() - LAST.length());
        requireLittleEndian(entries, folder, arena);
        var root = Unpickler.read(entries.small(pickle.get(), arena));
        var data = new HashMap<String, LazyBytes>();
        for (var entry : entries.all().values()) {
            if (entry.name().startsWith(folder + "data/")) {
                data.put(
                        entry.name().substring(folder.length() + "data/".length()),
                        entries.data(entry, arena));
            }
        }
        return new Storages(root, data);
    }

    private static void requireLittleEndian(ZipEntries entries, String folder, Arena arena)
            throws MalformedPickleException {
        var order = entries.named(folder + "byteorder");
        if (order.isPresent()
                && !begins(entries.small(order.get(), arena), 'l', 'i', 't', 't', 'l', 'e')) {
            throw MalformedPickleException.of("pickle.endian");
        }
    }

    /// The form before 1.6: magic number, protocol, sizes of C's types, the value, the storages'
    /// keys, and for each its count of numbers and the numbers.
    private static Storages legacy(MemorySegment file) throws MalformedPickleException {
        var in = new Cursor(file, 0);
        if (!MAGIC.equals(Unpickler.read(in))) {
            throw MalformedPickleException.of("pickle.magic");
        }
        if (!Long.valueOf(LEGACY_PROTOCOL).equals(Unpickler.read(in))) {
            throw MalformedPickleException.of("pickle.torch-protocol");
        }
        if (Unpickler.read(in) instanceof Map<?, ?> system
                && Boolean.FALSE.equals(system.get("little_endian"))) {
            throw MalformedPickleException.of("pickle.endian");
        }
        var root = Unpickler.readNoting(in);
        if (!(Unpickler.read(in) instanceof List<?> keys)) {
            throw MalformedPickleException.of("pickle.storages");
        }
        var data = new HashMap<String, LazyBytes>();
        for (var key : keys) {
            var storage = key instanceof String name ? root.storages().get(name) : null;
            if (storage == null) {
                throw MalformedPickleException.of("pickle.unused");
            }
            long bytes = bytes(storage, in.i64());
            long begin = in.position();
            in.skip(bytes);
            data.put(storage.key(), LazyBytes.there(file.asSlice(begin, bytes), begin));
        }
        return new Storages(root.value(), data);
    }

    private static long bytes(Storage storage, long count) throws MalformedPickleException {
        if (count < 0 || count > Long.MAX_VALUE / 8) {
            throw MalformedPickleException.cutShort();
        }
        return count * storage.dtype().sizeBytes();
    }
}
