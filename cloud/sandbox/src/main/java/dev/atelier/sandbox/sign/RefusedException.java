package dev.atelier.sandbox.sign;

/// A call that the cloud refuses, in the vendor's words. [ApiError] makes it.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    RefusedException(ApiError error, String sentence) {
        super(sentence);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }

    /// What was wrong, for people.
    public String words() {
        return String.valueOf(getMessage());
    }
}
