package dev.atelier.cloud.oss;

import com.aliyun.oss.model.ObjectMetadata;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// When the content of an object came to be, where that is not when it was stored: seconds since
/// 1970 as user metadata `mtime`, which rclone and file systems over buckets write and read too.
final class KeptTime {
    private static final String NAME = "mtime";
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,11}(\\.\\d{1,9})?");
    private static final int MILLIS = 3;

    private KeptTime() {}

    /// What an object carries; else when it was stored.
    static Instant of(ObjectMetadata about) {
        return kept(about).orElseGet(() -> about.getLastModified().toInstant());
    }

    static boolean isIn(ObjectMetadata about) {
        return kept(about).isPresent();
    }

    private static Optional<Instant> kept(ObjectMetadata about) {
        return about.getUserMetadata().entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase(NAME))
                .map(it -> it.getValue().strip())
                .filter(it -> SECONDS.matcher(it).matches())
                .map(it -> new BigDecimal(it).movePointRight(MILLIS).longValue())
                .map(Instant::ofEpochMilli)
                .findFirst();
    }

    static void put(ObjectMetadata about, Instant time) {
        about.addUserMetadata(
                NAME,
                BigDecimal.valueOf(time.toEpochMilli(), MILLIS)
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
