package dev.atelier.app.cli;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The local engine, loaded with the first picture. Makes one recipe at a time, whoever asks.
final class EngineOnDemand implements Generator, AutoCloseable {
    private final Engine engine;
    private final Optional<Path> model;
    private final Optional<String> strategy;
    private Engine.@Nullable Loaded loaded;

    EngineOnDemand(Engine engine, Optional<Path> model, Optional<String> strategy) {
        this.engine = engine;
        this.model = model;
        this.strategy = strategy;
    }

    @Override
    public synchronized List<Picture> generate(
            Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        var ready = loaded;
        if (ready == null) {
            ready = engine.load(model, strategy);
            loaded = ready;
        }
        var known = recipe.withModel(Optional.of(ready.model()));
        return VaeFiles.following(ready, model).generate(known, observer, cancellation);
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}
