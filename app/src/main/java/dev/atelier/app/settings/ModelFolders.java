package dev.atelier.app.settings;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folders with checkpoints that the user has named. Event thread.
public final class ModelFolders {
    private final Settings settings;
    private final Value<List<Path>> folders;

    public ModelFolders(Settings settings) {
        this.settings = settings;
        folders = Value.of(settings.get(StudioSettings.MODEL_FOLDERS));
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
