package dev.atelier.pickle;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Bytes that lie in a file as they are, or that are made when they are first asked for, such as
/// those of a packed member. Thread-safe.
final class LazyBytes {
    private final long sizeBytes;
    private final long begin;
    private final Source source;
    private @Nullable MemorySegment made;

    /// Makes the bytes, once.
    @FunctionalInterface
    interface Source {
        MemorySegment make() throws MalformedPickleException;
    }

    private LazyBytes(long sizeBytes, long begin, Source source) {
        this.sizeBytes = sizeBytes;
        this.begin = begin;
        this.source = source;
    }

    /// Bytes that are there.
    ///
    /// @param begin their place in the file
    static LazyBytes there(MemorySegment bytes, long begin) {
        return new LazyBytes(bytes.byteSize(), begin, () -> bytes);
    }

    /// Bytes to be made, of which only the count is known.
    static LazyBytes later(long sizeBytes, Source source) {
        return new LazyBytes(sizeBytes, -1, source);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// Their place in the file, -1 where they do not lie there as they are.
    long begin() {
        return begin;
    }

    synchronized MemorySegment bytes() throws MalformedPickleException {
        var present = made;
        if (present == null) {
            present = source.make();
            made = present;
        }
        return present;
    }

    /// Some of them, which exist.
    LazyBytes slice(long from, long count) {
        return new LazyBytes(
                count, begin < 0 ? -1 : begin + from, () -> bytes().asSlice(from, count));
    }
}
