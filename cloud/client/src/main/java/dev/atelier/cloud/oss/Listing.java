package dev.atelier.cloud.oss;

import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListObjectsV2Result;
import dev.atelier.cloud.oss.name.OssAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What begins with a prefix, in the order of keys, read page by page while it is requested: only
/// one page is ever in memory. For one thread.
public final class Listing {
    private static final int PAGE = 1000;

    private final OssConnection connection;
    private final OssAddress prefix;
    private final boolean deep;
    private Iterator<ListingEntry> entries = List.<ListingEntry>of().iterator();
    private @Nullable String token;
    private boolean ended;

    Listing(OssConnection connection, OssAddress prefix, boolean deep) {
        this.connection = connection;
        this.prefix = prefix;
        this.deep = deep;
    }

    /// The next line, or empty at the end. Blocks for a call once per page.
    public Optional<ListingEntry> next() throws OssStoreException {
        while (!entries.hasNext() && !ended) {
            entries = page().iterator();
        }
        return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
    }

    /// The next page, at most a thousand lines; empty at the end. Blocks for a call.
    public List<ListingEntry> page() throws OssStoreException {
        if (ended) {
            return List.of();
        }
        var request =
                new ListObjectsV2Request(prefix.bucket())
                        .withPrefix(prefix.key())
                        .withDelimiter(deep ? null : "/")
                        .withMaxKeys(PAGE)
                        .withEncodingType("url") // keys may hold what XML cannot
                        .withContinuationToken(token);
        var result = connection.call(OssPermission.LIST, prefix, oss -> oss.listObjectsV2(request));
        token = result.getNextContinuationToken();
        ended = !result.isTruncated() || token == null;
        return entries(result);
    }

    private static List<ListingEntry> entries(ListObjectsV2Result result) {
        boolean encoded = "url".equals(result.getEncodingType());
        var found = new ArrayList<ListingEntry>();
        for (var folder : result.getCommonPrefixes()) {
            found.add(new ListingEntry.Folder(decoded(folder, encoded)));
        }
        for (var object : result.getObjectSummaries()) {
            found.add(
                    new ListingEntry.Item(
                            decoded(object.getKey(), encoded),
                            object.getSize(),
                            object.getLastModified().toInstant(),
                            object.getETag()));
        }
        found.sort(Comparator.comparing(ListingEntry::key));
        return found;
    }

    private static String decoded(String key, boolean encoded) {
        return encoded ? URLDecoder.decode(key, StandardCharsets.UTF_8) : key;
    }
}
