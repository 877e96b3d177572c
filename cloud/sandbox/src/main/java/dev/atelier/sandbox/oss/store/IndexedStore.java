package dev.atelier.sandbox.oss.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// A store that keeps all names in memory; where content and names are kept is its child's matter.
abstract class IndexedStore implements ObjectStore {
    /// One bucket; its monitor guards every change of its objects.
    private static final class BucketIndex {
        private volatile Bucket bucket;
        private boolean dropped;
        private final ConcurrentSkipListMap<String, StoredObject> objects =
                new ConcurrentSkipListMap<>(CodePoints.ORDER);

        private BucketIndex(Bucket bucket) {
            this.bucket = bucket;
        }
    }

    private final ConcurrentSkipListMap<String, BucketIndex> buckets =
            new ConcurrentSkipListMap<>();

    abstract Blob newBlob() throws IOException;

    abstract InputStream readBlob(String place, long from) throws IOException;

    abstract void dropBlob(String place) throws IOException;

    abstract void keep(Bucket bucket) throws IOException;

    abstract void forget(Bucket bucket) throws IOException;

    abstract void keep(StoredObject object) throws IOException;

    abstract void forget(StoredObject object) throws IOException;

    /// Puts into the index what the child found on its disk.
    final void known(Bucket bucket, List<StoredObject> objects) {
        var index = new BucketIndex(bucket);
        for (var object : objects) {
            index.objects.put(object.key(), object);
        }
        buckets.put(bucket.name(), index);
    }

    @Override
    public final List<Bucket> buckets() {
        return buckets.values().stream().map(index -> index.bucket).toList();
    }

    @Override
    public final Optional<Bucket> bucket(String name) {
        return Optional.ofNullable(buckets.get(name)).map(index -> index.bucket);
    }

    @Override
    public final void save(Bucket bucket) throws IOException {
        synchronized (buckets) {
            keep(bucket);
            buckets.computeIfAbsent(bucket.name(), _ -> new BucketIndex(bucket)).bucket = bucket;
        }
    }

    @Override
    public final boolean drop(String bucket) throws IOException {
        synchronized (buckets) {
            var index = index(bucket);
            synchronized (index) {
                if (!index.objects.isEmpty()) {
                    return false;
                }
                forget(index.bucket);
                index.dropped = true;
                buckets.remove(bucket);
                return true;
            }
        }
    }

    @Override
    public final PendingObject receive(InputStream content) throws IOException {
        var blob = newBlob();
        try {
            return Received.read(this, blob, content);
        } catch (IOException | RuntimeException e) {
            blob.close();
            dropBlob(blob.place());
            throw e;
        }
    }

    @Override
    public final Optional<StoredObject> find(String bucket, String key) {
        return Optional.ofNullable(buckets.get(bucket)).map(index -> index.objects.get(key));
    }

    @Override
    public final InputStream open(StoredObject object, long from) throws IOException {
        return readBlob(object.place(), from);
    }

    @Override
    public final void relabel(StoredObject object, Map<String, String> headers) throws IOException {
        var index = index(object.bucket());
        synchronized (index) {
            if (object.equals(index.objects.get(object.key()))) {
                var changed = object.with(headers);
                keep(changed);
                index.objects.put(object.key(), changed);
            }
        }
    }

    @Override
    public final boolean delete(String bucket, String key) throws IOException {
        var index = index(bucket);
        synchronized (index) {
            var object = index.objects.remove(key);
            if (object == null) {
                return false;
            }
            forget(object);
            dropBlob(object.place());
            return true;
        }
    }

    @Override
    public final Iterator<StoredObject> from(String bucket, String start, boolean inclusive) {
        var index = buckets.get(bucket);
        return index == null
                ? Collections.emptyIterator()
                : index.objects.tailMap(start, inclusive).values().iterator();
    }

    final Optional<StoredObject> commit(Received draft, ObjectLabel label) throws IOException {
        var index = index(label.bucket());
        synchronized (index) {
            var old = index.objects.get(label.key());
            if (old != null && label.onlyIfAbsent()) {
                return Optional.empty();
            }
            if (index.dropped) {
                throw new NoSuchElementException(label.bucket());
            }
            var object = object(draft, label);
            keep(object);
            index.objects.put(label.key(), object);
            if (old != null) {
                dropBlob(old.place());
            }
            return Optional.of(object);
        }
    }

    private static StoredObject object(Received draft, ObjectLabel label) {
        var md5 = HexFormat.of().withUpperCase().formatHex(draft.md5());
        return new StoredObject(
                label.bucket(),
                label.key(),
                draft.size(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                label.etag().isEmpty() ? md5 : label.etag(),
                draft.crc(),
                label.headers(),
                draft.place());
    }

    private BucketIndex index(String bucket) {
        var index = buckets.get(bucket);
        if (index == null) {
            throw new NoSuchElementException(bucket);
        }
        return index;
    }
}
