package dev.atelier.sandbox.oss.wire;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A part of an object.
///
/// @param last inclusive
public record ByteRange(long first, long last) {
    // Of several ranges only the first counts.
    private static final Pattern FORM =
            Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})(?:,[0-9, -]*)?");

    public long length() {
        return last - first + 1;
    }

    /// The part that a header names; empty for the whole object, which is also what OSS answers to
    /// a range it cannot read and to one that is not wholly inside the object.
    public static Optional<ByteRange> of(String header, long size) {
        return asked(header, size).filter(r -> r.first <= r.last && r.last < size && r.first >= 0);
    }

    /// The same under `x-oss-range-behavior: standard`: an end too far is cut.
    ///
    /// @throws OssException where no byte of the object is in the range
    public static Optional<ByteRange> standard(String header, long size) {
        var asked = asked(header, size);
        if (asked.isEmpty()) {
            return asked;
        }
        long first = Math.max(0, asked.get().first);
        long last = Math.min(asked.get().last, size - 1);
        if (first > last) {
            throw OssError.INVALID_RANGE.with(
                    Map.of("ActualObjectSize", Long.toString(size), "RangeRequested", header));
        }
        return Optional.of(new ByteRange(first, last));
    }

    /// What is requested, also outside the object; empty where the header is malformed.
    private static Optional<ByteRange> asked(String header, long size) {
        var form = FORM.matcher(header);
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (form.group(1).isEmpty()) {
            return Optional.of(new ByteRange(size - Long.parseLong(form.group(2)), size - 1));
        }
        long first = Long.parseLong(form.group(1));
        if (form.group(2).isEmpty()) {
            // Without an end: up to the last byte, and to none where it begins behind it.
            return Optional.of(new ByteRange(first, Math.max(first, size - 1)));
        }
        long last = Long.parseLong(form.group(2));
        return last < first ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }
}
