package dev.atelier.sandbox.oss.sign;

import dev.atelier.http.Query;
import dev.atelier.sandbox.oss.wire.Address;
import java.util.Map;

/// What of a request its signature covers.
///
/// @param headers by lower-case name
public record SignedRequest(
        String method, Address address, Query query, Map<String, String> headers) {
    public SignedRequest {
        headers = Map.copyOf(headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// `/`, `/bucket/` or `/bucket/key`, whatever style the request was addressed in.
    String resource() {
        return address.bucket().isEmpty() ? "/" : "/" + address.bucket() + "/" + address.key();
    }
}
