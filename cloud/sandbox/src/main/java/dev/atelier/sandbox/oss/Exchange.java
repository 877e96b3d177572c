package dev.atelier.sandbox.oss;

import dev.atelier.http.SteadyInput;
import dev.atelier.sandbox.oss.wire.Address;
import dev.atelier.sandbox.oss.wire.OssException;
import dev.atelier.sandbox.oss.wire.Parameters;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// One request and the answer it gets.
final class Exchange {
    private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;
    private final Request request;
    private final Response response;
    private final String id;
    private final Address address;
    private final Parameters query;
    private final Map<String, String> headers = new HashMap<>();

    /// @throws OssException on an address that cannot be one
    Exchange(Request request, Response response, String id) {
        this.request = request;
        this.response = response;
        this.id = id;
        for (var field : request.getHeaders()) {
            var name = field.getName().toLowerCase(Locale.ROOT);
            var value = field.getValue() == null ? "" : field.getValue();
            headers.merge(name, value, (a, b) -> a + "," + b);
        }
        var path = request.getHttpURI().getPath();
        address = Address.of(header("host"), path == null ? "/" : path);
        query = Parameters.parse(request.getHttpURI().getQuery());
    }

    String method() {
        return request.getMethod();
    }

    boolean head() {
        return method().equals("HEAD");
    }

    Address address() {
        return address;
    }

    String bucket() {
        return address.bucket();
    }

    String key() {
        return address.key();
    }

    Parameters query() {
        return query;
    }

    String requestId() {
        return id;
    }

    Map<String, String> headers() {
        return headers;
    }

    /// A header by its lower-case name, or the empty text.
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    InputStream body() {
        return new SteadyInput(Content.Source.asInputStream(request));
    }

    /// A body that is a small document.
    ///
    /// @throws OssException where it is not small
    byte[] document() throws IOException {
        var bytes = body().readNBytes(LARGEST_DOCUMENT + 1);
        if (bytes.length > LARGEST_DOCUMENT) {
            throw new OssException(400, "EntityTooLarge", "The document is too large.");
        }
        return bytes;
    }

    void answer(String name, Object value) {
        // A line break in a value would let a client write headers of its own.
        response.getHeaders().put(name, value.toString().replaceAll("[\\r\\n]", " "));
    }

    void status(int status) {
        response.setStatus(status);
    }

    void empty(int status) {
        response.setStatus(status);
        if (status != 204 && status != 304) {
            answer("Content-Length", 0);
        }
    }

    void xml(XmlText document) throws IOException {
        bytes("application/xml", document.bytes());
    }

    void bytes(String type, byte[] bytes) throws IOException {
        answer("Content-Type", type);
        answer("Content-Length", bytes.length);
        if (!head()) {
            try (var out = out()) {
                out.write(bytes);
            }
        }
    }

    OutputStream out() {
        return Content.Sink.asOutputStream(response);
    }
}
