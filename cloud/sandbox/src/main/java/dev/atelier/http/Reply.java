package dev.atelier.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer, complete.
///
/// @param closes whether the connection ends with it
public record Reply(int status, Map<String, String> headers, byte[] body, boolean closes) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply of(int status, String type, byte[] body) {
        return new Reply(status, Map.of("Content-Type", type), body, false);
    }

    public static Reply json(int status, JsonNode body) {
        return of(status, "application/json", Json.text(body).getBytes(StandardCharsets.UTF_8));
    }

    public static Reply text(int status, String body) {
        return of(status, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0], false);
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, closes);
    }

    public Reply closing() {
        return new Reply(status, headers, body, true);
    }
}
