package dev.atelier.app.engine;

import dev.atelier.app.home.DataFolder;
import dev.atelier.assets.Assets;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointException;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.pipeline.Model;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.safetensors.SafetensorsException;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Probe;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The engine of this process: natives, compute strategy, checkpoints.
public final class TorchRuntime implements EngineRuntime {
    private final DataFolder home;
    private final ComputeCache known;
    private @Nullable Compute fastest;

    public TorchRuntime(DataFolder home) {
        this.home = home;
        this.known = new ComputeCache(home.root().resolve("compute.properties"));
    }

    @Override
    public LoadedModel load(ModelSpec.Weights weights, Optional<String> strategy)
            throws GenerationException {
        try {
            var path = existing(weights.checkpoint().file());
            var compute = compute(strategy);
            try (var checkpoint = Checkpoint.openComplete(path)) {
                var hashes = new FileHashes(home.hashes());
                var id = new Model.Id(ModelFile.stem(path), hashes.shortHash(path));
                return new TorchModel(Model.load(checkpoint, compute, id), hashes);
            }
        } catch (CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
        } catch (TorchException e) {
            throw new GenerationException(
                    e.outOfMemory()
                            ? new Failure.OutOfMemory(
                                    "There is not enough memory to load the checkpoint.")
                            : new Failure.BadCheckpoint(
                                    "The checkpoint cannot be used: " + e.getMessage()),
                    e);
        } catch (CheckpointException | SafetensorsException e) {
            throw new GenerationException(
                    new Failure.BadCheckpoint("The checkpoint cannot be used: " + e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.BadCheckpoint("The checkpoint cannot be read: " + e.getMessage()),
                    e);
        }
    }

    @Override
    public Facts facts() {
        try (var torch = Torch.start()) {
            var compute = Probe.choose(torch);
            known.remember(compute); // the doctor's user may have changed something
            return new Facts(
                    Torch.version(),
                    torch.onGpu() ? "CUDA" : "CPU",
                    Torch.threads(),
                    compute.label(),
                    compute.reason());
        }
    }

    /// The chosen or the fastest way to compute, on a device that lives as long as the process.
    @Override
    public Compute compute(Optional<String> strategy) throws GenerationException {
        if (strategy.isEmpty()) {
            return fastest();
        }
        var wanted = strategy.get().toUpperCase(Locale.ROOT).replace('-', '_');
        for (var known : Strategy.values()) {
            if (known.name().equals(wanted)) {
                var torch = known == Strategy.CUDA_F16 ? Torch.start() : Torch.startOnCpu();
                return Probe.forced(torch, known);
            }
        }
        var names =
                Arrays.stream(Strategy.values())
                        .map(s -> s.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "));
        throw new GenerationException(
                new Failure.BadRecipe(
                        "There is no strategy \"" + strategy.get() + "\".",
                        "Use one of " + names + "."),
                null);
    }

    /// Probed once for all: a machine in use would answer differently from one picture to the next.
    private synchronized Compute fastest() {
        var chosen = fastest;
        if (chosen == null) {
            var torch = Torch.start();
            chosen = known.recall(torch).orElseGet(() -> probed(torch));
            fastest = chosen;
        }
        return chosen;
    }

    private Compute probed(Torch torch) {
        var chosen = Probe.choose(torch);
        known.remember(chosen);
        return chosen;
    }

    @Override
    public Path starter() throws IOException {
        return Assets.file(Assets.STARTER_MODEL, home.root());
    }

    private static Path existing(Path file) throws GenerationException {
        if (!Files.isRegularFile(file) && !Diffusers.isFolder(file)) {
            throw new GenerationException(
                    new Failure.ModelMissing("There is no checkpoint at " + file + "."), null);
        }
        return file;
    }
}
