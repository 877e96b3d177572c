package dev.atelier.app.account;

/// Nothing says whose cloud to use. The message is for the user, and says what to do.
public final class NoAccountException extends Exception {
    private static final long serialVersionUID = 1L;

    public NoAccountException(String sentence) {
        super(sentence);
    }
}
