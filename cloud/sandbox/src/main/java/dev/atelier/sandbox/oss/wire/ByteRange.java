package dev.atelier.sandbox.oss.wire;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A part of an object.
///
/// @param last inclusive
public record ByteRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    public long length() {
        return last - first + 1;
    }

    /// The part that a header names; empty for the whole object, which is also what OSS answers to
    /// a range it cannot read. Chosen: a range behind the end is refused, an end too far is cut.
    ///
    /// @throws OssException where no byte of the object is in the range
    public static Optional<ByteRange> of(String header, long size) {
        var form = FORM.matcher(header);
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return Optional.empty();
        }
        long first;
        long last = size - 1;
        if (form.group(1).isEmpty()) {
            first = Math.max(0, size - Long.parseLong(form.group(2)));
        } else {
            first = Long.parseLong(form.group(1));
            if (!form.group(2).isEmpty()) {
                long named = Long.parseLong(form.group(2));
                if (named < first) {
                    return Optional.empty();
                }
                last = Math.min(last, named);
            }
        }
        if (first > last) {
            throw new OssException(
                    416,
                    "InvalidRange",
                    "The requested range cannot be satisfied.",
                    Map.of("ActualObjectSize", Long.toString(size), "RangeRequested", header));
        }
        return Optional.of(new ByteRange(first, last));
    }
}
