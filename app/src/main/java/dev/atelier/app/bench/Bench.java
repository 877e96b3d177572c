package dev.atelier.app.bench;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.FlopCount;
import dev.atelier.network.Networks;
import dev.atelier.network.UnetInput;
import dev.atelier.pipeline.Model;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.text.ClipEncoder.Skip;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Measures one checkpoint with one compute strategy: the machine's own limits, loading, each
/// network and whole pictures.
public final class Bench {
    private static final int LATENT = 64;
    private static final int TOKENS = 77;
    private static final int MATRIX = 4096;
    private static final int ROUNDS = 5;

    private final Compute compute;
    private final Path file;
    private final Consumer<BenchRow> report;
    private final Cancellation cancellation;
    private final List<BenchRow> rows = new ArrayList<>();
    private double matmulRate;

    /// @param report receives each row as soon as it is measured
    /// @param cancellation ends it
    public Bench(Compute compute, Path file, Consumer<BenchRow> report, Cancellation cancellation) {
        this.compute = compute;
        this.file = file;
        this.report = report;
        this.cancellation = cancellation;
    }

    /// Runs all measurements; blocks for a minute or more.
    ///
    /// @throws java.util.concurrent.CancellationException when it was cancelled between two
    public List<BenchRow> run() throws IOException, GenerationException {
        machine();
        long start = System.nanoTime();
        try (var checkpoint = Checkpoint.openComplete(file);
                var model = Model.load(checkpoint, compute, new Model.Id("bench", ""))) {
            var networks = model.networks();
            add("load", millisSince(start), 0);
            var config = checkpoint.config();
            try (var x = ones(2, 4, LATENT, LATENT);
                    var t = ones(2);
                    var context = ones(2, TOKENS, config.text().width())) {
                var input = UnetInput.of(x, t, context);
                networks.unet().predict(input).close();
                add("load to first UNet", millisSince(start), 0);
                double unet = FlopCount.unet(config.unet(), 2, LATENT, LATENT, TOKENS);
                add("unet", best(() -> networks.unet().predict(input)), unet);
            }
            parts(networks, config);
            new PictureBench(model, config, this::add, cancellation).run();
        }
        return List.copyOf(rows);
    }

    /// A matrix product, and a linear layer in the strategy's own layout: the nearer limit.
    private void machine() {
        try (var probe = compute.compile("probe.py", Map.of())) {
            double operations = 2.0 * MATRIX * MATRIX * MATRIX;
            probe.callLong("prepare_matmul", (long) MATRIX);
            double millis = best(() -> probe.call("matmul"));
            matmulRate = operations / millis;
            add("matmul", millis, operations);
            probe.callLong("prepare_linear", (long) MATRIX);
            add("linear", best(() -> probe.call("linear_layer")), operations);
        }
        for (var spelling : Attention.values()) {
            attention(spelling);
        }
    }

    /// The UNet's largest: 8 heads of 40 over every position of the latent.
    private void attention(Attention spelling) {
        var spelt = new Compute(compute.torch(), compute.strategy(), spelling, compute.reason());
        int positions = LATENT * LATENT;
        try (var probe = spelt.compile("probe.py", Map.of())) {
            probe.callLong("prepare_attention", (long) positions);
            var name = "attention, " + spelling.name().toLowerCase(Locale.ROOT);
            add(name, best(() -> probe.call("attention")), FlopCount.attention(positions, 320));
        }
    }

    private void parts(Networks networks, CheckpointConfig config) {
        try (var z = ones(1, config.vae().latentChannels(), LATENT, LATENT)) {
            double decode = FlopCount.decode(config.vae(), LATENT, LATENT);
            add("vae decode", best(() -> networks.vae().decodePixels(z).orElseThrow()), decode);
        }
        int edge = 8 * LATENT;
        try (var x = ones(1, 3, edge, edge)) {
            double encode = FlopCount.encode(config.vae(), LATENT, LATENT);
            add("vae encode", best(() -> networks.vae().encode(x)), encode);
        }
        var ids = new int[1][TOKENS];
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            networks.clip().encode(ids, List.of(), new Skip(1, false));
            best = Math.min(best, System.nanoTime() - start);
        }
        add("text encode", best / 1e6, FlopCount.text(config.text(), TOKENS));
    }

    private void add(String name, double millis, double operations) {
        double rate = operations / millis;
        var row =
                new BenchRow(
                        name,
                        compute.strategy().dtype().name().toLowerCase(Locale.ROOT),
                        millis,
                        rate / 1e6,
                        operations == 0 ? 0 : rate / matmulRate,
                        peakRssMb());
        rows.add(row);
        report.accept(row);
    }

    private double best(Supplier<Tensor> work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            cancellation.requireGoing();
            long start = System.nanoTime();
            work.get().close();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / 1e6;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private Tensor ones(long... shape) {
        long size = 1;
        for (long edge : shape) {
            size *= edge;
        }
        var values = new float[Math.toIntExact(size)];
        Arrays.fill(values, 1);
        return compute.torch().floats(values, shape);
    }

    /// From the kernel's own account; 0 where there is none.
    private static long peakRssMb() {
        try {
            for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        } catch (IOException e) {
            return 0; // not Linux
        }
        return 0;
    }
}
