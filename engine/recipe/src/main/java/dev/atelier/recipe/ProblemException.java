package dev.atelier.recipe;

import org.jspecify.annotations.Nullable;

/// Something could not be done, and the user can read what happened and what to do in any language.
/// The exception's own message is the English of [#what()].
public abstract class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Message what;
    private final transient Message advice;

    /// @param what happened, one sentence without anything secret
    /// @param advice what to do, one sentence
    protected ProblemException(Message what, Message advice, @Nullable Throwable cause) {
        super(what.english(), cause);
        this.what = what;
        this.advice = advice;
    }

    /// What happened, one sentence.
    public Message what() {
        return what;
    }

    /// What to do, one sentence.
    public Message advice() {
        return advice;
    }
}
