package dev.atelier.app.cli;

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
final class FakeEngine implements Engine {
    final List<Recipe> asked = new ArrayList<>();
    final List<Path> embeddings = new ArrayList<>();
    final List<Optional<Path>> autoencoders = new ArrayList<>();
    Optional<Failure> failure = Optional.empty();
    Runnable duringRun = () -> {};

    @Override
    public Loaded load(Optional<Path> model, Optional<String> strategy) {
        var name = model.map(Path::toString).orElse("starter");
        var ref = new ModelRef(name, "2b2a895a10");
        return new FakeModel(this, ref, 128);
    }

    @Override
    public Compute compute(Optional<String> strategy) {
        throw new UnsupportedOperationException("this engine computes nothing");
    }

    private record FakeModel(FakeEngine engine, ModelRef model, int nativeSize) implements Loaded {
        @Override
        public Generator generator() {
            return engine::generate;
        }

        @Override
        public Generator generator(List<Path> files) {
            engine.embeddings.addAll(files);
            return generator();
        }

        @Override
        public void autoencoder(Optional<Path> file) {
            engine.autoencoders.add(file);
        }

        @Override
        public void close() {}
    }

    @Override
    public List<Fact> facts() {
        return List.of(Fact.of("engine", "strategy", "fake"));
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
                if (cancellation.wish() == Cancellation.StopMode.CANCEL) {
                    throw new GenerationException(new Failure.Cancelled(), null);
                }
                observer.progress(
                        new Progress(
                                i + 1,
                                recipe.batch().count(),
                                step,
                                steps,
                                2.5,
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
