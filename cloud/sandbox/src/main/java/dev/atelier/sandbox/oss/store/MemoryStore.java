package dev.atelier.sandbox.oss.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A store that ends with the process.
public final class MemoryStore extends IndexedStore {
    private final Map<String, ByteArrayOutputStream> blobs = new ConcurrentHashMap<>();

    @Override
    Blob newBlob() {
        var out = new ByteArrayOutputStream();
        var place = UUID.randomUUID().toString();
        blobs.put(place, out);
        return new Blob(place, out);
    }

    @Override
    InputStream readBlob(String place, long from) throws IOException {
        var blob = blobs.get(place);
        if (blob == null) {
            throw new FileNotFoundException(place);
        }
        var bytes = blob.toByteArray();
        int start = (int) Math.min(from, bytes.length);
        return new ByteArrayInputStream(bytes, start, bytes.length - start);
    }

    @Override
    void dropBlob(String place) {
        blobs.remove(place);
    }

    @Override
    void keep(Bucket bucket) {}

    @Override
    void forget(Bucket bucket) {}

    @Override
    void keep(StoredObject object) {}

    @Override
    void forget(StoredObject object) {}
}
