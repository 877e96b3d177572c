package dev.atelier.app.settings;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The folders with checkpoints that the user has named. Event thread.
public final class ModelFolders {
    private final Settings settings;
    private final Value<List<Path>> folders;

    public ModelFolders(Settings settings) {
        this.settings = settings;
        var kept = settings.get("models.folders", "");
        folders =
                Value.of(
                        Arrays.stream(kept.split(File.pathSeparator, -1))
                                .filter(path -> !path.isBlank())
                                .flatMap(path -> sound(path).stream())
                                .toList());
    }

    private static Optional<Path> sound(String path) {
        try {
            return Optional.of(Path.of(path));
        } catch (InvalidPathException e) {
            return Optional.empty(); // the others are kept
        }
    }

    public Observed<List<Path>> all() {
        return folders;
    }

    public void add(Path folder) {
        var next = new ArrayList<>(folders.get());
        if (!next.contains(folder)) {
            next.add(folder);
        }
        keep(next);
    }

    public void remove(Path folder) {
        keep(folders.get().stream().filter(other -> !other.equals(folder)).toList());
    }

    private void keep(List<Path> next) {
        folders.set(List.copyOf(next));
        settings.put(
                "models.folders",
                String.join(File.pathSeparator, next.stream().map(Path::toString).toList()));
    }
}
