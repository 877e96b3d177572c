package dev.atelier.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request, read completely.
///
/// @param rawPath as on the wire, percent escapes and all
/// @param rawQuery without the question mark, empty where there is none
/// @param headers by lower-case name; more than one value is joined with `,`
/// @param body owned by the request: read only
public record Incoming(
        String method, String rawPath, String rawQuery, Map<String, String> headers, byte[] body) {
    public Incoming {
        headers = Map.copyOf(headers);
    }

    /// A header, by its name in any letter case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The path with its percent escapes resolved; `+` stays.
    ///
    /// @throws BadRequestException on broken percent encoding
    public String path() {
        return Percent.decode(rawPath, false);
    }

    /// @throws BadRequestException on broken percent encoding
    public Query query() {
        return Query.parse(rawQuery);
    }

    /// The parameters of a form body; none where the body is something else.
    public Query form() {
        var form =
                header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
        return Query.parse(form ? text() : "");
    }

    /// The body as UTF-8.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// The length that a body announces in bytes, -1 where it announces none.
    long length() {
        try {
            return header("content-length").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException e) {
            return -1; // the server refuses such a head before
        }
    }

    /// The same request with its body.
    Incoming with(byte[] newBody) {
        return new Incoming(method, rawPath, rawQuery, headers, newBody);
    }

    /// The same request at another path, as a proxy hands it on.
    public Incoming at(String newRawPath) {
        return new Incoming(method, newRawPath, rawQuery, headers, body);
    }
}
