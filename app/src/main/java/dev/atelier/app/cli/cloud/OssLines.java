package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.oss.ListingEntry;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.json.JsonText;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/// Lines of a listing.
///
/// @param json one object per line instead of columns
record OssLines(Terminal terminal, boolean json) {
    /// What would move a terminal's cursor, or the direction of its text.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    /// A key as a terminal may show it.
    static String shown(String key) {
        return UNSEEN.matcher(key).replaceAll("\uFFFD");
    }

    void bucket(OssStore.Bucket bucket) {
        if (json) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("bucket", bucket.name());
            fields.put("region", bucket.region());
            fields.put("created", bucket.created().toString());
            terminal.out().println(JsonText.line(fields));
        } else {
            terminal.out().printf("%-20s  oss://%s/%n", bucket.region(), bucket.name());
        }
    }

    void entry(OssAddress in, ListingEntry entry) {
        if (json) {
            terminal.out().println(JsonText.line(fields(in, entry)));
            return;
        }
        var address = shown("oss://" + in.bucket() + "/" + entry.key());
        switch (entry) {
            case ListingEntry.Folder _ ->
                    terminal.out().printf("%12s  %20s  %s%n", "", "", address);
            case ListingEntry.Item item ->
                    terminal.out()
                            .printf(
                                    "%12d  %20s  %s%n",
                                    item.size(),
                                    item.modified().truncatedTo(ChronoUnit.SECONDS),
                                    address);
        }
    }

    private static LinkedHashMap<String, Object> fields(OssAddress in, ListingEntry entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bucket", in.bucket());
        fields.put("key", entry.key());
        if (entry instanceof ListingEntry.Item item) {
            fields.put("size", item.size());
            fields.put("modified", item.modified().toString());
            fields.put("etag", item.etag());
        }
        return fields;
    }
}
