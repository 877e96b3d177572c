package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/// Objects read one after the other, one open at a time.
final class ConcatenatedObjects extends InputStream {
    private final ObjectStore store;
    private final Iterator<StoredObject> rest;
    private InputStream current = InputStream.nullInputStream();

    ConcatenatedObjects(ObjectStore store, List<StoredObject> parts) {
        this.store = store;
        rest = parts.iterator();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        int n = current.read(buffer, from, count);
        while (n < 0 && rest.hasNext()) {
            current.close();
            current = store.open(rest.next(), 0);
            n = current.read(buffer, from, count);
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
