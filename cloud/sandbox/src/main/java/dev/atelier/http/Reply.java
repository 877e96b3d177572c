package dev.atelier.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// An answer.
///
/// @param headers with a `Content-Length` only where the body does not say it, as for a HEAD
/// @param closes whether the connection ends with it
public record Reply(int status, Map<String, String> headers, Body body, boolean closes) {
    /// What follows the head.
    public sealed interface Body {
        /// Complete, in memory; read only.
        record Bytes(byte[] bytes) implements Body {}

        /// Written while it is sent.
        ///
        /// @param length in bytes; empty for one that ends when its writer returns, which goes out
        ///   in chunks, and whose flushes fail when the receiver has gone
        record Stream(OptionalLong length, Writer writer) implements Body {}
    }

    /// Writes a body; called at most once, by a thread of the server.
    @FunctionalInterface
    public interface Writer {
        /// Blocks while the receiver is slow.
        ///
        /// @throws IOException breaks the connection
        void writeTo(OutputStream out) throws IOException;
    }

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply of(int status, String type, byte[] body) {
        return new Reply(status, Map.of("Content-Type", type), new Body.Bytes(body), false);
    }

    public static Reply json(int status, JsonNode body) {
        return of(status, "application/json", Json.text(body).getBytes(StandardCharsets.UTF_8));
    }

    public static Reply text(int status, String body) {
        return of(status, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new Body.Bytes(new byte[0]), false);
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
