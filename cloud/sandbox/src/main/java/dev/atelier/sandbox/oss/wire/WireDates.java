package dev.atelier.sandbox.oss.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How OSS writes dates.
public final class WireDates {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'.000Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private WireDates() {}

    /// As in XML. Milliseconds are always 000: Python's oss2 reads nothing else.
    public static String date(Instant moment) {
        return ISO.format(moment);
    }

    /// As in headers.
    public static String httpDate(Instant moment) {
        return HTTP.format(moment);
    }
}
