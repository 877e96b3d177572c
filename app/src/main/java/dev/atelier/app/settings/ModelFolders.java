package dev.atelier.app.settings;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The folders with checkpoints that the user has named. Event thread.
public final class ModelFolders {
    /// The names at the end of the bundled folder's path that say what it is:
    /// `bundled/models/lora`.
    private static final int TAIL = 3;

    private final Settings settings;
    private final Value<List<Path>> folders;

    private final Optional<Path> bundled;

    /// Without what comes with the program.
    public ModelFolders(Settings settings) {
        this(settings, Optional.empty());
    }

    /// @param bundled the folder of the models that come with the program, which is one of the list
    ///   until the user takes it out
    public ModelFolders(Settings settings, Path bundled) {
        this(settings, Optional.of(bundled));
        if (!settings.has(StudioSettings.MODEL_FOLDERS)) {
            keep(List.of(bundled));
        } else if (folders.get().stream().anyMatch(it -> isMoved(it, bundled))) {
            keep(
                    folders.get().stream()
                            .map(it -> isMoved(it, bundled) ? bundled : it)
                            .distinct()
                            .toList());
        }
    }

    /// Whether it is what came with the program in another data folder: where this one was before
    /// it was moved.
    private static boolean isMoved(Path folder, Path bundled) {
        int names = bundled.getNameCount();
        return !folder.equals(bundled)
                && names >= TAIL
                && folder.endsWith(bundled.subpath(names - TAIL, names));
    }

    private ModelFolders(Settings settings, Optional<Path> bundled) {
        this.settings = settings;
        this.bundled = bundled;
        folders = Value.of(settings.get(StudioSettings.MODEL_FOLDERS));
    }

    /// Whether a folder came with the program and was not added by the user.
    public boolean isBundled(Path folder) {
        return bundled.filter(folder::equals).isPresent();
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
        settings.put(StudioSettings.MODEL_FOLDERS, folders.get());
    }
}
