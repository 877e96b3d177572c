package dev.atelier.sandbox.oss.sign;

import dev.atelier.http.Percent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// `OSS4-HMAC-SHA256`.
final class SignatureV4 {
    private static final String HMAC = "HmacSHA256";

    /// What accompanies the signature.
    ///
    /// @param scope `date/region/oss/aliyun_v4_request`
    /// @param moment the value of `x-oss-date`, or of `Date` where there is no other
    /// @param additional names of further signed headers, in lower case and sorted
    record Terms(String scope, String moment, List<String> additional) {}

    private SignatureV4() {}

    static boolean fits(SignedRequest request, Terms terms, String secret, String signature) {
        var text =
                "OSS4-HMAC-SHA256\n"
                        + terms.moment()
                        + "\n"
                        + terms.scope()
                        + "\n"
                        + Hmac.sha256(canonical(request, terms));
        return Hmac.same(hex(secret, terms.scope(), text), signature);
    }

    /// The signature of a text.
    static String hex(String secret, String scope, String text) {
        var key = ("aliyun_v4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            key = Hmac.of(HMAC, key, part);
        }
        return HexFormat.of().formatHex(Hmac.of(HMAC, key, text));
    }

    private static String canonical(SignedRequest request, Terms terms) {
        var out = new StringBuilder();
        out.append(request.method()).append('\n');
        out.append(Percent.encode(request.resource(), true)).append('\n');
        out.append(query(request)).append('\n');
        new TreeMap<>(request.headers())
                .forEach((name, value) -> {
                    if (signed(name, terms)) {
                        out.append(name).append(':').append(value.strip()).append('\n');
                    }
                });
        out.append('\n').append(String.join(";", terms.additional())).append('\n');
        var payload = request.header("x-oss-content-sha256");
        return out.append(payload.isEmpty() ? "UNSIGNED-PAYLOAD" : payload).toString();
    }

    private static boolean signed(String header, Terms terms) {
        return header.equals("content-type")
                || header.equals("content-md5")
                || header.startsWith("x-oss-")
                || terms.additional().contains(header);
    }

    private static String query(SignedRequest request) {
        var sorted = new TreeMap<String, String>();
        for (var pair : request.query().pairs()) {
            if (!pair.key().equals("x-oss-signature")) {
                sorted.put(Percent.encode(pair.key(), false), Percent.encode(pair.value(), false));
            }
        }
        var out = new StringBuilder();
        sorted.forEach((name, value) -> {
            out.append(out.isEmpty() ? "" : "&").append(name);
            out.append(value.isEmpty() ? "" : "=" + value);
        });
        return out.toString();
    }
}
