package dev.atelier.http;

/// What is answered before or outside of any API: by the server itself and by the paths that belong
/// to no part. Statuses are those of RFC 9110; the sentences are chosen, as Go's server and nginx
/// write them.
public enum HttpError {
    /// Says what is wrong.
    BAD_REQUEST(400, "%s"),
    UNAUTHORIZED(401, "Unauthorized"),
    NOT_FOUND(404, "404 page not found"),
    /// A path that an API does not have, as FastAPI says it.
    NO_ROUTE(404, "Not Found"),
    /// A method that a path does not have, as FastAPI says it.
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    REQUEST_TIMEOUT(408, "Request Timeout"),
    TOO_LARGE(413, "Request Entity Too Large: the body may have %d bytes"),
    FAILED(500, "Internal Server Error"),
    BUSY(503, "Too many large requests at once; try again");

    private final int status;
    private final String sentence;

    HttpError(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /// @param values for the places in the sentence
    public Reply reply(Object... values) {
        return Reply.text(status, sentence.formatted(values));
    }

    /// The same as FastAPI's object with one `detail`.
    public Reply json() {
        return Reply.json(status, Json.object().put("detail", sentence));
    }
}
