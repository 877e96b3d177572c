package dev.atelier.sandbox.oss.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Buckets and their objects. Keys are any text; the order of keys is that of their code points.
public interface ObjectStore {
    /// By name.
    List<Bucket> buckets();

    Optional<Bucket> bucket(String name);

    /// Creates a bucket, or replaces what is known of it.
    void save(Bucket bucket) throws IOException;

    /// @return false where the bucket is not empty
    boolean drop(String bucket) throws IOException;

    /// Reads a stream to its end, in flat memory where the store is a directory.
    PendingObject receive(InputStream content) throws IOException;

    Optional<StoredObject> find(String bucket, String key);

    /// The content from an offset on.
    InputStream open(StoredObject object, long from) throws IOException;

    /// Replaces the headers of an object, not its content.
    void relabel(StoredObject object, Map<String, String> headers) throws IOException;

    /// @return false where there was no such object
    boolean delete(String bucket, String key) throws IOException;

    /// The objects of a bucket whose keys come after `start`, or at it where `inclusive`.
    Iterator<StoredObject> from(String bucket, String start, boolean inclusive);

    /// Writes an object without HTTP: how other parts of the sandbox leave their results here.
    default StoredObject write(String bucket, String key, String contentType, InputStream content)
            throws IOException {
        try (var draft = receive(content)) {
            return draft.commit(new ObjectLabel(bucket, key, Map.of("content-type", contentType)))
                    .orElseThrow();
        }
    }
}
