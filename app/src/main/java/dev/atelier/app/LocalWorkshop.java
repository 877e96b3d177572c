package dev.atelier.app;

import dev.atelier.app.cli.Fact;
import dev.atelier.app.cli.Workshop;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The engine in this process, lent to the command line.
final class LocalWorkshop implements Workshop {
    private final DataFolder home;

    LocalWorkshop(DataFolder home) {
        this.home = home;
    }

    @Override
    public Loaded load(Optional<Path> checkpoint) throws GenerationException {
        throw new GenerationException(
                new Failure.ModelMissing("This build has no engine (" + home.natives() + ")."),
                null);
    }

    @Override
    public List<Fact> engineFacts() {
        return List.of();
    }

    @Override
    public Recipe readRecipe(Path json) throws IOException {
        throw new IOException("this build reads no recipes: " + json);
    }

    @Override
    public Recipe readPicture(Path picture) throws IOException {
        throw new IOException("this build reads no pictures: " + picture);
    }

    @Override
    public void write(Picture picture, Path png) throws IOException {
        throw new IOException("this build writes no pictures: " + png);
    }
}
