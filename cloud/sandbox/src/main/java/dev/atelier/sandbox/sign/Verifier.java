package dev.atelier.sandbox.sign;

import dev.atelier.http.Incoming;
import dev.atelier.http.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/// Lets only calls pass that the account signed, in time, and once.
public final class Verifier {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final Account account;
    private final InstantSource clock;
    private final Nonces nonces = new Nonces();

    public Verifier(Account account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    /// Checks a call that carries its signature in the header.
    ///
    /// @throws RefusedException when it is not the account's
    public void roa(Incoming call) {
        var authorization = call.header("authorization").orElse("");
        if (authorization.startsWith(Acs3Signature.SCHEME)) {
            acs3(call, authorization);
        } else if (authorization.startsWith("acs ")) {
            roaV1(call, authorization.substring("acs ".length()));
        } else {
            throw incomplete("Authorization header is missing or of an unknown kind.");
        }
    }

    /// Checks a call that carries its signature among its parameters, or in the header.
    ///
    /// @throws RefusedException when it is not the account's
    public void rpc(Incoming call) {
        if (call.header("authorization").orElse("").startsWith(Acs3Signature.SCHEME)) {
            roa(call);
            return;
        }
        var parameters = call.query().and(call.form());
        known(required(parameters, OpenApiError.MISSING_ACCESS_KEY_ID));
        var signature = required(parameters, OpenApiError.MISSING_SIGNATURE);
        var text = RpcSignature.stringToSign(call.method(), parameters);
        matches(Digests.hmacSha1(account.accessKeySecret() + "&", text), signature, text);
        fresh(iso(required(parameters, OpenApiError.MISSING_TIMESTAMP)));
        once(required(parameters, OpenApiError.MISSING_SIGNATURE_NONCE));
    }

    private void roaV1(Incoming call, String credentials) {
        int colon = credentials.indexOf(':');
        if (colon < 0) {
            throw incomplete("Authorization header has no signature.");
        }
        known(credentials.substring(0, colon));
        call.header("content-md5").ifPresent(sum -> bodyIs(sum, call.body()));
        var text = RoaSignature.stringToSign(call);
        var expected = Digests.hmacSha1(account.accessKeySecret(), text);
        matches(expected, credentials.substring(colon + 1), text);
        fresh(httpDate(call.header("date").orElse("")));
        once(call.header("x-acs-signature-nonce").orElse(""));
    }

    private void acs3(Incoming call, String authorization) {
        var given =
                Acs3Signature.parse(authorization)
                        .orElseThrow(() -> incomplete("Authorization header is incomplete."));
        known(given.accessKeyId());
        unsigned(call, given)
                .ifPresent(name -> {
                    throw OpenApiError.INCOMPLETE_SIGNATURE.because(
                            "The header %s is sent but not in SignedHeaders.".formatted(name));
                });
        if (!Digests.same(
                Digests.sha256(call.body()), call.header("x-acs-content-sha256").orElse(""))) {
            throw OpenApiError.INVALID_PARAMETER.because(
                    "x-acs-content-sha256 is not the sum of the body.");
        }
        var texts =
                Stream.of(call.rawPath(), call.path())
                        .map(uri -> given.stringToSign(call, uri))
                        .toList();
        var secret = account.accessKeySecret();
        if (texts.stream()
                .noneMatch(t -> Digests.same(Digests.hmacSha256(secret, t), given.signature()))) {
            throw mismatch(texts.getFirst());
        }
        fresh(iso(call.header("x-acs-date").orElse("")));
        once(call.header("x-acs-signature-nonce").orElse(""));
    }

    /// What says who calls what, when, and with which body must be covered.
    private static Optional<String> unsigned(Incoming call, Acs3Signature given) {
        return Stream.concat(
                        Stream.of("x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"),
                        call.headers().keySet().stream().filter(n -> n.startsWith("x-acs-")))
                .filter(name -> !given.signedHeaders().contains(name))
                .findFirst();
    }

    private static void bodyIs(String sum, byte[] body) {
        if (!Base64.getEncoder().encodeToString(Digests.md5(body)).equals(sum)) {
            throw OpenApiError.CONTENT_MD5_NOT_MATCHED.exception();
        }
    }

    private static String required(Query parameters, OpenApiError missing) {
        return parameters.given(missing.parameter()).orElseThrow(missing::exception);
    }

    private void known(String accessKeyId) {
        if (!account.accessKeyId().equals(accessKeyId)) {
            throw OpenApiError.INVALID_ACCESS_KEY_ID.exception();
        }
    }

    private static void matches(String expected, String given, String stringToSign) {
        if (!Digests.same(expected, given)) {
            throw mismatch(stringToSign);
        }
    }

    private static RefusedException mismatch(String stringToSign) {
        return OpenApiError.SIGNATURE_DOES_NOT_MATCH.because(
                OpenApiError.SIGNATURE_DOES_NOT_MATCH.sentence()
                        + " server string to sign is:"
                        + stringToSign);
    }

    private static RefusedException incomplete(String message) {
        return OpenApiError.INCOMPLETE_SIGNATURE.because(message);
    }

    private void fresh(Instant signed) {
        if (Duration.between(signed, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            throw OpenApiError.INVALID_TIME_STAMP_EXPIRED.exception();
        }
    }

    private void once(String nonce) {
        if (nonce.isEmpty() || nonce.length() > 200 || !nonces.use(nonce)) {
            throw OpenApiError.SIGNATURE_NONCE_USED.exception();
        }
    }

    private static Instant iso(String text) {
        return time(text, DateTimeFormatter.ISO_INSTANT);
    }

    private static Instant httpDate(String text) {
        return time(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static Instant time(String text, DateTimeFormatter format) {
        try {
            return format.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            var refusal = OpenApiError.INVALID_TIME_STAMP_FORMAT.exception();
            refusal.initCause(e);
            throw refusal;
        }
    }
}
