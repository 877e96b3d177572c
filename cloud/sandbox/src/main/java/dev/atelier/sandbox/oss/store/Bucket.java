package dev.atelier.sandbox.oss.store;

import java.time.Instant;

/// A bucket.
///
/// @param acl `private`, `public-read` or `public-read-write`
public record Bucket(String name, Instant created, String acl) {}
