package dev.atelier.sandbox.oss.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// How OSS writes dates and which bucket names it creates.
public final class Names {
    private static final Pattern CREATABLE = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'.000Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private Names() {}

    public static boolean valid(String bucket) {
        return CREATABLE.matcher(bucket).matches();
    }

    public static void checkCreatable(String bucket) {
        if (!valid(bucket)) {
            throw OssError.INVALID_BUCKET_NAME.exception();
        }
    }

    /// As in XML. Milliseconds are always 000: Python's oss2 reads nothing else.
    public static String date(Instant moment) {
        return ISO.format(moment);
    }

    public static String httpDate(Instant moment) {
        return HTTP.format(moment);
    }
}
