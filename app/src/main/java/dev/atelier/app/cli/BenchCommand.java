package dev.atelier.app.cli;

import dev.atelier.app.bench.AdapterBench;
import dev.atelier.app.bench.Bench;
import dev.atelier.app.bench.BenchRow;
import dev.atelier.app.bench.CloudBench;
import dev.atelier.app.bench.CloudRow;
import dev.atelier.app.bench.LibraryBench;
import dev.atelier.app.bench.RatioRow;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.ScratchFolder;
import dev.atelier.app.library.Buckets;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.RandomCheckpoint;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.file.WholeFile;
import dev.atelier.network.NetworkExport;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures the engine on this machine. Figures are ratios to a matrix product of the same process.
@Command(name = "bench", description = "Measure the engine on this machine.")
final class BenchCommand implements Callable<Integer> {
    private static final long FULL_SIZE = 1_500_000_000;

    private final Terminal terminal;
    private final EngineRuntime runtime;
    private final Cancellation cancellation;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE",
            description = "Measure this checkpoint.")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--random",
            paramLabel = "sd15",
            description = "Measure a full-size checkpoint of random weights (needs 2 GB of disk).")
    private Optional<String> random = Optional.empty();

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Keep the random checkpoint here.")
    private Optional<Path> write = Optional.empty();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            converter = Converters.OfStrategy.class,
            split = ",",
            description = "Strategies to measure (default: the one this machine chooses).")
    private List<String> strategies = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--cloud",
            description = "Measure the cloud client and the sandbox instead, without the engine.")
    private boolean cloud;

    @Option(
            names = "--adapters",
            description =
                    "Measure LoRA, ControlNet, TAESD, SDXL's UNet and changes of the model instead, as ratios.")
    private boolean adapters;

    @Option(
            names = "--library",
            paramLabel = "N",
            description =
                    "Measure the library instead, with N pictures that are made on disk and N in a sandbox's bucket.")
    private Optional<Integer> library = Optional.empty();

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description =
                    "Write the networks for engine/diffusion/gpu/bench.py instead, which measures them on a graphics card.")
    private Optional<Path> export = Optional.empty();

    BenchCommand(Terminal terminal, EngineRuntime runtime, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.terminal = terminal;
        this.runtime = runtime;
    }

    @Override
    public Integer call() throws IOException, GenerationException, OssStoreException {
        json.ifPresent(file -> Preflight.file("--json", file));
        write.ifPresent(file -> Preflight.newFile("--write", file));
        export.ifPresent(folder -> Preflight.folder("--export", folder));
        if (library.isPresent()) {
            measureLibrary(library.get());
            return ExitCode.OK;
        }
        if (export.isPresent()) {
            export(export.get());
            return ExitCode.OK;
        }
        if (cloud) {
            measureCloud();
            return ExitCode.OK;
        }
        if (random.isPresent() == model.isPresent()) {
            throw CommandException.usage(Message.of("cli.bench-which"));
        }
        Preflight.model(model);
        if (model.isPresent()) {
            measure(model.get());
            return ExitCode.OK;
        }
        if (!random.get().equals("sd15")) {
            throw CommandException.usage(Message.of("cli.bench-random"));
        }
        var file = write.isPresent() ? write.get() : ScratchFolder.file("atelier", ".safetensors");
        try {
            terminal.err().println(Message.of("cli.random-weights", file).english());
            RandomCheckpoint.write(file, CheckpointConfig.SD15);
            measure(file);
        } finally {
            if (write.isEmpty()) {
                Files.deleteIfExists(file);
            }
        }
        return ExitCode.OK;
    }

    private void export(Path folder) throws IOException {
        Files.createDirectories(folder);
        var networks = new NetworkExport(folder, Strategy.CUDA_F16, Attention.FUSED).writeAll();
        WholeFile.replace(folder.resolve("networks.json"), bytes(networks));
        terminal.out().println(folder.toAbsolutePath().normalize());
    }

    private void measure(Path file) throws IOException, GenerationException {
        if (adapters) {
            measureAdapters(file);
            return;
        }
        var rows = new ArrayList<BenchRow>();
        terminal.out()
                .printf(
                        "%-20s %-5s %11s %9s %10s %9s%n",
                        "part", "type", "ms", "GFLOP/s", "vs matmul", "peak MB");
        var all = new ArrayList<Optional<String>>();
        strategies.forEach(strategy -> all.add(Optional.of(strategy)));
        if (all.isEmpty()) {
            all.add(Optional.empty());
        }
        for (var strategy : all) {
            var compute = runtime.compute(strategy);
            terminal.out().println("# " + compute.label());
            rows.addAll(new Bench(compute, file, this::print, cancellation).run());
        }
        if (json.isPresent()) {
            WholeFile.replace(json.get(), bytes(report(rows)));
        }
    }

    /// The first strategy only. SDXL's size is measured beside a checkpoint of full size.
    private void measureAdapters(Path file) throws IOException, GenerationException {
        var strategy = strategies.stream().findFirst();
        var scratch = Files.createTempDirectory(file.toAbsolutePath().getParent(), "bench");
        terminal.out().println("# " + runtime.compute(strategy).label());
        terminal.out().printf("%-62s %9s %-4s %9s%n", "part", "value", "unit", "aim");
        try {
            var bench =
                    new AdapterBench(runtime, strategy, file, scratch, this::print, cancellation);
            var rows = bench.run(random.isPresent() || Files.size(file) > FULL_SIZE);
            if (json.isPresent()) {
                WholeFile.replace(json.get(), bytes(report(rows)));
            }
        } finally {
            try (var left = Files.list(scratch)) {
                for (var other : left.toList()) {
                    Files.delete(other);
                }
            }
            Files.delete(scratch);
        }
    }

    private void print(RatioRow row) {
        var aim =
                row.aim() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "%s %.2f", row.least() ? ">=" : "<=", row.aim());
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-62s %9.2f %-4s %9s%n",
                        row.name(),
                        row.value(),
                        row.unit(),
                        aim);
        terminal.out().flush();
    }

    private void measureCloud() throws IOException, GenerationException, OssStoreException {
        terminal.out().printf("%-38s %12s %-4s %9s%n", "part", "value", "unit", "aim");
        var rows = new CloudBench(this::print).run();
        if (json.isPresent()) {
            WholeFile.replace(json.get(), bytes(report(rows)));
        }
    }

    private void measureLibrary(int count) throws IOException {
        if (count < 1) {
            throw CommandException.usage(Message.of("cli.least-one", "--library", count));
        }
        var scratch = Files.createTempDirectory("atelier-library");
        var rows = new ArrayList<CloudRow>();
        try {
            new LibraryBench(
                            count,
                            scratch,
                            row -> {
                                rows.add(row);
                                print(row);
                                terminal.out().flush();
                            })
                    .run();
        } catch (Buckets.AwayException e) {
            throw CommandException.failed(Explained.reasonOf(e));
        } finally {
            try (var left = Files.walk(scratch)) {
                for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        if (json.isPresent()) {
            WholeFile.replace(json.get(), bytes(report(rows)));
        }
    }

    private void print(CloudRow row) {
        var aim = row.aim() == 0 ? "" : String.format(Locale.ROOT, "<= %.0f", row.aim());
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-38s %12.1f %-4s %9s%n",
                        row.name(),
                        row.value(),
                        row.unit(),
                        aim);
    }

    private void print(BenchRow row) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-20s %-5s %11.1f %9s %10s %9d%n",
                        row.name(),
                        row.dtype(),
                        row.millis(),
                        row.gflops() == 0 ? "" : String.format(Locale.ROOT, "%.0f", row.gflops()),
                        row.vsMatmul() == 0
                                ? ""
                                : String.format(Locale.ROOT, "%.2f", row.vsMatmul()),
                        row.peakRssMb());
    }

    private static Map<String, Object> report(List<?> rows) {
        var machine = new LinkedHashMap<String, Object>();
        Machine.facts().forEach(fact -> machine.put(fact.name(), fact.value()));
        var report = new LinkedHashMap<String, Object>();
        report.put("machine", machine);
        report.put("rows", rows);
        return report;
    }

    private static byte[] bytes(Object report) {
        return JsonText.of(report).getBytes(StandardCharsets.UTF_8);
    }
}
