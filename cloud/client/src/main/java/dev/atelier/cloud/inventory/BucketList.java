package dev.atelier.cloud.inventory;

import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.inventory.Storage.Bucket;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import java.util.Optional;
import java.util.function.Supplier;

/// The buckets of an account, through its object store.
final class BucketList {
    private BucketList() {}

    /// @param opens a store, which is closed again
    static Pages.Read<Bucket> list(Supplier<OssStore> opens) throws CallException {
        try (var store = opens.get()) {
            var found =
                    store.buckets().stream()
                            .map(bucket -> new Bucket(bucket.name(), bucket.region()))
                            .toList();
            return new Pages.Read<>(found, true);
        } catch (OssStoreException e) {
            throw switch (e.kind()) {
                case FORBIDDEN ->
                        CallException.ofStore(e, e.requestId(), Optional.of("oss:ListBuckets"));
                case KEYS -> CallException.ofStore(e, e.requestId(), Optional.of(""));
                default -> CallException.ofStore(e, e.requestId(), Optional.empty());
            };
        }
    }
}
