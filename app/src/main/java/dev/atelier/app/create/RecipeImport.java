package dev.atelier.app.create;

import dev.atelier.app.kit.Messages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.shell.Toasts;
import dev.atelier.recipe.Reading;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.TransferHandler;

/// Reads a recipe from a picture, a recipe file or a settings text that is dropped, pasted or
/// opened, and says what of it was not understood.
final class RecipeImport extends TransferHandler {
    private static final int LARGEST_TEXT = 4 << 20;

    private final transient DraftModel draft;
    private final transient Toasts toasts;
    private final transient Tasks tasks;
    private final transient Messages messages = Messages.of(RecipeImport.class);

    RecipeImport(DraftModel draft, Toasts toasts, Tasks tasks) {
        this.draft = draft;
        this.toasts = toasts;
        this.tasks = tasks;
    }

    @Override
    public boolean canImport(TransferSupport support) {
        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                || support.isDataFlavorSupported(DataFlavor.stringFlavor);
    }

    @Override
    public boolean importData(TransferSupport support) {
        return take(support.getTransferable());
    }

    /// Takes what the clipboard or a drop holds.
    boolean take(Transferable contents) {
        try {
            if (contents.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                    && contents.getTransferData(DataFlavor.javaFileListFlavor)
                            instanceof List<?> files
                    && !files.isEmpty()
                    && files.getFirst() instanceof File file) {
                open(file.toPath());
                return true;
            }
            if (contents.isDataFlavorSupported(DataFlavor.stringFlavor)) {
                var text = String.valueOf(contents.getTransferData(DataFlavor.stringFlavor));
                read(text);
                return true;
            }
        } catch (UnsupportedFlavorException | IOException e) {
            say("warning", "warn", messages.text("import.unreadable"));
        }
        return false;
    }

    void open(Path file) {
        tasks.run(
                "",
                task -> reading(file),
                Tasks.Outcome.of(
                        found ->
                                found.ifPresentOrElse(
                                        this::use,
                                        () ->
                                                say(
                                                        "warning",
                                                        "warn",
                                                        messages.text(
                                                                "import.nothing",
                                                                file.getFileName()))),
                        failure ->
                                say(
                                        "warning",
                                        "warn",
                                        messages.text("import.broken", file.getFileName()))));
    }

    private void read(String text) {
        tasks.run(
                "",
                task -> ofText(text),
                Tasks.Outcome.of(
                        this::use,
                        failure -> say("warning", "warn", messages.text("import.unreadable"))));
    }

    private static Optional<Reading> reading(Path file) throws IOException {
        var name = String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
        if (name.endsWith(".png")) {
            return PictureFile.read(file);
        }
        if (Files.size(file) > LARGEST_TEXT) {
            throw new IOException("too large to be a recipe");
        }
        return Optional.of(ofText(Files.readString(file)));
    }

    private static Reading ofText(String text) {
        return text.stripLeading().startsWith("{")
                ? RecipeJson.read(text)
                : InfotextReader.read(text);
    }

    private void use(Reading reading) {
        draft.replace(reading.recipe());
        if (reading.losses().isEmpty()) {
            say("check", "ok", messages.text("import.done"));
        } else {
            say(
                    "info",
                    "warn",
                    messages.text(
                            "import.losses",
                            reading.losses().size(),
                            String.join(" ", reading.losses())));
        }
    }

    private void say(String icon, String token, String words) {
        toasts.show(icon, token, words, Optional.empty());
    }
}
