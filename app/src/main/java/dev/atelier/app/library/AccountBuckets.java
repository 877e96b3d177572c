package dev.atelier.app.library;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The buckets of the account that is in use, each in its own region. Clients stay open until the
/// account changes. Thread-safe.
public final class AccountBuckets implements Buckets, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccountBuckets.class);

    private final Supplier<Optional<CloudAccess>> account;
    private final Path notes;
    private final Map<String, OssStore> byRegion = new HashMap<>();
    private final Map<String, String> regions = new HashMap<>();
    private Optional<CloudAccess> present = Optional.empty();

    /// @param account whose buckets; asked at each use
    /// @param notes folder for what unfinished transfers must remember
    public AccountBuckets(Supplier<Optional<CloudAccess>> account, Path notes) {
        this.account = account;
        this.notes = notes;
    }

    @Override
    public synchronized OssStore open(OssAddress bucket) throws AwayException {
        var access = access();
        try {
            var region = regions.get(bucket.bucket());
            return store(access, region == null ? regionOf(access, bucket) : region);
        } catch (NoAccountException e) {
            throw AwayException.of(e);
        }
    }

    @Override
    public synchronized List<String> names() throws AwayException {
        try {
            return store(access(), "").buckets().stream().map(OssStore.Bucket::name).toList();
        } catch (NoAccountException | OssStoreException e) {
            throw AwayException.of(e);
        }
    }

    private CloudAccess access() throws AwayException {
        var now = account.get();
        if (!now.equals(present)) {
            close();
            present = now;
        }
        return now.orElseThrow(() -> new AwayException(Message.of(AwayException.NO_ACCOUNT)));
    }

    /// Empty for the account's own. Keys that may not list buckets can still read one.
    private String regionOf(CloudAccess access, OssAddress bucket) throws NoAccountException {
        try {
            for (var found : store(access, "").buckets()) {
                regions.put(found.name(), found.region());
            }
        } catch (OssStoreException e) {
            log.debug("buckets cannot be listed", e);
            if (e.kind() != OssStoreException.Kind.FORBIDDEN) {
                return ""; // asked again the next time
            }
        }
        return regions.computeIfAbsent(bucket.bucket(), _ -> "");
    }

    private OssStore store(CloudAccess access, String region) throws NoAccountException {
        var known = byRegion.get(region);
        if (known != null) {
            return known;
        }
        var store = access.oss(Optional.of(region).filter(it -> !it.isEmpty()), notes);
        byRegion.put(region, store);
        return store;
    }

    @Override
    public synchronized void close() {
        byRegion.values().forEach(OssStore::close);
        byRegion.clear();
        regions.clear();
    }
}
