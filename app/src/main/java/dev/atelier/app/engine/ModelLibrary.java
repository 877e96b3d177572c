package dev.atelier.app.engine;

import dev.atelier.checkpoint.CheckpointFile;
import dev.atelier.checkpoint.FileHash;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// From the names in recipes to model files, for every kind of model. Any thread.
public final class ModelLibrary {
    /// What the bundled model is called. A recipe without a model means it.
    public static final String STARTER = "starter";

    private static final List<String> BESIDE = List.of(".vae.safetensors", ".vae.pt", ".vae.ckpt");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// What sd-webui-controlnet adds to the names of its models.
    private static final Pattern HASH = Pattern.compile(" \\[[0-9a-fA-F]+]$");

    /// What A1111 never takes for a LoRA's alias.
    private static final String NO_ALIAS = "none";

    private final Base base;
    private final Source source;

    /// Where a checkpoint lies; may unpack it first.
    @FunctionalInterface
    public interface Base {
        Path file() throws IOException;
    }

    /// The files there are now.
    @FunctionalInterface
    public interface Source {
        /// Of equal names the first counts.
        List<ModelFile> files(ModelKind kind);

        /// Where files of a kind are put to be found, if there is such a place.
        default Optional<Path> folder(ModelKind kind) {
            return Optional.empty();
        }

        /// Folders in which other programs may keep what belongs to models.
        default List<Path> roots() {
            return List.of();
        }

        /// The checkpoint that gives a UNet alone what it lacks, where one was chosen.
        default Optional<Path> unetBase() {
            return Optional.empty();
        }

        /// What a name means that none of the files has.
        default Optional<Path> other(ModelKind kind, String name) {
            return Optional.empty();
        }
    }

    /// @param base the checkpoint of recipes that name none, usually the bundled one
    public ModelLibrary(Base base, Source source) {
        this.base = base;
        this.source = source;
    }

    /// With the files near a checkpoint, which recipes without a model mean; near the bundled one
    /// where none is given.
    public static ModelLibrary around(EngineRuntime runtime, NearbyFiles files) {
        var given = files.checkpoint();
        return new ModelLibrary(given.isPresent() ? given::get : runtime::starter, files);
    }

    /// The name of a recipe's model.
    public static String modelName(Recipe recipe) {
        return recipe.model().map(ModelRef::name).orElse(STARTER);
    }

    /// All files of a kind. Blocks where folders are listed.
    public List<ModelFile> files(ModelKind kind) {
        return source.files(kind);
    }

    /// Folders in which other programs may keep what belongs to models. Any thread.
    List<Path> roots() {
        return source.roots();
    }

    /// The checkpoint that gives a UNet alone what it lacks, where one was chosen.
    Optional<Path> base() {
        return source.unetBase();
    }

    /// That there is no LoRA of a name, and where it would be looked for.
    Message notFound(String lora) {
        return source.folder(ModelKind.LORA)
                .map(folder -> Message.of("unsupported.lora-in", lora, folder))
                .orElse(Message.of("unsupported.lora", lora));
    }

    /// The same of a control network.
    Message controlNotFound(String control) {
        if (control.isEmpty() || control.equalsIgnoreCase(NO_ALIAS)) {
            return Message.of("unsupported.no-control");
        }
        return source.folder(ModelKind.CONTROLNET)
                .map(folder -> Message.of("unsupported.control-in", control, folder))
                .orElse(Message.of("unsupported.control", control));
    }

    /// What to do about a file of a kind that was not found.
    Message remedy(ModelKind kind) {
        return source.folder(kind)
                .map(folder -> Message.of("unsupported.put-into", folder))
                .orElse(Message.of("unsupported.add-folder"));
    }

    /// The names of control networks as sd-webui-controlnet lists them, with a hash of some of
    /// their bytes. Blocks as [#files] and for reading 64 KiB of each.
    List<String> controlNames() {
        return files(ModelKind.CONTROLNET).stream()
                .map(file -> file.name() + hash(file.path()))
                .toList();
    }

    private static String hash(Path file) {
        try {
            return " [%s]".formatted(FileHash.legacy(file));
        } catch (IOException e) {
            return ""; // a folder, or not readable just now
        }
    }

    /// sd-webui-controlnet takes a part of a name, too; of several the shortest counts.
    private static Optional<Path> byPart(List<ModelFile> files, String name) {
        var wanted = HASH.matcher(name).replaceFirst("").toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || wanted.equals(NO_ALIAS)) {
            return Optional.empty();
        }
        return first(files, file -> file.answersTo(wanted))
                .or(() ->
                        files.stream()
                                .filter(file ->
                                        file.name().toLowerCase(Locale.ROOT).contains(wanted))
                                .min(Comparator.comparingInt(file -> file.name().length()))
                                .map(ModelFile::path));
    }

    /// The file of a name. A LoRA's name may also be the one that its trainer wrote into it, as
    /// `<lora:name>` in A1111.
    public Optional<Path> file(ModelKind kind, String name) {
        var files = files(kind);
        return first(files, file -> file.name().equals(name))
                .or(() -> first(files, file -> file.answersTo(name)))
                .or(() -> kind == ModelKind.LORA ? byAlias(files, name) : Optional.empty())
                .or(() -> kind == ModelKind.CONTROLNET ? byPart(files, name) : Optional.empty())
                .or(() -> source.other(kind, name))
                .or(() -> kind == ModelKind.LORA ? shipped(name) : Optional.empty());
    }

    /// LoRAs that ship with the bundled checkpoint are there once that was unpacked.
    private Optional<Path> shipped(String name) {
        try {
            base.file();
        } catch (IOException e) {
            return Optional.empty(); // drawing says why
        }
        return first(files(ModelKind.LORA), file -> file.answersTo(name));
    }

    private static Optional<Path> first(List<ModelFile> files, Predicate<ModelFile> which) {
        return files.stream().filter(which).map(ModelFile::path).findFirst();
    }

    private static Optional<Path> byAlias(List<ModelFile> files, String name) {
        return name.toLowerCase(Locale.ROOT).equals(NO_ALIAS)
                ? Optional.empty()
                : first(files, file -> LoraAlias.of(file.path()).filter(name::equals).isPresent());
    }

    /// The names of a kind as recipes and prompts use them.
    List<String> names(ModelKind kind) {
        return files(kind).stream().map(ModelFile::name).toList();
    }

    /// The names of the files with their endings.
    List<String> fileNames(ModelKind kind) {
        return files(kind).stream().map(ModelFile::fileName).sorted().toList();
    }

    boolean hasCheckpoint(String name) {
        return name.equals(STARTER) || file(ModelKind.CHECKPOINT, name).isPresent();
    }

    /// The checkpoint that a recipe is made with.
    ///
    /// @throws GenerationException when it is not there
    public Path checkpoint(Recipe recipe) throws GenerationException {
        var name = modelName(recipe);
        var found = file(ModelKind.CHECKPOINT, name);
        if (found.isPresent()) {
            return found.get();
        }
        if (!name.equals(STARTER)) {
            throw missing(Message.of("unsupported.model", name));
        }
        try {
            return base.file();
        } catch (IOException e) {
            var unreadable = Message.of("problem.unreadable", Explained.reasonOf(e));
            throw new GenerationException(
                    DataFolderProblem.of(e).orElseGet(() -> new Failure.BadCheckpoint(unreadable)),
                    e);
        }
    }

    /// The same with the base that completes it where it is a UNet alone.
    ///
    /// @throws GenerationException when it is not there
    public CheckpointFile source(Recipe recipe) throws GenerationException {
        var file = checkpoint(recipe);
        return base().map(other -> new CheckpointFile(file, Optional.of(other)))
                .orElseGet(() -> CheckpointFile.of(file));
    }

    /// The checkpoint that takes over during sampling, if the recipe has one.
    ///
    /// @throws GenerationException when it is not there
    Optional<Path> refiner(Recipe recipe) throws GenerationException {
        if (recipe.refiner().isEmpty()) {
            return Optional.empty();
        }
        var name = recipe.refiner().get().model().name();
        var found = file(ModelKind.CHECKPOINT, name);
        if (found.isEmpty()) {
            throw missing(Message.of("unsupported.refiner", name));
        }
        return found;
    }

    /// The file of the autoencoder that a recipe is made with, by the rules of A1111's "SD VAE";
    /// empty for the checkpoint's own.
    ///
    /// @throws GenerationException when the recipe names one that is not there
    Optional<Path> vae(Recipe recipe, Path checkpoint) throws GenerationException {
        var named = recipe.namedVae();
        if (named.isPresent()) {
            var found = file(ModelKind.VAE, named.get());
            if (found.isEmpty()) {
                throw missing(Message.of("unsupported.vae", named.get()));
            }
            return found;
        }
        boolean none = recipe.vae().filter(Recipe.NO_VAE::equalsIgnoreCase).isPresent();
        return none ? Optional.empty() : beside(checkpoint);
    }

    /// A1111's "Automatic": `name.vae.safetensors`, `.vae.pt` or `.vae.ckpt` beside `name.…`.
    static Optional<Path> beside(Path checkpoint) {
        var stem = ModelFile.stem(checkpoint);
        return BESIDE.stream()
                .map(ending -> checkpoint.toAbsolutePath().resolveSibling(stem + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// Whether a file is an autoencoder by its name alone.
    static boolean isBesideOthers(String fileName) {
        return BESIDE.stream().anyMatch(fileName::endsWith);
    }

    /// The embeddings whose names may stand in a prompt of the recipe: the others need not be read.
    /// Letters are enough here; whether the tokens are there, the engine sees ("boat" is not "at").
    public List<Path> embeddings(Recipe recipe) {
        var words = new StringBuilder(recipe.prompt()).append(' ').append(recipe.negativePrompt());
        recipe.hires().ifPresent(it -> words.append(it.prompt()).append(it.negativePrompt()));
        var text = letters(words.toString());
        return files(ModelKind.EMBEDDING).stream()
                .filter(file -> isPicture(file) || text.contains(letters(file.name())))
                .map(ModelFile::path)
                .toList();
    }

    /// A picture has its word inside.
    private static boolean isPicture(ModelFile file) {
        return file.fileName().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    /// What is left of a text where spaces do not count, nor how words are joined.
    private static String letters(String text) {
        return NO_LETTERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static GenerationException missing(Message what) {
        return new GenerationException(new Failure.ModelMissing(what), null);
    }
}
