package dev.atelier.sandbox.gateway;

import dev.atelier.http.Incoming;
import dev.atelier.sandbox.sign.Digests;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// Whether a call may use a service: its token plainly, or a signature made with it. That the token
/// may also stand behind `Bearer` is chosen: no document says so, but published clients send it.
final class TokenCheck {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final InstantSource clock;

    TokenCheck(InstantSource clock) {
        this.clock = clock;
    }

    /// What came of it.
    enum Verdict {
        RIGHT,
        WRONG,
        /// Signed long ago. That this is distinguished is chosen.
        EXPIRED
    }

    Verdict of(Incoming incoming, String token) {
        var given = incoming.header("authorization").orElse("");
        if (given.startsWith("EAS ")) {
            return signature(incoming, token, given.substring("EAS ".length()));
        }
        var bare = given.startsWith("Bearer ") ? given.substring("Bearer ".length()) : given;
        return Digests.same(token, bare) ? Verdict.RIGHT : Verdict.WRONG;
    }

    private Verdict signature(Incoming incoming, String token, String signature) {
        // Printed as a number, so leading zeros are not there.
        var sum = new BigInteger(1, Digests.md5(incoming.body())).toString(16);
        var date = incoming.header("date").orElse("");
        var target =
                incoming.rawPath()
                        + (incoming.rawQuery().isEmpty() ? "" : "?" + incoming.rawQuery());
        var text =
                String.join(
                        "\n",
                        incoming.method(),
                        sum,
                        incoming.header("content-type").orElse(""),
                        date,
                        target);
        if (!Digests.same(Digests.hmacSha1(token, text), signature)) {
            return Verdict.WRONG;
        }
        return fresh(date) ? Verdict.RIGHT : Verdict.EXPIRED;
    }

    private boolean fresh(String date) {
        try {
            var signed = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return Duration.between(signed, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
