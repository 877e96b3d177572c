package dev.atelier.sandbox.sign;

import dev.atelier.http.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `Authorization: ACS3-HMAC-SHA256 Credential=..,SignedHeaders=..,Signature=..`.
///
/// @param signedHeaders lower-case names
record Acs3Signature(String accessKeyId, List<String> signedHeaders, String signature) {
    static final String SCHEME = "ACS3-HMAC-SHA256";

    /// The parts in any order: clients differ.
    static Optional<Acs3Signature> parse(String authorization) {
        var key = part(authorization, "Credential");
        var headers = part(authorization, "SignedHeaders");
        var signature = part(authorization, "Signature");
        if (key.isEmpty() || headers.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Acs3Signature(
                        key.get(),
                        Arrays.stream(headers.get().split(";")).toList(),
                        signature.get()));
    }

    private static Optional<String> part(String authorization, String name) {
        var found = Pattern.compile("[ ,]" + name + "=([^, ]+)").matcher(authorization);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// @param uri the canonical path: some clients encode it, some do not
    String stringToSign(Incoming call, String uri) {
        var headers =
                signedHeaders.stream()
                        .map(name -> name + ":" + call.header(name).orElse("").strip() + "\n")
                        .collect(Collectors.joining());
        var canonical =
                String.join(
                        "\n",
                        call.method(),
                        uri,
                        RpcSignature.canonical(call.query()),
                        headers,
                        String.join(";", signedHeaders),
                        call.header("x-acs-content-sha256").orElse(""));
        return SCHEME + "\n" + Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8));
    }
}
