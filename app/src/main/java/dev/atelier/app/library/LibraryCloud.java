package dev.atelier.app.library;

import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.oss.ListingEntry;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What is done with pictures in OSS; each keeps the index true. Blocks for the network. Transfers
/// go on where an earlier one stopped and are checked by CRC-64.
public final class LibraryCloud {
    private final Library library;
    private final Buckets buckets;

    public LibraryCloud(Library library, Buckets buckets) {
        this.library = library;
        this.buckets = buckets;
    }

    /// Fetches an object into a file, which is in the library then.
    ///
    /// @param folder below a source of the library; made when needed
    /// @return the file, under a name that was free
    public Path download(PictureRef.OssObject object, Path folder, Transfer transfer)
            throws IOException, AwayException, OssStoreException {
        var address = object.address();
        Files.createDirectories(folder);
        var file = free(folder, object.name());
        buckets.open(address).download(address, file, transfer);
        library.take(file);
        return file;
    }

    /// A name that is taken by another picture gets a number; an unfinished transfer keeps its own.
    private static Path free(Path folder, String name) {
        var file = folder.resolve(name);
        for (int number = 2; Files.exists(file); number++) {
            file = folder.resolve(numbered(name, number));
        }
        return file;
    }

    /// Stores a file under a bucket's prefix. What is there already is not stored again; where
    /// another picture has that name, it gets a number.
    ///
    /// @return where it is
    public OssAddress upload(PictureRef.LocalFile file, OssAddress prefix, Transfer transfer)
            throws IOException, AwayException, OssStoreException {
        var key = prefix.key();
        var folder = prefix.at(key + (key.isEmpty() || key.endsWith("/") ? "" : "/"));
        var store = buckets.open(folder);
        for (int number = 1; ; number++) {
            var address = folder.at(folder.key() + numbered(file.name(), number));
            try {
                store.upload(file.path(), address, false, transfer);
            } catch (OssStoreException e) {
                if (e.kind() != OssStoreException.Kind.EXISTS) {
                    throw e;
                }
                if (!isSame(file.path(), store.stat(address))) {
                    continue;
                }
            }
            library.take(stat(store, address), file.path());
            return address;
        }
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        var stem = dot < 0 ? name : name.substring(0, dot);
        return number == 1 ? name : stem + "-" + number + name.substring(stem.length());
    }

    /// By the tag of an object that was stored in one call: it is the content's MD5.
    private static boolean isSame(Path file, ListingEntry.Item there) throws IOException {
        if (Files.size(file) != there.size()) {
            return false;
        }
        try {
            var sum = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(sum).equalsIgnoreCase(there.etag());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static Library.Stored stat(OssStore store, OssAddress address)
            throws OssStoreException {
        return Library.Stored.of(address, store.stat(address));
    }

    /// Moves an object into the bucket's trash.
    ///
    /// @return where it is now, for [#restore]
    public OssAddress trash(PictureRef.OssObject object)
            throws IOException, AwayException, OssStoreException {
        var there = buckets.open(object.address()).trash().put(object.address());
        library.forget(object);
        return there;
    }

    /// A picture in the trash of a bucket.
    ///
    /// @param now where it is, for [#restore]
    /// @param origin where it was
    /// @param at when it was thrown away
    /// @param version changes whenever the content does
    public record Trashed(
            OssAddress now, OssAddress origin, Instant at, long bytes, String version) {}

    /// The pictures in the trash of a bucket, in no order.
    public List<Trashed> thrown(OssAddress bucket, Cancellation cancellation)
            throws AwayException, OssStoreException {
        var trash = buckets.open(bucket).trash();
        var listing = new PictureListing(trash.list(bucket), bucket, it -> true, cancellation);
        var found = new ArrayList<Trashed>();
        for (var object : listing.all()) {
            var now = object.address();
            var stamp = object.stamp();
            trash.time(now)
                    .map(at ->
                            new Trashed(now, trash.origin(now), at, stamp.bytes(), stamp.version()))
                    .ifPresent(found::add);
        }
        return found;
    }

    /// The buckets that the library looks through, each once.
    public List<OssAddress> buckets() {
        return library.sources().stream()
                .filter(Source.Bucket.class::isInstance)
                .map(it -> ((Source.Bucket) it).prefix().at(""))
                .distinct()
                .toList();
    }

    /// Puts an object back where it was.
    public PictureRef.OssObject restore(OssAddress thrown)
            throws IOException, AwayException, OssStoreException {
        var store = buckets.open(thrown);
        var origin = store.trash().restore(thrown);
        library.takeObject(store, stat(store, origin));
        return new PictureRef.OssObject(origin);
    }

    /// Deletes an object in the trash of its bucket for good.
    public void delete(OssAddress thrown) throws AwayException, OssStoreException {
        var store = buckets.open(thrown);
        if (!store.trash().holds(thrown)) {
            throw new IllegalArgumentException("not in the trash: " + thrown);
        }
        store.delete(thrown);
    }

    /// A link with which everyone can see the picture for a while.
    public Secret link(PictureRef.OssObject object, Duration life) throws AwayException {
        return buckets.open(object.address())
                .link(object.address(), new OssStore.LinkTerms(life, Optional.empty(), false));
    }
}
