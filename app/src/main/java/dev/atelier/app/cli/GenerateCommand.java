package dev.atelier.app.cli;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.importing.Imported;
import dev.atelier.app.importing.RecipeImport;
import dev.atelier.app.picture.SupportedRecipe;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            "  atelier generate --from picture.png --seed 7 --out again.png",
            "  atelier generate \"a red boat\" --grid-x \"steps=4, 8, 20\" --grid-y \"cfg=3-9 (+3)\""
        })
final class GenerateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final DataFolder home;
    private final EngineRuntime runtime;
    private final Cancellation cancellation;

    @ArgGroup(exclusive = true)
    private @Nullable Base base;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE",
            description = "Checkpoint, a file or a diffusers folder. Default: the starter model.")
    private @Nullable Path model;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description =
                    "Where --model is a UNet alone: the checkpoint that gives text encoder and autoencoder.")
    private @Nullable Path unetBase;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            converter = Converters.OfStrategy.class,
            description =
                    "How to compute: plain-f32, packed-f32, packed-bf16 or cuda-f16. Default: the fastest here.")
    private @Nullable String strategy;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR|FILE",
            description =
                    "A folder, or a name that ends in .png. Default: pictures in the data folder.")
    private @Nullable Path out;

    @Option(names = "--replace", description = "Replace files of the name that --out gives.")
    private boolean replace;

    @Option(
            names = "--embeddings-dir",
            paramLabel = "DIR",
            description =
                    "Folder of words for prompts. Default: embeddings near the model and in the data folder.")
    private @Nullable Path embeddings;

    @Option(names = "--json", description = "Print one JSON object about the pictures.")
    private boolean json;

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private GridOptions grid = new GridOptions();

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
            Terminal terminal, DataFolder home, EngineRuntime runtime, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.runtime = runtime;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call()
            throws IOException,
                    GenerationException,
                    NoAccountException,
                    EasException,
                    ConfigException {
        var given = given();
        given.map(ParsedRecipe::sentences)
                .orElse(List.of())
                .forEach(loss ->
                        terminal.err().println(Message.of("cli.not-understood", loss).english()));
        if (given.isEmpty() && !options.namesPrompt()) {
            throw CommandException.usage(Message.of("cli.no-prompt"));
        }
        var recipe = recipe(given.map(ParsedRecipe::recipe).orElse(Recipe.DEFAULT));
        // What cannot be made is printed before a model is loaded or a service asked.
        var asked = grid.over(recipe);
        Preflight.pictures(cells(asked, recipe));
        Preflight.controls(List.of(recipe));
        requireEmbeddings();
        if (out != null) {
            destination().requireWritable();
            destination().requireFree(asked.isPresent() ? 1 : recipe.batch().total());
        }
        if (service.isNamed()) {
            requirePlace();
        }
        var remote =
                service.generator(CloudAccess.ofProcess(), home.root(), terminal.err()::println);
        if (remote.isPresent()) {
            return onService(remote.get(), recipe);
        }
        if (asked.stream()
                .flatMap(it -> it.lines().stream())
                .anyMatch(line -> line.axis() == Axis.CHECKPOINT)) {
            throw CommandException.usage(Message.of("cli.one-model"));
        }
        try (var engine = new LocalEngine(runtime, library(), Optional.ofNullable(strategy))) {
            recipe = withControls(engine, recipe);
            requireFiles(engine, cells(grid.over(recipe), recipe));
            requirePlace();
            var model = engine.describe(Recipe.DEFAULT, cancellation);
            if (given.isEmpty() && !options.namesWholeSize()) {
                var edge = model.nativeSize();
                recipe = options.sizeOver(recipe.withSize(new Size(edge, edge)));
            }
            LcmHint.of(recipe, engine.library()).stream()
                    .map(Message::english)
                    .forEach(terminal.err()::println);
            warnOfOtherModel(recipe, model.ref());
            recipe = recipe.withModel(Optional.of(model.ref()));
            var reading = SupportedRecipe.by(engine, ParsedRecipe.of(recipe, List.of()));
            reading.sentences().forEach(terminal.err()::println);
            return make(engine, reading.recipe());
        }
    }

    /// All recipes that are to be made.
    private static List<Recipe> cells(Optional<Grid> grid, Recipe recipe) {
        return grid.map(it -> it.cells().stream().map(Grid.Cell::recipe).toList())
                .orElse(List.of(recipe));
    }

    private void requireEmbeddings() {
        if (embeddings != null && !Files.isDirectory(embeddings)) {
            throw CommandException.failed(Message.of("cli.no-embeddings", embeddings));
        }
    }

    /// Pictures without a place of their own go to the data folder, which is made for them: last,
    /// so that what is refused leaves nothing behind.
    private void requirePlace() throws IOException {
        if (out == null) {
            home.require();
            destination().requireWritable();
        }
    }

    private Destination destination() {
        return Destination.of(Optional.ofNullable(out), home.pictures()).replacing(replace);
    }

    private void requireFiles(LocalEngine engine, List<Recipe> recipes) throws GenerationException {
        Preflight.model(Optional.ofNullable(model));
        Preflight.base(Optional.ofNullable(unetBase));
        Preflight.upscalers(recipes);
        for (var recipe : recipes) {
            for (var lora : recipe.loras()) {
                if (engine.library().file(ModelKind.LORA, lora.name()).isEmpty()) {
                    throw Preflight.noLora(lora.name(), near());
                }
            }
            var name = recipe.namedVae();
            if (name.isPresent() && engine.library().file(ModelKind.VAE, name.get()).isEmpty()) {
                throw Preflight.noVae(name.get(), home.root().resolve("vae"));
            }
        }
        engine.check(recipes.stream().map(it -> it.withModel(Optional.empty())).toList());
    }

    /// Control units that were requested are drawn or refused; those of a picture, which does not
    /// hold their control pictures, are left out where they cannot be drawn.
    private Recipe withControls(LocalEngine engine, Recipe recipe) throws GenerationException {
        var refused =
                engine.unsupported(recipe).stream()
                        .filter(it -> it.field() == RecipeField.CONTROLS)
                        .toList();
        if (options.namesControls()) {
            Unsupported.require(refused);
        }
        refused.forEach(it -> terminal.err().println(it.why().english()));
        return Unsupported.without(refused, recipe);
    }

    private ModelLibrary library() throws IOException {
        var near = near().withPaths().withBase(Optional.ofNullable(unetBase));
        return ModelLibrary.around(
                runtime, embeddings == null ? near : near.withEmbeddings(embeddings));
    }

    private NearbyFiles near() {
        return new NearbyFiles(home.root(), Optional.ofNullable(model));
    }

    private int make(Generator generator, Recipe recipe) throws GenerationException, IOException {
        var place = destination();
        var asked = grid.over(recipe);
        if (asked.isEmpty()) {
            return new GenerateRun(terminal, place, json)
                    .noting(service.sending())
                    .make(generator, recipe, cancellation);
        }
        var run = new GenerateRun(terminal, place.ofCells(), json).noting(service.sending());
        return new GridRun(terminal, run, place).make(generator, asked.get(), cancellation);
    }

    /// What the service would leave out is printed before it is asked.
    private int onService(Generator generator, Recipe recipe)
            throws GenerationException, IOException {
        var reading = SupportedRecipe.by(generator, ParsedRecipe.of(recipe, List.of()));
        reading.sentences().forEach(terminal.err()::println);
        return make(
                generator, model == null ? recipe : recipe.withModel(Optional.of(named(model))));
    }

    /// On a service a model is known by its name.
    private static ModelRef named(Path model) {
        return new ModelRef(model.toString(), "");
    }

    private Optional<ParsedRecipe> given() {
        var from = base;
        if (from == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(from.recipe)
                .map(file -> requireWhole(file, recipeOf("--recipe", file)))
                .or(() -> Optional.ofNullable(from.picture).map(file -> recipeOf("--from", file)));
    }

    /// A recipe that someone wrote is drawn as it is, or not at all.
    private static ParsedRecipe requireWhole(Path file, ParsedRecipe reading) {
        var replaced = RecipeJson.replaced(reading.issues());
        if (!replaced.isEmpty()) {
            var why = replaced.stream().map(Issue::what).collect(Collectors.joining(" "));
            throw CommandException.failed(Message.of("cli.recipe-values", file, why));
        }
        return reading;
    }

    private Recipe recipe(Recipe start) {
        try {
            var recipe = options.over(start);
            Limits.check(recipe);
            return recipe;
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(OptionNames.reason(e));
        }
    }

    /// The same numbers in another checkpoint make another picture, so say so.
    private void warnOfOtherModel(Recipe recipe, ModelRef model) {
        recipe.model()
                .filter(named -> !named.hash().isEmpty() && !named.hash().equals(model.hash()))
                .ifPresent(named ->
                        terminal.err()
                                .println(
                                        Message.of(
                                                        "cli.made-with",
                                                        named.name(),
                                                        named.hash(),
                                                        model.name(),
                                                        model.hash())
                                                .english()));
    }

    private static ParsedRecipe recipeOf(String option, Path file) {
        if (Files.notExists(file)) {
            throw unread(option, Message.of("cli.no-file", file));
        }
        if (Files.isDirectory(file)) {
            throw unread(option, Message.of("cli.is-folder", file));
        }
        return switch (RecipeImport.read(file)) {
            case Imported.Found found -> new ParsedRecipe(found.recipe(), found.issues());
            case Imported.Nothing(var why) ->
                    throw CommandException.failed(Message.of("cli.no-settings", option, file, why));
        };
    }

    private static CommandException unread(String option, Message why) {
        return CommandException.failed(Message.of("cli.fault", option, why));
    }
}
