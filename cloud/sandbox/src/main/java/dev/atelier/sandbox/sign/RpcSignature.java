package dev.atelier.sandbox.sign;

import dev.atelier.http.Percent;
import dev.atelier.http.Query;
import java.util.Comparator;
import java.util.stream.Collectors;

/// The parameter `Signature` of RPC calls, HMAC-SHA1 over all other parameters.
final class RpcSignature {
    private RpcSignature() {}

    static String stringToSign(String method, Query parameters) {
        return method + "&%2F&" + Percent.encode(canonical(parameters), false);
    }

    /// Sorted and encoded, as ACS3 also wants its query.
    static String canonical(Query parameters) {
        return parameters.pairs().stream()
                .filter(p -> !p.key().equals("Signature"))
                .sorted(Comparator.comparing(Query.Pair::key))
                .map(p -> Percent.encode(p.key(), false) + "=" + Percent.encode(p.value(), false))
                .collect(Collectors.joining("&"));
    }
}
