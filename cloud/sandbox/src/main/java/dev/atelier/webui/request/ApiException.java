package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;

/// An error answer of the webui, in one of its three shapes.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ObjectNode body;

    private ApiException(int status, ObjectNode body, String message) {
        super(message);
        this.status = status;
        this.body = body;
    }

    /// What the webui refuses on purpose.
    public static ApiException http(int status, String detail) {
        return new ApiException(status, shape("HTTPException", detail, ""), detail);
    }

    /// What breaks inside it.
    ///
    /// @param error the Python exception's name
    public static ApiException crash(String error, String message) {
        return new ApiException(500, shape(error, "", message), message);
    }

    /// A body whose fields are wrong.
    public static ApiException invalid(ArrayNode details) {
        return new ApiException(422, Json.object().set("detail", details), "invalid fields");
    }

    /// What came as a picture is none.
    public static ApiException notAPicture(Throwable cause) {
        var thrown = http(500, "Invalid encoded image");
        thrown.initCause(cause);
        return thrown;
    }

    /// A body that does not say that it is JSON.
    public static ApiException notJson() {
        var details = Json.array();
        var row = details.addObject();
        row.putArray("loc").add("body");
        row.put("msg", "value is not a valid dict; send it with Content-Type: application/json")
                .put("type", "type_error.dict");
        return invalid(details);
    }

    private static ObjectNode shape(String error, String detail, String errors) {
        return Json.object()
                .put("error", error)
                .put("detail", detail)
                .put("body", "")
                .put("errors", errors);
    }

    public int status() {
        return status;
    }

    /// The words of it, for those who show no JSON.
    public String words() {
        return String.valueOf(getMessage());
    }

    public Reply reply() {
        return Reply.json(status, body);
    }
}
