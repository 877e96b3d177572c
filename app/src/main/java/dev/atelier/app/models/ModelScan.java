package dev.atelier.app.models;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLayout;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.checkpoint.diffusers.Diffusers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds model files in folders, and folders of the diffusers library. Of a file that has not
/// changed since, the last answer stands. Not for the event thread.
public final class ModelScan {
    private static final int DEEPEST = 6;
    static final Set<String> ENDINGS = Set.of("safetensors", "ckpt", "pt", "pth", "bin");

    /// Of pictures beside a file, in the order of A1111's preference.
    private static final List<String> PREVIEWS =
            List.of(
                    ".png",
                    ".preview.png",
                    ".jpg",
                    ".preview.jpg",
                    ".jpeg",
                    ".preview.jpeg",
                    ".webp",
                    ".preview.webp");

    private final Map<Path, CachedRow> seen = new ConcurrentHashMap<>();

    private record CachedRow(FileTime modified, long size, Optional<ModelRow> row) {}

    /// Gets how far a scan is, and may end it by an exception of its own.
    public interface Watch {
        /// Before each file that is not known yet.
        void reads(int done, int of);
    }

    /// The models of all folders by name. A folder of A1111 or ComfyUI is read where those keep
    /// models, any other as a whole; what is named may also be a single file.
    public List<ModelRow> rows(List<Path> folders, Watch watch) {
        var files = new LinkedHashMap<Path, Optional<ModelKind>>();
        for (var folder : folders) {
            for (var place : ModelLayout.of(folder.toAbsolutePath().normalize())) {
                filesIn(place.folder()).forEach(file -> files.putIfAbsent(file, place.kind()));
            }
        }
        var rows = new ArrayList<ModelRow>();
        int done = 0;
        for (var file : files.entrySet()) {
            int before = done++;
            row(file.getKey(), file.getValue(), () -> watch.reads(before, files.size()))
                    .ifPresent(rows::add);
        }
        rows.sort(Comparator.comparing(ModelRow::name, NameOrder.INSTANCE));
        return apart(rows);
    }

    /// The bundled model's row.
    static ModelRow starter(Path file) throws IOException {
        var row = ModelReading.read(file, Optional.of(ModelKind.CHECKPOINT)).orElseThrow();
        return row.withName(ModelLibrary.STARTER);
    }

    /// What cannot be looked into, such as a link in a circle, is passed over.
    private static List<Path> filesIn(Path place) {
        var found = new ArrayList<Path>();
        var visitor =
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes facts) {
                        if (!Diffusers.isFolder(folder)) {
                            return FileVisitResult.CONTINUE;
                        }
                        found.add(folder);
                        return FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                        if (facts.isRegularFile() && mayBeModel(file)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException reason) {
                        return FileVisitResult.CONTINUE;
                    }
                };
        try {
            Files.walkFileTree(place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the visitor throws nothing
        }
        return found;
    }

    private static boolean mayBeModel(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private Optional<ModelRow> row(Path file, Optional<ModelKind> place, Runnable beforeReading) {
        try {
            var modified = modified(file);
            long size = ModelReading.size(file);
            var known = seen.get(file);
            if (known == null || !known.modified.equals(modified) || known.size != size) {
                beforeReading.run();
                known = new CachedRow(modified, size, ModelReading.read(file, place));
                seen.put(file, known);
            }
            return known.row.map(row -> row.withFile(preview(file), modified.toMillis()));
        } catch (IOException e) {
            return Optional.empty(); // gone since it was found
        }
    }

    /// What A1111 shows for a file.
    private static Optional<Path> preview(Path file) {
        var stem = ModelFile.stem(file);
        return PREVIEWS.stream()
                .map(ending -> file.resolveSibling(stem + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// Of a folder, that of its newest part.
    private static FileTime modified(Path file) throws IOException {
        if (!Diffusers.isFolder(file)) {
            return Files.getLastModifiedTime(file);
        }
        try (var parts = Files.walk(file, 2)) {
            return FileTime.fromMillis(
                    parts.mapToLong(part -> part.toFile().lastModified()).max().orElse(0));
        }
    }

    /// Recipes name models, so no two may have one name: later ones are led by their folder's, and
    /// if need be counted.
    private static List<ModelRow> apart(List<ModelRow> rows) {
        var taken = new HashSet<String>();
        taken.add(ModelKind.CHECKPOINT + ModelLibrary.STARTER);
        var all = new ArrayList<ModelRow>();
        for (var row : rows) {
            var name = row.name();
            if (taken.contains(row.kind() + name) && row.file().getParent() != null) {
                name = row.file().getParent().getFileName() + "/" + name;
            }
            var wanted = name;
            for (int count = 2; !taken.add(row.kind() + name); count++) {
                name = wanted + " " + count;
            }
            all.add(row.withName(name));
        }
        return List.copyOf(all);
    }
}
