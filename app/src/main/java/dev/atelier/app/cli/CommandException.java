package dev.atelier.app.cli;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;

/// A command cannot go on. Its message is for the user: one sentence that says what happened and
/// what to do about it, without a full stop.
public final class CommandException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient Message reason;

    private CommandException(int exitCode, Message reason) {
        super(reason.english());
        this.exitCode = exitCode;
        this.reason = reason;
    }

    /// The world refused.
    public static CommandException failed(Message reason) {
        return new CommandException(ExitCode.FAILED, reason);
    }

    /// The options contradict each other or make no sense.
    public static CommandException usage(Message reason) {
        return new CommandException(ExitCode.USAGE, reason);
    }

    @Override
    public Message reason() {
        return reason;
    }

    int exitCode() {
        return exitCode;
    }
}
