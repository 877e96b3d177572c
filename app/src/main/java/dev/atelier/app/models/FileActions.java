package dev.atelier.app.models;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Messages;
import java.awt.Desktop;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What can be done with a model's file.
final class FileActions {
    private final Messages messages = Messages.of(FileActions.class);
    private final Tasks tasks;
    private final Toasts toasts;

    FileActions(Tasks tasks, Toasts toasts) {
        this.tasks = tasks;
        this.toasts = toasts;
    }

    /// In the desktop's own file manager; where there is none, says where the file is.
    void show(Path file) {
        tasks.run(
                "",
                task -> {
                    var desktop = Desktop.getDesktop();
                    if (desktop.isSupported(Desktop.Action.BROWSE_FILE_DIR)) {
                        desktop.browseFileDirectory(file.toFile());
                    } else {
                        desktop.open(file.toAbsolutePath().resolveSibling("").toFile());
                    }
                    return file;
                },
                Tasks.Outcome.of(
                        done -> {}, failure -> say("folder", messages.text("about.at", file))));
    }

    void copyPath(Path file) {
        var path = new StringSelection(file.toString());
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(path, null);
        say("copy", messages.text("about.copied"));
    }

    private void say(String icon, String words) {
        toasts.show(icon, "text.secondary", words, Optional.empty());
    }

    /// Such as `19 MB` and `2.13 GB`; a thousand kilobytes are a megabyte, as file managers count.
    static String size(long bytes) {
        if (bytes >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
        }
        return bytes >= 1_000_000
                ? Math.round(bytes / 1e6) + " MB"
                : Math.max(bytes > 0 ? 1 : 0, Math.round(bytes / 1e3)) + " kB";
    }
}
