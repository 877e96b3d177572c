package dev.atelier.sandbox.oss.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A bucket.
///
/// @param acl `private`, `public-read` or `public-read-write`
/// @param documents what was put at its sub-resources, such as `cors`, by their names
public record Bucket(String name, Instant created, String acl, Map<String, String> documents) {
    public Bucket {
        documents = Map.copyOf(documents);
    }

    public Bucket(String name, Instant created, String acl) {
        this(name, created, acl, Map.of());
    }

    public Optional<String> document(String subResource) {
        return Optional.ofNullable(documents.get(subResource));
    }

    public Bucket withAcl(String value) {
        return new Bucket(name, created, value, documents);
    }

    /// With a document, or without it where the text is empty.
    public Bucket with(String subResource, String text) {
        var changed = new HashMap<>(documents);
        if (text.isEmpty()) {
            changed.remove(subResource);
        } else {
            changed.put(subResource, text);
        }
        return new Bucket(name, created, acl, changed);
    }
}
