package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes pictures from options, from a recipe file, or again from a picture.
@Command(
        name = "generate",
        description = "Make pictures.",
        sortOptions = false,
        customSynopsis = "atelier generate [OPTIONS] [PROMPT]",
        footer = {
            "",
            "Examples:",
            "  atelier generate \"a red boat under a yellow moon\"",
            "  atelier generate --from picture.png --seed 7 --out again.png"
        })
final class GenerateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final DataFolder home;
    private final Workshop workshop;
    private final Cancellation cancellation;

    @ArgGroup(exclusive = true)
    private @Nullable Base base;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Checkpoint. Default: the starter model.")
    private @Nullable Path model;

    @Option(
            names = "--out",
            paramLabel = "DIR|FILE",
            description =
                    "A folder, or a name that ends in .png. Default: pictures in the data folder.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON object about the pictures.")
    private boolean json;

    @Mixin private RecipeOptions options = new RecipeOptions();

    /// Where the recipe starts from, if not from A1111's defaults.
    static final class Base {
        @Option(
                names = "--recipe",
                paramLabel = "FILE.json",
                description = "Start from this recipe.")
        private @Nullable Path recipe;

        @Option(
                names = "--from",
                paramLabel = "PICTURE.png",
                description = "Make this picture again.")
        private @Nullable Path picture;
    }

    GenerateCommand(
            Terminal terminal, DataFolder home, Workshop workshop, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.workshop = workshop;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call() throws IOException, GenerationException {
        var given = given();
        if (given.isEmpty() && !options.namesPrompt()) {
            throw CommandException.usage(
                    "a prompt is missing; say what to draw, or give --recipe or --from");
        }
        var destination = Destination.of(Optional.ofNullable(out), home.pictures());
        var starting = recipe(given.orElse(Recipe.DEFAULT));
        var loaded = workshop.load(Optional.ofNullable(model));
        var recipe = starting.withSeed(starting.seed().resolved(new SecureRandom()));
        if (given.isEmpty() && !options.namesWholeSize()) {
            recipe = options.sizeOver(recipe.withSize(loaded.nativeSize()));
        }
        warnOfOtherModel(recipe, loaded);
        var run = new GenerateRun(terminal, workshop, destination, json);
        return run.make(
                loaded.generator(), recipe.withModel(Optional.of(loaded.model())), cancellation);
    }

    private Optional<Recipe> given() throws IOException {
        if (base == null) {
            return Optional.empty();
        }
        if (base.recipe != null) {
            return Optional.of(workshop.readRecipe(base.recipe));
        }
        return base.picture == null
                ? Optional.empty()
                : Optional.of(workshop.readPicture(base.picture));
    }

    private Recipe recipe(Recipe start) {
        try {
            return options.over(start);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    /// The same numbers in another checkpoint make another picture, so say so.
    private void warnOfOtherModel(Recipe recipe, Workshop.Loaded loaded) {
        var wanted = recipe.model().filter(named -> !named.hash().isEmpty());
        if (wanted.isPresent() && !wanted.get().hash().equals(loaded.model().hash())) {
            terminal.err()
                    .printf(
                            "The recipe was made with %s [%s], this is %s [%s]; use --model for the other.%n",
                            wanted.get().name(),
                            wanted.get().hash(),
                            loaded.model().name(),
                            loaded.model().hash());
        }
    }
}
