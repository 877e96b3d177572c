package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.image.PictureException;

/// An error answer of the webui, in one of its three shapes; [WebuiError] lists them.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What stands for the exception where the webui refuses on purpose.
    static final String REFUSED = "HTTPException";

    private final int status;
    private final transient ObjectNode body;

    private ApiException(int status, ObjectNode body, String message) {
        super(message);
        this.status = status;
        this.body = body;
    }

    /// @param error the Python exception's name, or [#REFUSED]
    static ApiException of(int status, String error, String words) {
        boolean refused = error.equals(REFUSED);
        return new ApiException(
                status, shape(error, refused ? words : "", refused ? "" : words), words);
    }

    /// What breaks and is in no catalogue: a fault of this server.
    public static ApiException unexpected(Throwable thrown) {
        var message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return of(500, thrown.getClass().getSimpleName(), message);
    }

    /// A body whose fields are wrong.
    public static ApiException invalid(ArrayNode details) {
        return new ApiException(422, Json.object().set("detail", details), "invalid fields");
    }

    /// What came as a picture is none, or of a kind that is not read here, which is named.
    public static ApiException notAPicture(Throwable cause) {
        var thrown =
                cause instanceof PictureException picture && picture.isOtherKind()
                        ? WebuiError.OTHER_PICTURE.with(picture.reason().english())
                        : WebuiError.INVALID_IMAGE.exception();
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
