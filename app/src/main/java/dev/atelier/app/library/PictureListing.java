package dev.atelier.app.library;

import dev.atelier.cloud.oss.Listing;
import dev.atelier.cloud.oss.ListingEntry.Item;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The pictures among the objects of a bucket, read page by page. For one thread; blocks for the
/// network.
final class PictureListing {
    private final Listing listing;
    private final OssAddress bucket;
    private final Predicate<OssAddress> wanted;
    private final Cancellation cancellation;

    /// @param bucket an address in the bucket that is listed
    /// @param wanted which objects count, of those that are called like pictures
    PictureListing(
            Listing listing,
            OssAddress bucket,
            Predicate<OssAddress> wanted,
            Cancellation cancellation) {
        this.listing = listing;
        this.bucket = bucket;
        this.wanted = wanted;
        this.cancellation = cancellation;
    }

    /// The pictures of the next page, which may be none; empty at the end.
    Optional<List<Library.Stored>> page() throws OssStoreException {
        var page = listing.page();
        if (page.isEmpty()) {
            return Optional.empty();
        }
        cancellation.requireGoing();
        var found = new ArrayList<Library.Stored>();
        for (var entry : page) {
            var address = bucket.at(entry.key());
            if (entry instanceof Item item
                    && PictureFolders.isPicture(address.last())
                    && wanted.test(address)) {
                found.add(Library.Stored.of(address, item));
            }
        }
        return Optional.of(found);
    }

    /// All pages.
    List<Library.Stored> all() throws OssStoreException {
        var found = new ArrayList<Library.Stored>();
        for (var page = page(); page.isPresent(); page = page()) {
            found.addAll(page.get());
        }
        return found;
    }
}
