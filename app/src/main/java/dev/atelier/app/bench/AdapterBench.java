package dev.atelier.app.bench;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.FlopCount;
import dev.atelier.checkpoint.RandomCheckpoint;
import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.checkpoint.UnetConfig;
import dev.atelier.lora.LoraUsed;
import dev.atelier.network.ControlNet;
import dev.atelier.network.ControlNetwork;
import dev.atelier.network.Taesd;
import dev.atelier.network.Unet;
import dev.atelier.network.UnetInput;
import dev.atelier.pipeline.LocalGenerator;
import dev.atelier.pipeline.Model;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Compute;
import dev.atelier.torch.NativeMemory;
import dev.atelier.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Measures what adapters, other families and changes of the model cost, each against what it is to
/// be compared with in the same process.
public final class AdapterBench {
    private static final int LATENT = 64;
    private static final int LARGE = 128;
    private static final int TOKENS = 77;
    private static final int ROUNDS = 3;
    private static final long RANK = 32;
    private static final int MATRIX = 4096;

    private final EngineRuntime runtime;
    private final Optional<String> strategy;
    private final Path file;
    private final Path scratch;
    private final Consumer<RatioRow> report;
    private final Cancellation cancellation;
    private final List<RatioRow> rows = new ArrayList<>();

    /// @param file a checkpoint
    /// @param scratch a folder for files of random weights
    /// @param report receives each row as soon as it is measured
    /// @param cancellation ends it
    public AdapterBench(
            EngineRuntime runtime,
            Optional<String> strategy,
            Path file,
            Path scratch,
            Consumer<RatioRow> report,
            Cancellation cancellation) {
        this.runtime = runtime;
        this.strategy = strategy;
        this.file = file;
        this.scratch = scratch;
        this.report = report;
        this.cancellation = cancellation;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, GenerationException;
    }

    /// Runs all measurements; blocks for minutes.
    ///
    /// @param xl whether to measure a UNet of SDXL's size, too; it takes 6 GB of memory
    public List<RatioRow> run(boolean xl) throws IOException, GenerationException {
        var compute = runtime.compute(strategy);
        long start = System.nanoTime();
        try (var checkpoint = Checkpoint.openComplete(file);
                var model = Model.load(checkpoint, compute, new Model.Id("bench", ""));
                var x = ones(compute, 2, checkpoint.config().unet().inChannels(), LATENT, LATENT);
                var t = ones(compute, 2);
                var context = ones(compute, 2, TOKENS, checkpoint.config().unet().contextWidth())) {
            double loaded = millisSince(start);
            var input = UnetInput.of(x, t, context);
            model.networks().unet().predict(input).close();
            double first = millisSince(start);
            double unet = best(() -> model.networks().unet().predict(input).close());
            most("file to first UNet answer, in UNet evaluations", first / unet, 3);
            most("of these, reading and packing the file", loaded / unet, 0);
            loras(model, checkpoint);
            control(model, checkpoint, input, unet);
            decoders(model, checkpoint.config(), compute);
            fewSteps(model, unet);
        }
        if (xl) {
            larger(compute);
        }
        switching();
        return List.copyOf(rows);
    }

    private void most(String name, double ratio, double aim) {
        add(RatioRow.most(name, ratio, aim));
    }

    private void add(RatioRow row) {
        rows.add(row);
        report.accept(row);
    }

    /// Against reading and packing the same weights again from the file.
    private void loras(Model model, Checkpoint checkpoint) throws IOException, GenerationException {
        var lora = scratch.resolve("lora.safetensors");
        var touched = RandomCheckpoint.writeLora(lora, checkpoint.config().unet(), RANK);
        var places = model.networks().weights();
        double reading =
                best(() -> {
                    NativeMemory.beginLoading();
                    for (var key : touched) {
                        places.restore(key, checkpoint.file());
                    }
                    NativeMemory.endLoading();
                });
        var used = List.of(new LoraUsed(lora, 1, 1, 0));
        double in = Double.MAX_VALUE;
        double out = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            in = Math.min(in, millis(() -> model.loras().apply(used)));
            out = Math.min(out, millis(() -> model.loras().apply(List.of())));
        }
        most("LoRA of rank 32 put in, against re-reading what it touches", in / reading, 1.5);
        most("the same taken out", out / reading, 1.5);
    }

    /// Against the UNet's time by their shares of arithmetic.
    private void control(Model model, Checkpoint base, UnetInput input, double unet)
            throws IOException, GenerationException {
        var config = base.config().unet();
        var control = scratch.resolve("net.safetensors");
        RandomCheckpoint.writeControl(control, config);
        var compute = model.compute();
        try (var open = ControlFile.open(control);
                var network = (ControlNet) ControlNetwork.load(open, base, compute);
                var picture = ones(compute, 1, 3, 8 * LATENT, 8 * LATENT);
                var hint = network.prepare(picture)) {
            double both =
                    best(() -> {
                        var answers = network.answers(input, hint);
                        var added = new UnetInput.Control(answers, List.of());
                        model.networks().unet().predict(input.with(added)).close();
                        answers.forEach(Tensor::close);
                    });
            double share =
                    FlopCount.control(config, 2, LATENT, LATENT, TOKENS)
                            / FlopCount.unet(config, 2, LATENT, LATENT, TOKENS);
            most(
                    "step with a ControlNet, against its share of arithmetic",
                    both / unet / (1 + share),
                    1.15);
        }
        Files.delete(control);
    }

    private void decoders(Model model, CheckpointConfig config, Compute compute)
            throws IOException, GenerationException {
        var tiny = scratch.resolve("taesd_decoder.safetensors");
        RandomCheckpoint.writeTaesd(tiny);
        try (var open = TaesdFile.open(tiny);
                var taesd = Taesd.empty(compute);
                var z = ones(compute, 1, config.vae().latentChannels(), LATENT, LATENT)) {
            taesd.load(open);
            double own = best(() -> model.networks().vae().decodePixels(z).orElseThrow().close());
            double small = best(() -> taesd.decodePixels(z).close());
            most("TAESD decode, against the VAE's", small / own, 0.1);
        }
    }

    /// With guidance of 1 there is one row instead of two in each step.
    private void fewSteps(Model model, double unet) throws IOException, GenerationException {
        var sampling =
                new Sampling(
                        SamplerId.LCM,
                        Sampling.DEFAULT.schedule(),
                        4,
                        1,
                        Sampling.DEFAULT.tuning());
        var recipe =
                Recipe.of("a red boat", new Size(8 * LATENT, 8 * LATENT))
                        .withSeed(Seed.of(1))
                        .withSampling(sampling);
        var generator = new LocalGenerator(model);
        double millis = best(() -> generator.generate(recipe, Observer.NONE, cancellation));
        most("LCM picture of 4 steps, in UNet evaluations", millis / unet, 0);
    }

    /// A UNet of SDXL's size at 1024 x 1024 with two rows, against the rate of a packed linear
    /// layer.
    private void larger(Compute compute) throws IOException, GenerationException {
        var config = UnetConfig.SDXL;
        double linear;
        try (var probe = compute.compile("probe.py", Map.of())) {
            probe.callLong("prepare_linear", (long) MATRIX);
            linear =
                    2.0 * MATRIX * MATRIX * MATRIX / best(() -> probe.call("linear_layer").close());
        }
        try (var unet = Unet.random(compute, config);
                var x = ones(compute, 2, 4, LARGE, LARGE);
                var t = ones(compute, 2);
                var context = ones(compute, 2, TOKENS, config.contextWidth());
                var y = ones(compute, 2, config.admChannels())) {
            var input = UnetInput.of(x, t, context).withY(y);
            double rate =
                    FlopCount.unet(config, 2, LARGE, LARGE, TOKENS)
                            / best(() -> unet.predict(input).close());
            add(
                    new RatioRow(
                            "SDXL's UNet at 1024 x 1024, against a linear layer's rate",
                            rate / linear,
                            "x",
                            0.8,
                            true));
        }
    }

    /// From one checkpoint to another and back.
    private void switching() throws IOException, GenerationException {
        var other = scratch.resolve("second.safetensors");
        Files.createLink(other, file.toRealPath());
        var library =
                new ModelLibrary(
                        () -> file,
                        kind ->
                                kind == ModelKind.CHECKPOINT
                                        ? List.of(
                                                new ModelFile(kind, "one", file),
                                                new ModelFile(kind, "other", other))
                                        : List.of());
        try (var engine = new LocalEngine(runtime, library, strategy, Long.MAX_VALUE)) {
            describe(engine, "one");
            add(
                    new RatioRow(
                            "another checkpoint",
                            millis(() -> describe(engine, "other")) / 1e3,
                            "s",
                            6,
                            false));
            add(
                    new RatioRow(
                            "back to the first",
                            millis(() -> describe(engine, "one")) / 1e3,
                            "s",
                            0.2,
                            false));
        } finally {
            Files.delete(other);
        }
    }

    private void describe(LocalEngine engine, String name) throws GenerationException {
        var recipe = Recipe.DEFAULT.withModel(Optional.of(new ModelRef(name, "")));
        engine.describe(recipe, cancellation);
    }

    private double best(Work work) throws IOException, GenerationException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.min(best, millis(work));
        }
        return best;
    }

    private double millis(Work work) throws IOException, GenerationException {
        cancellation.requireGoing();
        long start = System.nanoTime();
        work.run();
        return millisSince(start);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static Tensor ones(Compute compute, long... shape) {
        long size = 1;
        for (long edge : shape) {
            size *= edge;
        }
        var values = new float[Math.toIntExact(size)];
        Arrays.fill(values, 1);
        return compute.torch().floats(values, shape);
    }
}
