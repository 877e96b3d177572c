package dev.atelier.app.cli;

import dev.atelier.app.device.Devices;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.FileVersion;
import dev.atelier.app.engine.LoadedControl;
import dev.atelier.app.engine.LoadedModel;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelSpec;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.torch.Compute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An engine that makes black pictures at once and remembers what it was asked.
final class FakeRuntime implements EngineRuntime {
    final List<Recipe> asked = new ArrayList<>();
    final List<Path> embeddings = new ArrayList<>();
    final List<Optional<Path>> autoencoders = new ArrayList<>();
    final List<Path> controls = new ArrayList<>();
    Optional<Failure> failure = Optional.empty();
    int loads;
    double perSecond = 2.5;
    Runnable duringRun = () -> {};
    Optional<RuntimeException> broken = Optional.empty();
    Optional<Devices> devices = Optional.empty();

    @Override
    public LoadedModel load(ModelSpec.Weights weights, Optional<String> strategy) {
        loads++;
        var name = ModelFile.stem(weights.checkpoint().file());
        return new FakeModel(this, new LoadedModel.Facts(new ModelRef(name, "2b2a895a10"), 128));
    }

    @Override
    public LoadedControl load(ModelSpec.Control control, Optional<String> strategy) {
        controls.add(control.file().file());
        return () -> {};
    }

    @Override
    public Compute compute(Optional<String> strategy) {
        throw new UnsupportedOperationException("this engine computes nothing");
    }

    @Override
    public Optional<Devices> devices() {
        return devices;
    }

    @Override
    public Path starter() {
        return Path.of("starter.safetensors");
    }

    private record FakeModel(FakeRuntime runtime, LoadedModel.Facts facts) implements LoadedModel {
        @Override
        public Generator generator(ModelSpec spec, Others others) {
            spec.embeddings().forEach(file -> runtime.embeddings.add(file.file()));
            runtime.autoencoders.add(spec.vae().map(FileVersion::file));
            return runtime::generate;
        }

        @Override
        public void close() {}
    }

    @Override
    public EngineRuntime.Facts facts() {
        broken.ifPresent(why -> {
            throw why;
        });
        return new EngineRuntime.Facts("2.7", "CPU", 2, "fake", "a test");
    }

    private List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        asked.add(recipe);
        duringRun.run();
        if (failure.isPresent()) {
            throw new GenerationException(failure.get(), null);
        }
        var pictures = new ArrayList<Picture>();
        int steps = recipe.sampling().steps();
        for (int i = 0; i < recipe.batch().total(); i++) {
            for (int step = 1; step <= steps; step++) {
                if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
                    throw new GenerationException(new Failure.Cancelled(), null);
                }
                observer.progress(
                        new Progress(
                                i + 1,
                                recipe.batch().count(),
                                step,
                                steps,
                                perSecond,
                                Duration.ofSeconds(3)));
            }
            var picture = black(recipe.withSeed(recipe.seed().ofImage(i)).withBatch(Batch.ONE));
            observer.finished(picture);
            pictures.add(picture);
        }
        return pictures;
    }

    private static Picture black(Recipe recipe) {
        var size = recipe.size();
        return new Picture(size, new byte[size.width() * size.height() * 3], recipe, Map.of());
    }
}
