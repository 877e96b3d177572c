package dev.atelier.sandbox.oss.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// Content in its place, measured on the way.
final class Received implements PendingObject {
    private final IndexedStore store;
    private final String place;
    private final long size;
    private final byte[] md5;
    private final long crc;
    private boolean committed;

    private Received(IndexedStore store, String place, long size, byte[] md5, long crc) {
        this.store = store;
        this.place = place;
        this.size = size;
        this.md5 = md5;
        this.crc = crc;
    }

    static Received read(IndexedStore store, Blob blob, InputStream content) throws IOException {
        var digest = md5Digest();
        var crc = new Crc64();
        long size = 0;
        var buffer = new byte[64 * 1024];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            blob.out().write(buffer, 0, n);
            digest.update(buffer, 0, n);
            crc.update(buffer, 0, n);
            size += n;
        }
        blob.close();
        return new Received(store, blob.place(), size, digest.digest(), crc.value());
    }

    private static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    String place() {
        return place;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] md5() {
        return md5.clone();
    }

    @Override
    public long crc() {
        return crc;
    }

    @Override
    public Optional<StoredObject> commit(ObjectLabel label) throws IOException {
        var object = store.commit(this, label);
        committed = object.isPresent();
        return object;
    }

    @Override
    public void close() throws IOException {
        if (!committed) {
            store.dropBlob(place);
        }
    }
}
