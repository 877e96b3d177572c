package dev.atelier.app.engine;

import dev.atelier.app.home.DataFolder;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The model files that belong to one checkpoint when nobody names folders: those in folders called
/// as A1111 and ComfyUI call them, beside the checkpoint, in the data folder and among the bundled
/// files. A checkpoint in one of these programs, under `models/Stable-diffusion` or
/// `models/checkpoints`, has all of that program's folders, with the other checkpoints in them;
/// nothing else above it is looked at. The command line, `serve` and the sandbox choose from them.
public final class NearbyFiles implements ModelLibrary.Source {
    private static final Logger LOG = LoggerFactory.getLogger(NearbyFiles.class);
    private static final Set<String> ENDINGS = Set.of("safetensors", "pt", "ckpt", "pth", "bin");
    private static final Set<String> OF_EMBEDDINGS = Set.of("safetensors", "pt", "bin");

    /// Folders in folders, as A1111 looks, but never without end.
    private static final int DEPTH = 8;

    /// A1111 and ComfyUI keep their folders of models in one of this name.
    private static final String MODELS = "models";

    private final Path data;
    private final Optional<Path> checkpoint;
    private final boolean paths;
    private final Optional<List<ModelFile>> embeddings;
    private final Optional<Path> base;

    /// Only what is on the lists can be chosen, never a file by its path: for callers from outside.
    ///
    /// @param data the program's data folder
    /// @param checkpoint what recipes without a model mean; empty for the bundled one
    public NearbyFiles(Path data, Optional<Path> checkpoint) {
        this(data, checkpoint, false, Optional.empty(), Optional.empty());
    }

    private NearbyFiles(
            Path data,
            Optional<Path> checkpoint,
            boolean paths,
            Optional<List<ModelFile>> embeddings,
            Optional<Path> base) {
        this.base = base;
        this.data = data;
        this.checkpoint = checkpoint;
        this.paths = paths;
        this.embeddings = embeddings;
    }

    /// The checkpoint that the files are near to.
    Optional<Path> checkpoint() {
        return checkpoint;
    }

    /// Where a name may also be a path: for who sits at this computer.
    public NearbyFiles withPaths() {
        return new NearbyFiles(data, checkpoint, true, embeddings, base);
    }

    /// Where the checkpoint is a UNet alone, with the text encoder and the autoencoder of another.
    public NearbyFiles withBase(Optional<Path> other) {
        return new NearbyFiles(data, checkpoint, paths, embeddings, other);
    }

    @Override
    public Optional<Path> unetBase() {
        return base;
    }

    /// With the embeddings of one folder instead.
    ///
    /// @throws IOException when there is no such folder, or it cannot be listed
    public NearbyFiles withEmbeddings(Path folder) throws IOException {
        var files = in(folder, ModelKind.EMBEDDING);
        return new NearbyFiles(data, checkpoint, paths, Optional.of(files), base);
    }

    @Override
    public List<ModelFile> files(ModelKind kind) {
        if (kind == ModelKind.EMBEDDING && embeddings.isPresent()) {
            return embeddings.get();
        }
        var files = new LinkedHashMap<String, ModelFile>();
        if (kind == ModelKind.CHECKPOINT) {
            checkpoint
                    .map(file -> ModelFile.of(kind, file))
                    .ifPresent(file -> files.put(key(file), file));
        } else if (kind == ModelKind.VAE) {
            besideCheckpoint().forEach(file -> files.putIfAbsent(key(file), file));
        }
        for (var folder : folders(kind)) {
            try {
                in(folder, kind).forEach(file -> files.putIfAbsent(key(file), file));
            } catch (IOException e) {
                LOG.warn("The folder {} cannot be listed: {}", folder, e.getMessage());
            }
        }
        return List.copyOf(files.values());
    }

    /// Prompts name embeddings without ending; other files differ by theirs, too.
    private static String key(ModelFile file) {
        var name = file.kind() == ModelKind.EMBEDDING ? file.name() : file.fileName();
        return name.toLowerCase(Locale.ROOT);
    }

    /// A path, or a file beside the checkpoint.
    @Override
    public Optional<Path> other(ModelKind kind, String name) {
        if (!paths || kind == ModelKind.CHECKPOINT) {
            return Optional.empty();
        }
        try {
            var path = Path.of(name);
            boolean is =
                    Files.isRegularFile(path)
                            || (kind == ModelKind.CONTROLNET && Diffusers.isControlFolder(path));
            return is ? Optional.of(path) : sibling(kind, name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> sibling(ModelKind kind, String name) {
        return home().stream()
                .flatMap(folder -> list(folder, kind).stream())
                .filter(file -> file.answersTo(name))
                .map(ModelFile::path)
                .findFirst();
    }

    private List<ModelFile> besideCheckpoint() {
        return home().stream()
                .flatMap(folder -> list(folder, ModelKind.VAE).stream())
                .filter(file -> ModelLibrary.isBesideOthers(file.fileName()))
                .toList();
    }

    /// The checkpoint's folder.
    private Optional<Path> home() {
        return checkpoint.map(file -> file.toAbsolutePath().normalize().getParent());
    }

    private static List<ModelFile> list(Path folder, ModelKind kind) {
        try (var found = Files.list(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> isModel(file, kind))
                    .sorted()
                    .map(file -> ModelFile.of(kind, file))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The folder {} cannot be listed: {}", folder, e.getMessage());
            return List.of();
        }
    }

    /// Where the user keeps files of a kind: never among the bundled ones.
    @Override
    public Optional<Path> folder(ModelKind kind) {
        var own = own(kind);
        return Optional.of(own.isEmpty() ? data.resolve(ModelLayout.name(kind)) : own.getFirst());
    }

    @Override
    public List<Path> roots() {
        var roots = new ArrayList<Path>();
        home().ifPresent(own -> {
            roots.add(own);
            roots.addAll(program(own));
        });
        return roots;
    }

    private List<Path> folders(ModelKind kind) {
        var folders = own(kind);
        folders.addAll(places(DataFolder.bundled(data).resolve(MODELS), kind));
        return folders.stream().distinct().toList();
    }

    private List<Path> own(ModelKind kind) {
        var folders = new ArrayList<Path>();
        home().ifPresent(own -> {
            folders.addAll(places(own, kind));
            program(own).forEach(parent -> folders.addAll(places(parent, kind)));
        });
        folders.addAll(places(data, kind));
        return folders;
    }

    /// The folders that hold another program's folders, where a checkpoint lies in its place.
    private static List<Path> program(Path own) {
        var place = own;
        for (int i = 0; i < DEPTH && place != null; i++) {
            var parent = place.getParent();
            if (parent != null && ModelLayout.isPlace(place, ModelKind.CHECKPOINT)) {
                boolean whole = String.valueOf(parent.getFileName()).equalsIgnoreCase(MODELS);
                return whole && parent.getParent() != null
                        ? List.of(parent, parent.getParent())
                        : List.of(parent);
            }
            place = parent;
        }
        return List.of();
    }

    private static List<Path> places(Path parent, ModelKind kind) {
        return ModelLayout.under(parent).stream()
                .filter(place -> place.kind().equals(Optional.of(kind)))
                .map(ModelLayout.Place::folder)
                .toList();
    }

    private static List<ModelFile> in(Path folder, ModelKind kind) throws IOException {
        try (var found = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> isModel(file, kind))
                    .map(file -> whole(file, kind))
                    .distinct()
                    .sorted()
                    .map(file -> ModelFile.of(kind, file))
                    .toList();
        } catch (UncheckedIOException e) {
            throw new MessageException(Message.of("file.not-listed", folder), e);
        }
    }

    /// The files in a folder that the user named, and below it, as far as they may be of a kind;
    /// none where it cannot be read.
    public static List<ModelFile> below(Path folder, ModelKind kind) {
        try {
            return in(folder, kind);
        } catch (IOException e) {
            LOG.debug("{} cannot be listed", folder, e);
            return List.of();
        }
    }

    /// A folder of the diffusers library is one model.
    private static Path whole(Path file, ModelKind kind) {
        var folder = file.toAbsolutePath().getParent();
        if (kind == ModelKind.CONTROLNET && folder != null && Diffusers.isControlFolder(folder)) {
            return folder;
        }
        var model = folder == null ? null : folder.getParent(); // above `unet`, `vae` …
        return kind == ModelKind.CHECKPOINT && model != null && Diffusers.isFolder(model)
                ? model
                : file;
    }

    /// Pictures are embeddings or only show them.
    private static boolean isModel(Path file, ModelKind kind) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        var ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (kind) {
            case EMBEDDING -> OF_EMBEDDINGS.contains(ending) || EmbeddingFile.isPicture(file);
            case CHECKPOINT -> ENDINGS.contains(ending) && !ModelLibrary.isBesideOthers(name);
            default -> ENDINGS.contains(ending);
        };
    }
}
