package dev.atelier.cloud.oss;

import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// A folder of the bucket for what was thrown away: `PREFIX/TIME/KEY`. Nothing empties it by
/// itself.
public final class BucketTrash {
    /// Where it is unless somebody wants it elsewhere.
    public static final String PREFIX = ".atelier-trash/";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final OssStore store;
    private final String prefix;
    private final InstantSource clock;

    /// @param prefix ends with a slash
    BucketTrash(OssStore store, String prefix, InstantSource clock) {
        this.store = store;
        this.prefix = prefix;
        this.clock = clock;
    }

    /// Throws an object away.
    ///
    /// @return where it is now
    public OssAddress put(OssAddress address) throws OssStoreException {
        if (holds(address)) {
            throw new OssStoreException(Kind.EXISTS, Message.of("store.in-trash", address), null);
        }
        var there = place(address);
        store.move(address, there, false);
        return there;
    }

    private OssAddress place(OssAddress address) throws OssStoreException {
        try {
            return address.at(prefix + TIME.format(clock.instant()) + "/" + address.key());
        } catch (IllegalArgumentException e) {
            throw new OssStoreException(Kind.INVALID, Message.of("store.trash-name", address), e);
        }
    }

    public boolean holds(OssAddress address) {
        return address.key().startsWith(prefix);
    }

    /// Where something in the trash was.
    ///
    /// @throws IllegalArgumentException when it is not in the trash
    public OssAddress origin(OssAddress thrown) {
        int slash = holds(thrown) ? thrown.key().indexOf('/', prefix.length()) : -1;
        if (slash < 0) {
            throw new IllegalArgumentException(thrown + " is not in the trash");
        }
        return thrown.at(thrown.key().substring(slash + 1));
    }

    /// When something in the trash was thrown away; empty where its name does not say it.
    public Optional<Instant> time(OssAddress thrown) {
        int slash = holds(thrown) ? thrown.key().indexOf('/', prefix.length()) : -1;
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            var text = thrown.key().substring(prefix.length(), slash);
            return Optional.of(TIME.parse(text, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Puts something back, unless something else is there now.
    ///
    /// @return where it is again
    public OssAddress restore(OssAddress thrown) throws OssStoreException {
        var origin = origin(thrown);
        store.move(thrown, origin, false);
        return origin;
    }

    /// What is in the trash of a bucket.
    public Listing list(OssAddress bucket) {
        return store.list(bucket.at(prefix), true);
    }
}
