package dev.atelier.sandbox.oss.wire;

import java.util.Map;

/// A refusal in OSS's words. [OssError] makes it.
public final class OssException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final OssError error;
    private final transient Map<String, String> details;

    OssException(OssError error, String sentence, Map<String, String> details) {
        super(sentence);
        this.error = error;
        this.details = details;
    }

    public OssError error() {
        return error;
    }

    /// Further elements of the error document.
    public Map<String, String> details() {
        return details == null ? Map.of() : details;
    }
}
