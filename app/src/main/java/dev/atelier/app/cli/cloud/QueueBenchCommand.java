package dev.atelier.app.cli.cloud;

import dev.atelier.app.bench.CloudRow;
import dev.atelier.app.bench.QueueBench;
import dev.atelier.app.bench.QueueFaults;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures the queue and counts what faults leave of many jobs; for maintainers.
@Command(
        name = "bench-queue",
        description =
                "Measure the sandbox's queue and its client, and send jobs through all of its faults.")
public final class QueueBenchCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Executor threads;

    @Option(
            names = "--jobs",
            converter = CloudConverters.OfSome.class,
            paramLabel = "N",
            description = "Jobs of the faults. Default: 500.")
    private int jobs = 500;

    @Option(
            names = "--restarts",
            converter = CloudConverters.OfAny.class,
            paramLabel = "N",
            description = "Of the service. Default: 5.")
    private int restarts = 5;

    @Option(names = "--seed", paramLabel = "N", description = "Of what happens. Default: 1.")
    private long seed = 1;

    /// @param threads for clients of the service
    public QueueBenchCommand(Terminal terminal, Executor threads) {
        this.terminal = terminal;
        this.threads = threads;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var system = ManagementFactory.getOperatingSystemMXBean();
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%d processors, load average %.1f%n%n",
                        system.getAvailableProcessors(),
                        system.getSystemLoadAverage());
        terminal.out().printf("%-42s %10s %-3s %9s%n", "part", "value", "", "at least");
        new QueueBench(threads, this::print).run();
        terminal.out()
                .printf(
                        "%n%-8s %5s %5s %5s %6s %7s %7s %9s %5s%n",
                        "faults",
                        "jobs",
                        "lost",
                        "twice",
                        "wrong",
                        "failed",
                        "deaths",
                        "restarts",
                        "left");
        boolean polled = faults("polling", 0);
        boolean watched = faults("watching", 16);
        return polled && watched ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(CloudRow row) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-42s %10.1f %-3s %9.1f%n",
                        row.name(),
                        row.value(),
                        row.unit(),
                        row.aim());
        terminal.out().flush();
    }

    private boolean faults(String name, int window) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("atelier-queue");
        try {
            var tally = new QueueFaults(threads, folder, seed).run(jobs, restarts, window);
            terminal.out()
                    .printf(
                            "%-8s %5d %5d %5d %6d %7d %7d %9d %5d%n",
                            name,
                            tally.jobs(),
                            tally.lost(),
                            tally.twice(),
                            tally.wrong(),
                            tally.failures().size(),
                            tally.deaths(),
                            tally.restarts(),
                            tally.left());
            tally.failures().forEach(why -> terminal.out().println("  " + why));
            terminal.out().flush();
            return tally.lost() == 0 && tally.twice() == 0 && tally.wrong() == 0;
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
