package dev.atelier.sandbox.sign;

/// A call that the cloud refuses, in the vendor's words.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /// What was wrong, for people.
    public String words() {
        return String.valueOf(getMessage());
    }
}
