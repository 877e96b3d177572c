package dev.atelier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/// A plain HTTP client for tests.
final class Web {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;
    private final String token;

    Web(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /// @param status and the body's text
    record Answer(int status, String text, HttpResponse<String> raw) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }
    }

    Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    Answer post(String path, String body) throws IOException {
        return send(posting(path, body));
    }

    Answer put(String path, String body) throws IOException {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    Answer delete(String path) throws IOException {
        return send(request(path).DELETE().build());
    }

    /// A body with a type of its own; empty for none.
    Answer post(String path, String body, String type) throws IOException {
        var request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send((type.isEmpty() ? request : request.header("Content-Type", type)).build());
    }

    CompletableFuture<Answer> posted(String path, String body) {
        return CLIENT.sendAsync(posting(path, body), HttpResponse.BodyHandlers.ofString())
                .thenApply(r -> new Answer(r.statusCode(), r.body(), r));
    }

    CompletableFuture<Answer> headed(String path) {
        return CLIENT.sendAsync(request(path).HEAD().build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(r -> new Answer(r.statusCode(), r.body(), r));
    }

    private HttpRequest posting(String path, String body) {
        var request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        if (body.startsWith("{") || body.startsWith("[")) {
            request.header("Content-Type", "application/json");
        }
        return request.build();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        return token.isEmpty() ? request : request.header("Authorization", token);
    }

    private static Answer send(HttpRequest request) throws IOException {
        try {
            var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
