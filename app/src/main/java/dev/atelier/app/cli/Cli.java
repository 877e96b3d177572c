package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line as one object: parses, runs a command and answers with its exit code. Used by one
/// thread at a time.
public final class Cli {
    private final Terminal terminal;
    private final Atelier root = new Atelier();
    private final CommandLine line;

    /// @param terminal where commands write
    /// @param home the program's own folders
    /// @param engine makes the pictures
    public Cli(Terminal terminal, DataFolder home, Engine engine, Interrupts interrupts) {
        this.terminal = terminal;
        this.line = new CommandLine(root);
        line.addSubcommand(new GenerateCommand(terminal, home, engine, interrupts));
        line.addSubcommand(new InspectCommand(terminal, home));
        line.addSubcommand(new TokensCommand(terminal));
        line.addSubcommand(new DoctorCommand(terminal, home, engine::facts));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setParameterExceptionHandler(this::refuse);
        line.setExecutionExceptionHandler((thrown, _, _) -> explain(thrown));
        line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    /// Runs the command that `arguments` name.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled
    public int run(String... arguments) {
        var code = line.execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    private int refuse(ParameterException thrown, String[] arguments) {
        var command = thrown.getCommandLine();
        PrintWriter err = terminal.err();
        err.printf("%s: %s%n", command.getCommandSpec().qualifiedName(), sentence(thrown));
        UnmatchedArgumentException.printSuggestions(thrown, err);
        err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException thrown) {
        var message = thrown.getMessage();
        return message == null ? "wrong usage" : message;
    }

    private int explain(Throwable thrown) {
        var explanation = Explanation.of(thrown);
        terminal.err().printf("atelier: %s%n", explanation.sentence());
        if (root.verbose()) {
            thrown.printStackTrace(terminal.err());
        }
        return explanation.exitCode();
    }
}
