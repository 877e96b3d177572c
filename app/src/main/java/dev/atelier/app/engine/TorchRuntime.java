package dev.atelier.app.engine;

import dev.atelier.app.device.CardProbe;
import dev.atelier.app.device.CudaPlatform;
import dev.atelier.app.device.Decision;
import dev.atelier.app.device.Devices;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.home.DataFolderException;
import dev.atelier.app.observe.BackgroundThread;
import dev.atelier.assets.Assets;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointException;
import dev.atelier.checkpoint.CheckpointFile;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.checkpoint.Hashing;
import dev.atelier.checkpoint.VaeConfig;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.control.MapNetworks;
import dev.atelier.lora.LoraFile;
import dev.atelier.lora.LoraFit;
import dev.atelier.network.ControlNetwork;
import dev.atelier.pipeline.Approximations;
import dev.atelier.pipeline.Model;
import dev.atelier.pipeline.RefinerFit;
import dev.atelier.preprocess.Annotators;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Probe;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The engine of this process: natives, compute strategy, checkpoints.
public final class TorchRuntime implements EngineRuntime {
    private final DataFolder home;
    private final ComputeCache known;
    private final Device device;
    private @Nullable Compute fastest;
    private int turn;

    /// On the processor.
    public TorchRuntime(DataFolder home) {
        this(
                home,
                new Devices(
                        home,
                        CardProbe.Result.NoCard::new,
                        CudaPlatform.OTHER,
                        _ -> Optional.empty()));
    }

    /// @param devices what it computes on
    public TorchRuntime(DataFolder home, Devices devices) {
        this.home = home;
        this.device = new Device(devices);
        this.known = new ComputeCache(home.root().resolve("compute.properties"));
    }

    @Override
    public LoadedModel load(ModelSpec.Weights weights, Optional<String> strategy)
            throws GenerationException {
        requireHome();
        try {
            var path = existing(weights.checkpoint().file());
            var wanted = strategy.isPresent() ? Optional.of(named(strategy.get())) : none();
            try (var checkpoint = existing(weights).openComplete()) {
                // What a probe times must not run beside the hashing.
                var compute = wanted.isPresent() ? forced(wanted.get()) : fastest();
                var hashes = new FileHashes(home.hashes());
                try (var hashing = hashes.start(path, background("hash"))) {
                    var model = named(Model.load(checkpoint, compute, unnamed(path)), hashing);
                    return new TorchModel(model, weights.bytes(), hashes, fitting());
                }
            }
        } catch (CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
        } catch (TorchException e) {
            throw new GenerationException(DataFolderProblem.of(e).orElseGet(() -> unusable(e)), e);
        } catch (IOException e) {
            throw badCheckpoint(weights.checkpoint().file(), e);
        }
    }

    private static Model.Id unnamed(Path file) {
        return new Model.Id(ModelFile.stem(file), "");
    }

    /// With the hash of its file, which took about as long as loading did.
    private static Model named(Model model, Hashing hashing) throws IOException {
        try {
            return model.called(new Model.Id(model.name(), hashing.shortHash()));
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static Executor background(String name) {
        return work -> BackgroundThread.run(name, work);
    }

    private Approximations.Fitting fitting() {
        return new Approximations.Fitting(
                home.root().resolve("preview-colours"), background("preview colours"));
    }

    /// PyTorch's libraries are unpacked into it.
    private void requireHome() throws GenerationException {
        try {
            home.require();
        } catch (DataFolderException e) {
            throw new GenerationException(DataFolderProblem.of(e).orElseThrow(), e);
        }
    }

    /// Why PyTorch could not load what is added to a model.
    static GenerationException notLoaded(TorchException e) {
        return new GenerationException(
                e.outOfMemory()
                        ? new Failure.OutOfMemory(Message.of("problem.memory-to-load"))
                        : new Failure.Bug(Message.of("problem.engine", Explained.reasonOf(e))),
                e);
    }

    private static Failure unusable(TorchException e) {
        return e.outOfMemory()
                ? new Failure.OutOfMemory(Message.of("problem.memory-to-load"))
                : new Failure.BadCheckpoint(Message.of("problem.unusable", Explained.reasonOf(e)));
    }

    @Override
    public LoadedControl load(ModelSpec.Control control, Optional<String> strategy)
            throws GenerationException {
        try (var base = existing(control.of()).openComplete();
                var file = ControlFile.open(control.file().file())) {
            file.requireFit(base.config());
            return new TorchControl(ControlNetwork.load(file, base, compute(strategy)));
        } catch (CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
        } catch (TorchException e) {
            throw notLoaded(e);
        } catch (IOException e) {
            throw badControl(control.file().file(), e);
        }
    }

    @Override
    public MapNetworks mapNetworks(Supplier<List<Path>> folders, Optional<String> strategy) {
        return new Annotators(new AnnotatorFiles(folders, home.root()), () -> compute(strategy));
    }

    @Override
    public void checkControls(ModelSpec.Weights base, Collection<Path> controls)
            throws GenerationException {
        try (var checkpoint = existing(base).open()) {
            for (var control : controls) {
                try (var open = ControlFile.open(control)) {
                    open.requireFit(checkpoint.config());
                } catch (IOException e) {
                    throw badControl(control, e);
                }
            }
        } catch (IOException e) {
            throw badCheckpoint(base.checkpoint().file(), e);
        }
    }

    private static GenerationException badControl(Path file, IOException e) {
        return FileProblem.of(file, ModelKind.CONTROLNET, "problem.control", "advice.control", e);
    }

    @Override
    public void check(
            ModelSpec.Weights weights,
            Collection<Optional<Path>> autoencoders,
            Collection<Path> refiners)
            throws GenerationException {
        var file = weights.checkpoint().file();
        try (var checkpoint = existing(weights).openComplete()) {
            for (var other : autoencoders) {
                if (other.isPresent()) {
                    check(other.get(), checkpoint.config().vae());
                } else {
                    Model.requireVae(ModelFile.stem(file), checkpoint.vaeProblem());
                }
            }
            for (var refiner : refiners) {
                checkRefiner(refiner, named(file, checkpoint));
            }
        } catch (IOException e) {
            throw badCheckpoint(file, e);
        }
    }

    private static RefinerFit.Named named(Path file, Checkpoint checkpoint) {
        return new RefinerFit.Named(ModelFile.stem(file), checkpoint.config());
    }

    private static void checkRefiner(Path file, RefinerFit.Named base) throws GenerationException {
        try (var refiner = Checkpoint.openComplete(existing(file))) {
            var problem = RefinerFit.problem(base, named(file, refiner));
            if (problem.isPresent()) {
                throw new GenerationException(problem.get(), null);
            }
        } catch (IOException e) {
            throw FileProblem.of(
                    file,
                    ModelKind.CHECKPOINT,
                    "problem.refiner-unusable",
                    "advice.refiner-family",
                    e);
        }
    }

    @Override
    public void checkLoras(ModelSpec.Weights base, Collection<Path> loras)
            throws GenerationException {
        try (var checkpoint = existing(base).open()) {
            for (var lora : loras) {
                try (var open = LoraFile.open(lora)) {
                    LoraFit.require(open, checkpoint);
                } catch (IOException e) {
                    throw badLora(lora, e);
                }
            }
        } catch (IOException e) {
            throw badCheckpoint(base.checkpoint().file(), e);
        }
    }

    static GenerationException badLora(Path file, IOException e) {
        return FileProblem.of(file, ModelKind.LORA, "problem.lora", "advice.lora", e);
    }

    private static void check(Path file, VaeConfig own) throws GenerationException {
        try (var vae = VaeFile.open(file, own)) {
            vae.config();
        } catch (IOException e) {
            throw FileProblem.of(
                    file, ModelKind.VAE, "problem.vae-unreadable", "advice.other-vae", e);
        }
    }

    private static GenerationException badCheckpoint(Path file, IOException e) {
        var key = e instanceof CheckpointException ? "problem.unusable" : "problem.unreadable";
        return FileProblem.of(file, ModelKind.CHECKPOINT, key, "advice.checkpoint", e);
    }

    @Override
    public Facts facts() {
        try {
            home.require();
        } catch (DataFolderException e) {
            throw new UncheckedIOException(e);
        }
        try (var torch = device.start()) {
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
        return strategy.isPresent() ? forced(named(strategy.get())) : fastest();
    }

    @Override
    public Expected expected() {
        var devices = device.devices();
        boolean onGpu = devices.isSetUp() && devices.look().decision() instanceof Decision.OnCard;
        var strategy = known.strategy().filter(it -> (it == Strategy.CUDA_F16) == onGpu);
        return new Expected(onGpu, strategy);
    }

    private static Optional<Strategy> none() {
        return Optional.empty();
    }

    private Compute forced(Strategy strategy) throws GenerationException {
        var torch = strategy == Strategy.CUDA_F16 ? device.start() : device.processor();
        if (strategy == Strategy.CUDA_F16 && !torch.onGpu()) {
            torch.close();
            throw new GenerationException(
                    new Failure.BadRecipe(device.because(), Message.of("advice.no-card")), null);
        }
        return Probe.forced(torch, strategy);
    }

    private static Strategy named(String strategy) throws GenerationException {
        var wanted = strategy.toUpperCase(Locale.ROOT).replace('-', '_');
        for (var known : Strategy.values()) {
            if (known.name().equals(wanted)) {
                return known;
            }
        }
        var names =
                Arrays.stream(Strategy.values())
                        .map(s -> s.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "));
        throw new GenerationException(
                new Failure.BadRecipe(
                        Message.of("problem.strategy", strategy),
                        Message.of("advice.strategy", names)),
                null);
    }

    /// Probed once for all: a machine in use would answer differently from one picture to the next.
    private synchronized Compute fastest() {
        var chosen = turn == device.turn() ? fastest : null;
        if (chosen == null) {
            turn = device.turn();
            var torch = device.start();
            chosen = known.recall(torch).orElseGet(() -> probed(torch));
            fastest = chosen;
        }
        return chosen;
    }

    @Override
    public Optional<Devices> devices() {
        return Optional.of(device.devices());
    }

    private Compute probed(Torch torch) {
        var chosen = Probe.choose(torch);
        known.remember(chosen);
        return chosen;
    }

    @Override
    public Path starter() throws IOException {
        home.require();
        var _ = Assets.file(Assets.NIGHT_LORA, home.bundled());
        return Assets.file(Assets.STARTER_MODEL, home.root());
    }

    private static CheckpointFile existing(ModelSpec.Weights weights) throws GenerationException {
        existing(weights.checkpoint().file());
        if (weights.base().isPresent()) {
            existing(weights.base().get().file());
        }
        return weights.source();
    }

    private static Path existing(Path file) throws GenerationException {
        if (!Files.isRegularFile(file) && !Diffusers.isFolder(file)) {
            throw new GenerationException(
                    new Failure.ModelMissing(
                            Message.of(
                                    Files.isDirectory(file)
                                            ? "problem.no-diffusers"
                                            : "problem.no-checkpoint",
                                    file)),
                    null);
        }
        return file;
    }
}
