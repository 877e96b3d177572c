package dev.atelier.app.models;

import dev.atelier.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Finds checkpoints in folders. Of a file that has not changed since, the last answer stands. Not
/// for the event thread.
public final class ModelScan {
    private static final int DEEPEST = 6;

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(FileTime modified, ModelRow row) {}

    /// The checkpoints of all folders by name. A folder of A1111 (`models/Stable-diffusion`) or
    /// ComfyUI (`models/checkpoints`) is read where those keep checkpoints, any other as a whole.
    public List<ModelRow> rows(List<Path> folders) {
        var rows = new ArrayList<ModelRow>();
        for (var folder : folders) {
            rows.addAll(in(folder));
        }
        rows.sort(Comparator.comparing(row -> row.name().toLowerCase(Locale.ROOT)));
        return List.copyOf(rows);
    }

    private List<ModelRow> in(Path folder) {
        var place = checkpointsOf(folder);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(place, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(ModelScan::isCheckpoint).map(this::row).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(new ModelRow(place.toString(), place, "", 0, 512, said(e)));
        }
    }

    private static Path checkpointsOf(Path folder) {
        for (var known :
                List.of(
                        "models/Stable-diffusion",
                        "models/checkpoints",
                        "Stable-diffusion",
                        "checkpoints")) {
            if (Files.isDirectory(folder.resolve(known))) {
                return folder.resolve(known);
            }
        }
        return folder;
    }

    private static boolean isCheckpoint(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")
                && Files.isRegularFile(file);
    }

    private ModelRow row(Path file) {
        try {
            var modified = Files.getLastModifiedTime(file);
            var known = seen.get(file);
            if (known != null && known.modified.equals(modified)) {
                return known.row;
            }
            var row = read(file);
            seen.put(file, new Seen(modified, row));
            return row;
        } catch (IOException e) {
            return broken(file, said(e));
        }
    }

    private static ModelRow read(Path file) throws IOException {
        long size = Files.size(file);
        try (var checkpoint = Checkpoint.openComplete(file)) {
            return new ModelRow(
                    name(file),
                    file,
                    checkpoint.family().label(),
                    size,
                    checkpoint.config().nativeSize(),
                    "");
        } catch (IOException e) {
            return new ModelRow(name(file), file, "", size, 512, said(e));
        }
    }

    private static ModelRow broken(Path file, String problem) {
        return new ModelRow(name(file), file, "", 0, 512, problem);
    }

    private static String said(Exception e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String name(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
