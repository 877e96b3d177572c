package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// The command line as one object: parses, runs one command and answers with its exit code. Made
/// for one run; only [#cancel] may come from another thread.
public final class Cli {
    private static final Set<String> VERSION = Set.of("--version", "-V");

    private final Terminal terminal;
    private final Cancellation cancellation = new Cancellation();
    private final Atelier root;
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    private final Map<String, CommandLine> lines = new HashMap<>();

    /// @param terminal where commands write
    /// @param home the program's own folders
    /// @param runtime what makes the pictures
    public Cli(Terminal terminal, DataFolder home, EngineRuntime runtime) {
        this(terminal, home, () -> runtime);
    }

    /// The same, where what makes the pictures is made with the command that needs it.
    public Cli(Terminal terminal, DataFolder home, Supplier<EngineRuntime> runtime) {
        this.terminal = terminal;
        root = new Atelier(runtime);
        add("generate", () -> new GenerateCommand(terminal, home, runtime.get(), cancellation));
        add("inspect", () -> new InspectCommand(terminal, new FileHashes(home.hashes())));
        add("read", () -> new ReadCommand(terminal));
        add("detect", () -> new DetectCommand(terminal, home, runtime.get()));
        add("tokens", () -> new TokensCommand(terminal));
        add("doctor", () -> new DoctorCommand(terminal, home, runtime.get()));
        add("device", () -> new DeviceCommand(terminal, runtime.get(), cancellation));
        add("bench", () -> new BenchCommand(terminal, runtime.get(), cancellation));
        add("starter-score", () -> new StarterScoreCommand(terminal, runtime.get()));
        add("welcome", () -> new WelcomeCommand(terminal, home, runtime.get(), cancellation));
        add("serve", () -> new ServeCommand(terminal, home, runtime.get(), cancellation));
        add("sandbox", () -> new SandboxCommand(terminal, home, runtime.get(), cancellation));
    }

    /// Adds a command.
    ///
    /// @param name as its annotation says; reading that of each would take long
    /// @param command makes an object with picocli's annotations; called when it is needed
    public void add(String name, Supplier<Object> command) {
        commands.put(name, command);
    }

    /// Adds a command: an object with picocli's annotations.
    void add(Object command) {
        add(command.getClass().getAnnotation(Command.class).name(), () -> command);
    }

    /// The names of all commands, as they were added.
    public List<String> names() {
        return List.copyOf(commands.keySet());
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
            if (arguments.length == 1 && VERSION.contains(arguments[0])) {
                return printVersion();
            }
            return line(arguments.length == 0 ? "" : arguments[0])
                    .setParameterExceptionHandler((thrown, _) -> refuse(thrown, arguments))
                    .execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) { // picocli hands on exceptions only
            return explain(e);
        }
    }

    /// Without picocli, which looks for Groovy in every jar first.
    private int printVersion() {
        for (var line : new Version().getVersion()) {
            terminal.out().println(line);
        }
        return ExitCode.OK;
    }

    /// Kept, as a second one would take the values of a first run for the usual ones.
    CommandLine line(String first) {
        return lines.computeIfAbsent(first, this::readLine);
    }

    private CommandLine readLine(String first) {
        var line = new CommandLine(root);
        called(first).forEach(line::addSubcommand);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setExecutionStrategy(this::execute);
        line.setExecutionExceptionHandler((thrown, _, _) -> explain(thrown));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setColorScheme(Help.defaultColorScheme(Ansi.OFF)); // no control characters at all
        return line;
    }

    private int execute(ParseResult parsed) {
        try {
            root.takeDevice();
        } catch (CommandException e) {
            return explain(e);
        }
        return new RunLast().execute(parsed);
    }

    /// A command's annotations take long to read: only those of the one that is called, where the
    /// first argument says which.
    private Collection<Object> called(String first) {
        return commands.containsKey(first)
                ? List.of(commands.get(first).get())
                : commands.values().stream().map(Supplier::get).toList();
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
