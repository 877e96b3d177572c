package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.OssError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/// The conditional headers, of a read and of a copy.
final class Preconditions {
    private Preconditions() {}

    /// @return true where the client already has this object
    static boolean notModified(Exchange exchange, StoredObject object, String names) {
        var modified = object.modified().truncatedTo(ChronoUnit.SECONDS);
        var match = exchange.header(names + "if-match");
        if (!match.isEmpty() && !matches(match, object)) {
            throw OssError.PRECONDITION_FAILED.with("Condition", "If-Match");
        }
        if (date(exchange.header(names + "if-unmodified-since"))
                .filter(modified::isAfter)
                .isPresent()) {
            throw OssError.PRECONDITION_FAILED.with("Condition", "If-Unmodified-Since");
        }
        var none = exchange.header(names + "if-none-match");
        if (!none.isEmpty()) {
            return matches(none, object);
        }
        return date(exchange.header(names + "if-modified-since"))
                .filter(since -> !modified.isAfter(since))
                .isPresent();
    }

    private static boolean matches(String etags, StoredObject object) {
        return Arrays.stream(etags.split(",", -1))
                .map(etag -> etag.strip().replace("\"", ""))
                .anyMatch(etag -> etag.equals("*") || etag.equalsIgnoreCase(object.etag()));
    }

    private static Optional<Instant> date(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
