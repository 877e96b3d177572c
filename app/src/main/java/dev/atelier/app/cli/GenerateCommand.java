package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Reading;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes pictures from words, from a recipe file, or anew from a picture that carries its settings.
@Command(name = "generate", description = "Make pictures.")
final class GenerateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final DataFolder home;
    private final Engine engine;
    private final Interrupts interrupts;

    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "What the picture shows, in A1111's prompt grammar.")
    private @Nullable String prompt;

    @Option(names = "--recipe", paramLabel = "FILE", description = "Start from a recipe (JSON).")
    private @Nullable Path recipeFile;

    @Option(names = "--from", paramLabel = "PNG", description = "Start from the settings inside a picture.")
    private @Nullable Path picture;

    @Option(names = {"-m", "--model"}, paramLabel = "FILE", description = "Checkpoint (default: the starter model).")
    private @Nullable Path model;

    @Option(names = "--strategy", paramLabel = "NAME", description = "plain-f32, packed-f32, packed-bf16 or cuda-f16 (default: the fastest here).")
    private @Nullable String strategy;

    @Option(names = {"-o", "--out"}, paramLabel = "PATH", description = "A folder, or the name of a single PNG.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin private RecipeOptions options = new RecipeOptions();

    GenerateCommand(Terminal terminal, DataFolder home, Engine engine, Interrupts interrupts) {
        this.terminal = terminal;
        this.home = home;
        this.engine = engine;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException, GenerationException {
        var start = source();
        start.losses().forEach(loss -> terminal.err().println("atelier: " + loss));
        var given = prompt == null ? start.recipe() : start.recipe().withPrompt(prompt);
        var recipe = changed(given);
        try (var loaded = engine.load(Optional.ofNullable(model), Optional.ofNullable(strategy))) {
            if (recipeFile == null && picture == null && !options.namesSize()) {
                recipe = recipe.withSize(new Size(loaded.nativeSize(), loaded.nativeSize()));
            }
            var cancellation = new Cancellation();
            var bar = new ProgressBar(terminal);
            try (var _ = interrupts.watch(cancellation)) {
                var pictures =
                        loaded.generator()
                                .generate(recipe.withModel(Optional.of(loaded.model())), bar, cancellation);
                bar.clear();
                report(new PictureFiles(destination()).save(pictures));
            }
        }
        return ExitCode.OK;
    }

    private Recipe changed(Recipe recipe) {
        try {
            return options.apply(recipe);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private Reading source() throws IOException {
        if (recipeFile != null) {
            return RecipeJson.read(Files.readString(recipeFile));
        }
        if (picture != null) {
            var texts = PngText.read(Files.readAllBytes(picture));
            var own = texts.get(PngText.RECIPE);
            var infotext = texts.get(PngText.PARAMETERS);
            if (own != null) {
                return RecipeJson.read(own);
            }
            if (infotext != null) {
                return InfotextReader.read(infotext);
            }
            throw CommandException.failed(
                    picture + " carries no settings; give a prompt instead");
        }
        if (prompt == null) {
            throw CommandException.usage("give a prompt, or --recipe FILE, or --from PICTURE");
        }
        return new Reading(Recipe.DEFAULT, List.of());
    }

    private Path destination() {
        return out == null ? home.pictures() : out;
    }

    private void report(List<Path> files) {
        if (json) {
            var names = new ArrayList<String>();
            files.forEach(file -> names.add(file.toString()));
            terminal.out().println(JsonText.of(Map.of("files", names)));
        } else {
            files.forEach(file -> terminal.out().println(file));
        }
    }
}
