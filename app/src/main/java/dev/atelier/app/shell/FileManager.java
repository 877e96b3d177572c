package dev.atelier.app.shell;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Messages;
import java.awt.Desktop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Shows files and folders in the desktop's own file manager; where there is none, says where they
/// are.
public final class FileManager {
    private final Tasks tasks;
    private final Toasts toasts;
    private final Messages messages = Messages.of(FileManager.class);

    public FileManager(Tasks tasks, Toasts toasts) {
        this.tasks = tasks;
        this.toasts = toasts;
    }

    /// Shows a file in its folder.
    public void show(Path file) {
        tasks.run(
                "show-file",
                task -> {
                    var desktop = Desktop.getDesktop();
                    if (desktop.isSupported(Desktop.Action.BROWSE_FILE_DIR)) {
                        desktop.browseFileDirectory(file.toFile());
                    } else {
                        desktop.open(file.toAbsolutePath().resolveSibling("").toFile());
                    }
                    return file;
                },
                Tasks.Outcome.of(done -> {}, failure -> say("file.at", file)));
    }

    /// Opens a folder, which is created first where it is missing.
    public void open(Path folder) {
        tasks.run(
                "show-file",
                task -> {
                    Files.createDirectories(folder);
                    Desktop.getDesktop().open(folder.toFile());
                    return folder;
                },
                Tasks.Outcome.of(done -> {}, failure -> say("folder.at", folder)));
    }

    private void say(String key, Path path) {
        toasts.show("folder", "text.secondary", messages.text(key, path), Optional.empty());
    }
}
