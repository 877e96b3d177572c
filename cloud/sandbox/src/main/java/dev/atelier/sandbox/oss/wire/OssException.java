package dev.atelier.sandbox.oss.wire;

import java.util.Map;

/// A refusal in OSS's words.
public final class OssException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final transient Map<String, String> details;

    public OssException(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    public OssException(int status, String code, String message, Map<String, String> details) {
        super(message);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    public static OssException invalid(String message) {
        return new OssException(400, "InvalidArgument", message);
    }

    public static OssException notImplemented(String words) {
        return new OssException(501, "NotImplemented", words);
    }

    public static OssException notAllowed(String method) {
        return new OssException(
                405,
                "MethodNotAllowed",
                "The specified method is not allowed against this resource.",
                Map.of("Method", method));
    }

    public static OssException malformedXml() {
        return new OssException(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate.");
    }

    public static OssException noSuchKey(String key) {
        return new OssException(
                404, "NoSuchKey", "The specified key does not exist.", Map.of("Key", key));
    }

    public static OssException precondition(String condition) {
        return new OssException(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold.",
                Map.of("Condition", condition));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /// Further elements of the error document.
    public Map<String, String> details() {
        return details == null ? Map.of() : details;
    }
}
