package dev.atelier.app.cli;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/// Where a command writes.
///
/// @param out results, and nothing else, so that they can be piped
/// @param err progress, warnings and errors
/// @param interactive whether a person watches, so that a line may be redrawn in place
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    public Terminal {
        out = PlainWriter.over(out);
        err = PlainWriter.over(err);
    }

    /// The streams of this process.
    public static Terminal ofProcess() {
        return new Terminal(
                writer(System.out),
                writer(System.err),
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }
}
