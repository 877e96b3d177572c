package dev.atelier.sandbox;

import dev.atelier.sandbox.gateway.ObjectSink;
import dev.atelier.sandbox.oss.OssResponder;
import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.DirectoryStore;
import dev.atelier.sandbox.oss.store.MemoryStore;
import dev.atelier.sandbox.oss.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The object store of a sandbox cloud: beside its services in the state folder, or in memory.
public final class LocalStore {
    private LocalStore() {}

    /// The settings with an object store for the same account, under the same clock.
    ///
    /// @param bucket one that is there from the start
    /// @throws IOException when what the folder holds cannot be read
    public static CloudSettings in(CloudSettings settings, String bucket) throws IOException {
        var folder = settings.state();
        ObjectStore objects =
                folder.isPresent()
                        ? new DirectoryStore(folder.get().resolve("oss"))
                        : new MemoryStore();
        if (objects.bucket(bucket).isEmpty()) {
            objects.save(new Bucket(bucket, settings.clock().instant(), "private"));
        }
        var account = settings.account();
        var handler =
                new OssResponder(
                        objects,
                        Map.of(account.accessKeyId(), account.accessKeySecret()),
                        settings.skewedClock().withZone(ZoneOffset.UTC));
        return settings.withStore(
                new CloudSettings.Store(Optional.of(handler), new Mounted(objects)));
    }

    /// What containers see of it.
    private record Mounted(ObjectStore objects) implements ObjectSink {
        @Override
        public void put(String bucket, String key, byte[] bytes) {
            LocalStore.put(objects, bucket, key, bytes);
        }

        @Override
        public List<String> keys(String bucket, String prefix) {
            if (objects.bucket(bucket).isEmpty()) {
                return List.of();
            }
            var found = new ArrayList<String>();
            for (var all = objects.from(bucket, prefix, true); all.hasNext(); ) {
                var key = all.next().key();
                if (!key.startsWith(prefix)) {
                    break;
                }
                found.add(key);
            }
            return found;
        }
    }

    private static void put(ObjectStore objects, String bucket, String key, byte[] bytes) {
        if (objects.bucket(bucket).isEmpty()) {
            return;
        }
        try {
            var _ = objects.write(bucket, key, "image/png", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
