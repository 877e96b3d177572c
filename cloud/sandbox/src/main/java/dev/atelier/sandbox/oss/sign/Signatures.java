package dev.atelier.sandbox.oss.sign;

import dev.atelier.sandbox.oss.wire.Arguments;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says who sent a request.
public final class Signatures {
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern CREDENTIAL =
            Pattern.compile("([^/]+)/(([0-9]{8})/[a-z0-9-]+/oss/aliyun_v4_request)");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z]+)=([^,\\s]*)");
    private final Map<String, String> accounts;
    private final Clock clock;

    /// When a request was signed.
    ///
    /// @param text as it is signed: of `x-oss-date`, or of `Date` where only that is sent, as Go's
    ///   SDK and ossutil do
    /// @param day `yyyyMMdd`, as in the credential
    private record Moment(String text, String day) {}

    /// @param accounts secret by access key
    public Signatures(Map<String, String> accounts, Clock clock) {
        this.accounts = Map.copyOf(accounts);
        this.clock = clock;
    }

    /// The access key that signed, or empty for a request without any signature.
    ///
    /// @throws OssException where a signature is there but does not hold
    public Optional<String> signer(SignedRequest request) {
        var header = request.header("authorization");
        if (header.startsWith("OSS4-HMAC-SHA256 ")) {
            return Optional.of(headerV4(request, header.substring(17)));
        }
        if (header.startsWith("OSS ")) {
            return Optional.of(headerV1(request, header.substring(4)));
        }
        if (!header.isEmpty()) {
            throw OssError.INVALID_ARGUMENT.because("Authorization header is invalid.");
        }
        if (request.query().has("x-oss-signature")) {
            return Optional.of(linkV4(request));
        }
        if (request.query().has("Signature") && request.query().has("OSSAccessKeyId")) {
            return Optional.of(linkV1(request));
        }
        return Optional.empty();
    }

    /// Checks a form's signature over its policy, of either version.
    ///
    /// @param fields by lower-case name
    /// @throws OssException where it does not hold
    public void form(Map<String, String> fields, String policy) {
        if (fields.containsKey("x-oss-signature")) {
            var parts = CREDENTIAL.matcher(fields.getOrDefault("x-oss-credential", ""));
            var moment = basicDate(fields.getOrDefault("x-oss-date", ""));
            if (!parts.matches() || !parts.group(3).equals(DAY.format(moment))) {
                throw OssError.INVALID_ARGUMENT.because(
                        "The credential is not valid for this date and product.");
            }
            var given = fields.get("x-oss-signature");
            var secret = secret(parts.group(1));
            if (!Hmac.same(SignatureV4.hex(secret, parts.group(2), policy), given)) {
                throw mismatch(parts.group(1), given, policy);
            }
            return;
        }
        var key = fields.getOrDefault("ossaccesskeyid", "");
        var given = fields.getOrDefault("signature", "");
        if (key.isEmpty() || given.isEmpty()) {
            throw OssError.INVALID_ARGUMENT.because(
                    "A form with a policy needs OSSAccessKeyId and Signature, or x-oss-credential, x-oss-date and x-oss-signature.");
        }
        if (!Hmac.same(SignatureV1.sign(policy, secret(key)), given)) {
            throw mismatch(key, given, policy);
        }
    }

    private String headerV1(SignedRequest request, String credentials) {
        int colon = credentials.indexOf(':');
        if (colon <= 0) {
            throw OssError.INVALID_ARGUMENT.because("Authorization header is invalid.");
        }
        var key = credentials.substring(0, colon).strip();
        var own = request.header("x-oss-date");
        var date = own.isEmpty() ? request.header("date") : own;
        near(httpDate(date));
        var signature = credentials.substring(colon + 1).strip();
        if (!SignatureV1.fits(request, date, secret(key), signature)) {
            throw mismatch(key, signature, SignatureV1.text(request, date, ""));
        }
        return key;
    }

    private String linkV1(SignedRequest request) {
        var key = request.query().text("OSSAccessKeyId");
        var expires = request.query().text("Expires");
        if (!expires.matches("[0-9]{1,11}")) {
            throw OssError.ACCESS_DENIED.because(
                    "Invalid date (should be seconds since epoch): " + expires);
        }
        if (clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(expires)))) {
            throw OssError.ACCESS_DENIED.because("Request has expired.");
        }
        var signature = request.query().text("Signature");
        if (!SignatureV1.fits(request, expires, secret(key), signature)) {
            throw mismatch(key, signature, SignatureV1.text(request, expires, ""));
        }
        return key;
    }

    private String headerV4(SignedRequest request, String fields) {
        var found = new HashMap<String, String>();
        FIELD.matcher(fields).results().forEach(m -> found.put(m.group(1), m.group(2)));
        var own = request.header("x-oss-date");
        var moment = own.isEmpty() ? httpDate(request.header("date")) : basicDate(own);
        near(moment);
        return checkV4(
                request,
                found.getOrDefault("Credential", ""),
                new Moment(own.isEmpty() ? request.header("date") : own, DAY.format(moment)),
                names(found.getOrDefault("AdditionalHeaders", "")),
                found.getOrDefault("Signature", ""));
    }

    private String linkV4(SignedRequest request) {
        var query = request.query();
        var signed = basicDate(query.text("x-oss-date"));
        var expires = Arguments.number(query, "x-oss-expires", -1, 1, 604_800);
        if (expires < 0 || !query.text("x-oss-signature-version").equals("OSS4-HMAC-SHA256")) {
            throw OssError.INVALID_ARGUMENT.because("The query signature is not complete.");
        }
        var now = clock.instant();
        if (signed.isAfter(now.plus(SKEW))) {
            throw OssError.ACCESS_DENIED.because("The signed time is in the future.");
        }
        if (now.isAfter(signed.plusSeconds(expires))) {
            throw OssError.ACCESS_DENIED.because("Request has expired.");
        }
        return checkV4(
                request,
                query.text("x-oss-credential"),
                new Moment(query.text("x-oss-date"), DAY.format(signed)),
                names(query.text("x-oss-additional-headers")),
                query.text("x-oss-signature"));
    }

    private String checkV4(
            SignedRequest request,
            String credential,
            Moment moment,
            List<String> additional,
            String signature) {
        var parts = CREDENTIAL.matcher(credential);
        if (!parts.matches() || !moment.day().equals(parts.group(3))) {
            throw OssError.INVALID_ARGUMENT.because(
                    "The credential is not valid for this date and product.");
        }
        var key = parts.group(1);
        var terms = new SignatureV4.Terms(parts.group(2), moment.text(), additional);
        if (!SignatureV4.fits(request, terms, secret(key), signature)) {
            throw mismatch(key, signature, "");
        }
        return key;
    }

    private static List<String> names(String additional) {
        return Arrays.stream(additional.toLowerCase(Locale.ROOT).split(";", -1))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    private String secret(String key) {
        var secret = accounts.get(key);
        if (secret == null) {
            throw OssError.INVALID_ACCESS_KEY_ID.with("OSSAccessKeyId", key);
        }
        return secret;
    }

    private void near(Instant moment) {
        var now = clock.instant();
        if (Duration.between(moment, now).abs().compareTo(SKEW) > 0) {
            throw OssError.REQUEST_TIME_TOO_SKEWED.with(
                    Map.of("ServerTime", now.toString(), "RequestTime", moment.toString()));
        }
    }

    private static Instant httpDate(String text) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (DateTimeException e) {
            throw OssError.ACCESS_DENIED.because("OSS authentication requires a valid Date.");
        }
    }

    private static Instant basicDate(String text) {
        try {
            return Instant.from(BASIC.parse(text));
        } catch (DateTimeException e) {
            throw OssError.ACCESS_DENIED.because("OSS authentication requires a valid x-oss-date.");
        }
    }

    private static OssException mismatch(String key, String signature, String text) {
        return OssError.SIGNATURE_DOES_NOT_MATCH.with(
                Map.of(
                        "OSSAccessKeyId",
                        key,
                        "SignatureProvided",
                        signature,
                        "StringToSign",
                        text));
    }
}
