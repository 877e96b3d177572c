package dev.atelier.http;

import org.eclipse.jetty.http.HttpStatus;

/// How a server says what it refuses before any handler sees it, such as a malformed request line.
@FunctionalInterface
public interface ServerErrors {
    /// One JSON object with the words of the status, as FastAPI says it.
    ServerErrors JSON =
            (status, _) ->
                    Reply.json(status, Json.object().put("detail", HttpStatus.getMessage(status)));

    /// @param rawPath as on the wire; empty where the request line has none that can be read
    Reply reply(int status, String rawPath);
}
