package dev.atelier.app.cli.cloud;

import dev.atelier.app.bench.QueueChild;
import dev.atelier.app.bench.QueueKills;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Kills the processes of an asynchronous service and of its clients while jobs are under way; for
/// maintainers. The processes are this command in another role.
@Command(
        name = "bench-kills",
        description =
                "Send jobs through the sandbox's queue while its process and its clients' are killed.")
public final class QueueKillsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Executor threads;
    private final List<String> program;

    @Option(
            names = "--jobs",
            converter = CloudConverters.OfSome.class,
            paramLabel = "N",
            description = "Default: 500.")
    private int jobs = 500;

    @Option(
            names = "--kills",
            converter = CloudConverters.OfAny.class,
            paramLabel = "N",
            description = "Of processes. Default: 15.")
    private int kills = 15;

    @Option(names = "--seed", paramLabel = "N", description = "Of what happens. Default: 1.")
    private long seed = 1;

    @Option(names = "--serve", hidden = true)
    private int port = -1;

    @Option(names = "--work", hidden = true)
    private String part = "";

    @Option(names = "--folder", hidden = true)
    private @Nullable Path folder;

    /// @param threads for the jobs of a client
    /// @param program the command line of this program
    public QueueKillsCommand(Terminal terminal, Executor threads, List<String> program) {
        this.terminal = terminal;
        this.threads = threads;
        this.program = program;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (folder == null) {
            return killing();
        }
        var child = new QueueChild(folder);
        if (port >= 0) {
            child.serve(
                    port,
                    () -> {
                        terminal.out().println("ready");
                        terminal.out().flush();
                    });
        } else {
            child.work(part(), threads);
        }
        return ExitCode.OK;
    }

    private QueueChild.Part part() {
        var numbers = part.split("/", -1);
        if (numbers.length != 3) {
            throw CommandException.usage(Message.of("cli.kills-work"));
        }
        return new QueueChild.Part(
                Integer.parseInt(numbers[0]),
                Integer.parseInt(numbers[1]),
                Integer.parseInt(numbers[2]));
    }

    private int killing() throws IOException, InterruptedException {
        var place = Files.createTempDirectory("atelier-kills");
        var line = new ArrayList<>(program);
        line.add("bench-kills");
        try {
            long start = System.nanoTime();
            var tally = new QueueKills(line, place, seed).run(jobs, kills);
            var row = "%5s %5s %5s %6s %7s %14s %13s %8s%n";
            terminal.out()
                    .printf(
                            row,
                            "jobs",
                            "lost",
                            "twice",
                            "wrong",
                            "failed",
                            "service kills",
                            "client kills",
                            "seconds");
            terminal.out()
                    .printf(
                            row,
                            tally.jobs(),
                            tally.lost(),
                            tally.twice(),
                            tally.wrong(),
                            tally.reasons().size(),
                            tally.serviceKills(),
                            tally.clientKills(),
                            (System.nanoTime() - start) / 1_000_000_000);
            tally.reasons().forEach(why -> terminal.out().println("  " + why));
            return tally.lost() + tally.twice() + tally.wrong() == 0
                    ? ExitCode.OK
                    : ExitCode.FAILED;
        } finally {
            try (var files = Files.walk(place)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
