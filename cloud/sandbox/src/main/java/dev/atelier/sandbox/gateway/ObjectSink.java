package dev.atelier.sandbox.gateway;

import java.util.List;

/// The object store, as containers write to it through their mounts.
@FunctionalInterface
public interface ObjectSink {
    /// No store: what containers write is gone with them.
    ObjectSink NONE = (_, _, _) -> {};

    /// Puts an object, replacing what has that key; a bucket that does not exist takes nothing.
    void put(String bucket, String key, byte[] bytes);

    /// The keys that begin with a prefix.
    default List<String> keys(String bucket, String prefix) {
        return List.of();
    }
}
