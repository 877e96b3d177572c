package dev.atelier.app.account;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;

/// Nothing says whose cloud to use.
public final class NoAccountException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public NoAccountException(Message what, Message advice) {
        super(what, advice, null);
    }
}
