package dev.atelier.app.cli;

/// A command cannot go on. The message is for the user: one sentence that says what happened and
/// what to do about it.
public final class CommandException extends RuntimeException {
    private final int exitCode;

    private CommandException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /// The world refused.
    public static CommandException failed(String sentence) {
        return new CommandException(ExitCode.FAILED, sentence);
    }

    /// The options contradict each other or make no sense.
    public static CommandException usage(String sentence) {
        return new CommandException(ExitCode.USAGE, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}
