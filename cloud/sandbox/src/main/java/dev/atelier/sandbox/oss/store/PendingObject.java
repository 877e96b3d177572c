package dev.atelier.sandbox.oss.store;

import java.io.IOException;
import java.util.Optional;

/// Content that was received but is not an object yet; closing it uncommitted forgets it.
public interface PendingObject extends AutoCloseable {
    long size();

    byte[] md5();

    long crc();

    /// Makes the content an object, in one step.
    ///
    /// @return empty where the object must not be replaced
    Optional<StoredObject> commit(ObjectLabel label) throws IOException;

    @Override
    void close() throws IOException;
}
