package dev.atelier.cloud.deploy;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;

/// A text is no service config at all: not even leniently read JSON, or no object.
public final class ConfigException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    ConfigException(Message what, Message advice, int line, int column) {
        super(what, advice, null);
        this.line = line;
        this.column = column;
    }

    /// 1-based line of the problem, 0 when it has no place.
    public int line() {
        return line;
    }

    /// 1-based column of the problem, 0 when it has no place.
    public int column() {
        return column;
    }
}
