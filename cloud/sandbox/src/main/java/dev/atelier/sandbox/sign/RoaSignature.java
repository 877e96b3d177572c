package dev.atelier.sandbox.sign;

import dev.atelier.http.Incoming;
import dev.atelier.http.Query;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `Authorization: acs KEY:SIGNATURE`, HMAC-SHA1 over what is on the wire.
final class RoaSignature {
    private RoaSignature() {}

    static String stringToSign(Incoming call) {
        return call.method()
                + "\n"
                + call.header("accept").orElse("")
                + "\n"
                + call.header("content-md5").orElse("")
                + "\n"
                + call.header("content-type").orElse("")
                + "\n"
                + call.header("date").orElse("")
                + "\n"
                + acsHeaders(call.headers())
                + resource(call);
    }

    private static String acsHeaders(Map<String, String> headers) {
        return new TreeMap<>(headers)
                .entrySet().stream()
                        .filter(e -> e.getKey().startsWith("x-acs-"))
                        .map(e -> e.getKey() + ":" + e.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    private static String resource(Incoming call) {
        var pairs = call.query().pairs();
        if (pairs.isEmpty()) {
            return call.path();
        }
        return call.path()
                + "?"
                + pairs.stream()
                        .sorted(Comparator.comparing(Query.Pair::key))
                        .map(p -> p.value().isEmpty() ? p.key() : p.key() + "=" + p.value())
                        .collect(Collectors.joining("&"));
    }
}
