package dev.atelier.app.models;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Messages;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What can be done with a model's file.
public final class FileActions {
    private final Messages messages = Messages.of(FileActions.class);
    private final FileManager files;
    private final Toasts toasts;

    FileActions(Tasks tasks, Toasts toasts) {
        files = new FileManager(tasks, toasts);
        this.toasts = toasts;
    }

    void show(Path file) {
        files.show(file);
    }

    void copyPath(Path file) {
        var path = new StringSelection(file.toString());
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(path, null);
        say("copy", messages.text("about.copied"));
    }

    void copy(String words) {
        var text = new StringSelection(words);
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(text, null);
        say("copy", messages.text("about.words.copied", words));
    }

    private void say(String icon, String words) {
        toasts.show(icon, "text.secondary", words, Optional.empty());
    }

    /// Such as `19 MB` and `2.13 GB`; a thousand kilobytes are a megabyte, as file managers count.
    public static String size(long bytes) {
        if (bytes >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
        }
        return bytes >= 1_000_000
                ? Math.round(bytes / 1e6) + " MB"
                : Math.max(bytes > 0 ? 1 : 0, Math.round(bytes / 1e3)) + " kB";
    }
}
