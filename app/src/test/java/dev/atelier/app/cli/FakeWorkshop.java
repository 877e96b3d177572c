package dev.atelier.app.cli;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An engine that makes black pictures at once and remembers what it was asked.
final class FakeWorkshop implements Workshop {
    final List<Recipe> asked = new ArrayList<>();
    Recipe inPicture = Recipe.DEFAULT;
    Optional<Failure> failure = Optional.empty();
    Runnable duringRun = () -> {};

    @Override
    public Loaded load(Optional<Path> checkpoint) {
        var name = checkpoint.map(Path::toString).orElse("starter");
        return new Loaded(this::generate, new ModelRef(name, "2b2a895a10"), new Size(128, 128));
    }

    @Override
    public List<Fact> engineFacts() {
        return List.of(Fact.of("engine", "strategy", "fake"));
    }

    @Override
    public Recipe readRecipe(Path json) throws IOException {
        return Recipe.DEFAULT.withPrompt(Files.readString(json));
    }

    @Override
    public Recipe readPicture(Path picture) {
        return inPicture;
    }

    @Override
    public void write(Picture picture, Path png) throws IOException {
        Files.writeString(png, picture.recipe().prompt());
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
                if (cancellation.wish() == Cancellation.Wish.CANCEL) {
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
            var picture = black(recipe.withSeed(recipe.seed().ofImage(i)));
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
