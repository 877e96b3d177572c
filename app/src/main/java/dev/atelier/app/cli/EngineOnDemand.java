package dev.atelier.app.cli;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.StopPoint;
import dev.atelier.sandbox.webui.request.Catalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The local engine, loaded with the first picture. Makes one recipe at a time, whoever asks.
final class EngineOnDemand implements Generator, AutoCloseable {
    private final Engine engine;
    private final Optional<Path> model;
    private final ServedModel served;
    private Engine.@Nullable Loaded loaded;

    /// @param data the program's data folder
    EngineOnDemand(Engine engine, Optional<Path> model, Path data) {
        this.engine = engine;
        this.model = model;
        served = new ServedModel(this::ready, model, data);
    }

    /// What callers may choose from, under the name that the checkpoint goes by.
    Catalogue catalogue(String name) {
        return served.look(new ModelRef(name, ""));
    }

    private Engine.Loaded ready() throws GenerationException {
        var ready = loaded;
        if (ready == null) {
            ready = engine.load(model, Optional.empty());
            loaded = ready;
        }
        return ready;
    }

    @Override
    public synchronized List<Picture> generate(
            Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        var known =
                recipe.withModel(
                        Optional.of(
                                StopPoint.during(cancellation::requireGoing, this::ready).model()));
        return served.generate(known, observer, cancellation);
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}
