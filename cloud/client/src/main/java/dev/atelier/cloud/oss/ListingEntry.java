package dev.atelier.cloud.oss;

import java.time.Instant;

/// A line of a listing.
public sealed interface ListingEntry {
    String key();

    /// Keys with something in common up to a slash.
    ///
    /// @param key ends with the slash
    record Folder(String key) implements ListingEntry {}

    /// An object.
    ///
    /// @param size bytes
    /// @param etag changes whenever the content does; without quotes
    record Item(String key, long size, Instant modified, String etag) implements ListingEntry {}
}
