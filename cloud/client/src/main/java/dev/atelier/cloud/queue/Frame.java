package dev.atelier.cloud.queue;

import java.util.Map;

/// One item of a queue.
///
/// @param tags those of its put, and `requestId`
/// @param data read only
/// @param message why the stream failed, else empty
public record Frame(long index, Map<String, String> tags, byte[] data, String message) {
    public Frame {
        tags = Map.copyOf(tags);
    }

    /// A tag, empty for none.
    public String tag(String name) {
        return tags.getOrDefault(name, "");
    }

    /// The id that its put was answered with.
    public String request() {
        return tag("requestId");
    }
}
