package dev.atelier.app;

import dev.atelier.app.cli.EmbeddingFiles;
import dev.atelier.app.cli.Engine;
import dev.atelier.app.cli.VaeFiles;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.queue.Engines;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the model of the last recipe in memory, until another is asked for or its file is
/// replaced. Computing lane.
final class StudioEngines implements Engines {
    private final Engine engine;
    private final Function<String, Optional<Path>> files;
    private final Function<String, Optional<Path>> vaes;
    private final Supplier<List<Path>> embeddings;
    private Engine.@Nullable Loaded loaded;
    private Optional<FileVersion> file = Optional.empty();

    /// @param files the file of a model by its name
    /// @param vaes the file of an autoencoder by its name
    /// @param embeddings the files of all embeddings
    StudioEngines(
            Engine engine,
            Function<String, Optional<Path>> files,
            Function<String, Optional<Path>> vaes,
            Supplier<List<Path>> embeddings) {
        this.engine = engine;
        this.files = files;
        this.vaes = vaes;
        this.embeddings = embeddings;
    }

    @Override
    public Generator generatorFor(Recipe recipe) throws GenerationException {
        var wanted = wanted(recipe);
        var vae = VaeFiles.wanted(recipe, wanted, vaes);
        var ready = loaded(wanted);
        ready.autoencoder(vae);
        return ready.generator(EmbeddingFiles.namedIn(recipe, embeddings.get()));
    }

    private Engine.Loaded loaded(Optional<Path> wanted) throws GenerationException {
        var present = loaded;
        var version = wanted.map(FileVersion::of);
        if (present != null && file.equals(version)) {
            return present;
        }
        free();
        var next = engine.load(wanted, Optional.empty());
        loaded = next;
        file = version;
        return next;
    }

    /// What a recipe's model is called; a recipe without one means the starter.
    static String name(Recipe recipe) {
        return recipe.model().map(ModelRef::name).orElse(ModelRow.STARTER);
    }

    /// The file of a recipe's model; empty for the starter.
    private Optional<Path> wanted(Recipe recipe) throws GenerationException {
        var name = name(recipe);
        if (name.equals(ModelRow.STARTER)) {
            return Optional.empty();
        }
        var found = files.apply(name);
        if (found.isEmpty()) {
            throw new GenerationException(
                    new Failure.ModelMissing("The model " + name + " is not here."), null);
        }
        return found;
    }

    @Override
    public void free() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
    }
}
