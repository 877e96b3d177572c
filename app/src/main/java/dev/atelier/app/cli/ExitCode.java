package dev.atelier.app.cli;

/// What a script learns from a command.
public final class ExitCode {
    public static final int OK = 0;

    /// The world refused: a file, the memory, the disk, the model.
    public static final int FAILED = 1;

    /// The command line itself is wrong.
    public static final int USAGE = 2;

    /// Something is not ready yet: the same command later does the rest.
    public static final int NOT_YET = 3;

    /// Stopped by the user: 128 + SIGINT, as shells have it.
    public static final int CANCELLED = 130;

    private ExitCode() {}
}
