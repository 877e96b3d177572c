package dev.atelier.sandbox.gateway;

import dev.atelier.http.Reply;

/// What the gateway answers by itself, without the service's container. Statuses and their causes
/// are the vendor's, `https://www.alibabacloud.com/help/en/pai/user-guide/status-codes`; bodies are
/// what clients have reported, or chosen. They have no codes.
enum GatewayError {
    UNAUTHORIZED(401, "Unauthorized"),
    /// Of a signed call. The status is chosen.
    EXPIRED(403, "Forbidden: the signature has expired"),
    /// No such service, or one that the gateway does not know yet.
    NOT_FOUND(404, ""),
    /// Longer than `metadata.rpc.keepalive`; the connection is closed.
    REQUEST_TIMEOUT(408, "Request Timeout"),
    QUEUE_FULL(450, "the queue of the instance is full"),
    CONTAINER_FAILED(502, "upstream connect error or disconnect/reset before headers"),
    UNAVAILABLE(503, "no healthy upstream"),
    GATEWAY_TIMEOUT(504, "upstream request timeout");

    private final int status;
    private final String body;

    GatewayError(int status, String body) {
        this.status = status;
        this.body = body;
    }

    Reply reply() {
        return body.isEmpty() ? withoutBody() : Reply.text(status, body);
    }

    /// For a HEAD.
    Reply withoutBody() {
        return Reply.empty(status);
    }
}
