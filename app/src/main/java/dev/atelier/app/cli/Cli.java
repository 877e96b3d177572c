package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/// The command line as one object: parses, runs one command and answers with its exit code. Made
/// for one run; only [#cancel] may come from another thread.
public final class Cli {
    private final Terminal terminal;
    private final Cancellation cancellation = new Cancellation();
    private final Atelier root;
    private final CommandLine line;

    /// @param terminal where commands write
    /// @param home the program's own folders
    /// @param runtime what makes the pictures
    public Cli(Terminal terminal, DataFolder home, EngineRuntime runtime) {
        this.terminal = terminal;
        root = new Atelier(runtime);
        line = new CommandLine(root);
        var hashes = new FileHashes(home.hashes());
        line.addSubcommand(new GenerateCommand(terminal, home, runtime, cancellation));
        line.addSubcommand(new InspectCommand(terminal, hashes));
        line.addSubcommand(new ReadCommand(terminal));
        line.addSubcommand(new DetectCommand(terminal, home, runtime));
        line.addSubcommand(new TokensCommand(terminal));
        line.addSubcommand(new DoctorCommand(terminal, home, runtime));
        line.addSubcommand(new DeviceCommand(terminal, runtime, cancellation));
        line.addSubcommand(new BenchCommand(terminal, runtime));
        line.addSubcommand(new StarterScoreCommand(terminal, runtime));
        line.addSubcommand(new WelcomeCommand(terminal, home, runtime, cancellation));
        line.addSubcommand(new ServeCommand(terminal, home, runtime, cancellation));
        line.addSubcommand(new SandboxCommand(terminal, home, runtime, cancellation));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setExecutionExceptionHandler((thrown, _, _) -> explain(thrown));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setColorScheme(Help.defaultColorScheme(Ansi.OFF)); // no control characters at all
    }

    /// Adds a command from elsewhere: an object with picocli's annotations.
    public void add(Object command) {
        line.addSubcommand(command);
        line.setCaseInsensitiveEnumValuesAllowed(true); // reaches only the commands that are there
    }

    /// Runs the command that `arguments` name; blocks.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled
    public int run(String... arguments) {
        int code = execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    private int execute(String... arguments) {
        try {
            line.setParameterExceptionHandler((thrown, _) -> refuse(thrown, arguments));
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) { // picocli hands on exceptions only
            return explain(e);
        }
    }

    /// Asks a running command to stop soon, dropping the picture at hand.
    public void cancel() {
        cancellation.cancel();
    }

    /// What [#cancel] asks; for commands from elsewhere.
    public Cancellation cancellation() {
        return cancellation;
    }

    private int refuse(ParameterException thrown, String... arguments) {
        var name = thrown.getCommandLine().getCommandSpec().qualifiedName();
        var what = new UsageProblem(thrown, arguments).what();
        terminal.err().printf("%s: %s%n", name, what.english());
        terminal.err().println(Message.of("usage.help", name).english());
        return ExitCode.USAGE;
    }

    private int explain(Throwable thrown) {
        var explanation = Explanation.of(thrown);
        terminal.err().printf("atelier: %s%n", explanation.english());
        if (root.verbose()) {
            thrown.printStackTrace(terminal.err());
        }
        return explanation.exitCode();
    }
}
