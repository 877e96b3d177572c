package dev.atelier.sandbox.queue;

import dev.atelier.http.Reply;

/// What the queue service refuses with. Statuses and words are chosen: no page of the vendor names
/// them (`https://www.alibabacloud.com/help/en/pai/user-guide/queue-service-sdk`).
enum QueueError {
    BAD_NUMBER(400, "Bad Request: a number is expected, %s"),
    BAD_TIME(
            400, "Bad Request: _timeout_ is %s, a duration such as 5s, 500ms or 1m30s is expected"),
    BAD_PRIORITY(400, "Bad Request: a priority is 0 or more, got %s"),
    BAD_CODE(
            400,
            "Bad Request: _code_ is %s, a number or capitalised words of at most 20 characters are expected"),
    RESERVED_TAG(400, "Bad Request: a tag may not begin with _: %s"),
    NO_INDEXES(400, "Bad Request: _indexes_ is missing"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    PAYLOAD_TOO_LARGE(413, "Payload Too Large: %s bytes, the queue takes %s"),
    FULL(429, "the queue is full"),
    STOPPING(503, "the queue is stopping");

    private final int status;
    private final String body;

    QueueError(int status, String body) {
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    String body(Object... arguments) {
        return body.formatted(arguments);
    }

    Reply reply(Object... arguments) {
        return Reply.text(status, body(arguments));
    }
}
