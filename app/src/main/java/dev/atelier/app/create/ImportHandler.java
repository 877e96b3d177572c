package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.importing.Imported;
import dev.atelier.app.importing.RecipeImport;
import dev.atelier.app.models.ModelsFeature;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.SupportedRecipe;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.CopyDrop;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.ParsedRecipe;
import java.awt.Dimension;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.TransferHandler;

/// Reads a recipe from a picture, a recipe file or a settings text that is dropped, pasted or
/// opened, and says what of it was not understood.
final class ImportHandler extends TransferHandler {
    private static final List<String> PICTURES =
            List.of(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff");
    private static final int WIDTH = 340;
    private static final int HEIGHT = 320;
    private static final int GUTTER = 16;

    private final transient DraftModel draft;
    private final transient Generator generator;
    private final transient Toasts toasts;
    private final transient Tasks tasks;
    private final transient JComponent anchor;
    private final transient ImageRows.Source source;
    private transient Optional<Consumer<Path>> addModel = Optional.empty();
    private final transient Messages messages = Messages.of(ImportHandler.class);

    /// @param generator answers at once what it cannot honour
    /// @param anchor what the list of issues opens below
    ImportHandler(
            DraftModel draft,
            Generator generator,
            Toasts toasts,
            ImageRows.Source source,
            JComponent anchor) {
        this.generator = generator;
        this.anchor = anchor;
        this.draft = draft;
        this.toasts = toasts;
        this.source = source;
        this.tasks = source.editor().tasks();
    }

    @Override
    public boolean canImport(TransferSupport support) {
        CopyDrop.request(support);
        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                || support.isDataFlavorSupported(DataFlavor.stringFlavor)
                || support.isDataFlavorSupported(DataFlavor.imageFlavor);
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
            if (contents.isDataFlavorSupported(DataFlavor.imageFlavor)) {
                return source.drop().take(contents); // pixels carry no recipe
            }
        } catch (UnsupportedFlavorException | IOException e) {
            say("warning", "warn", messages.text("import.unreadable"));
        }
        return false;
    }

    /// Says where model files go that are dropped here.
    ///
    /// @param add lists one among the models
    void onModel(Consumer<Path> add) {
        addModel = Optional.of(add);
    }

    void open(Path file) {
        if (addModel.isPresent() && ModelsFeature.isModel(file)) {
            toasts.show(
                    "models",
                    "text.secondary",
                    messages.text("import.model", String.valueOf(file.getFileName())),
                    addModel.map(it ->
                            new Toasts.Verb(
                                    messages.text("import.add-model"), () -> it.accept(file))));
            return;
        }
        tasks.run("read-recipe", task -> RecipeImport.read(file), outcome(verb(file)));
    }

    /// A picture without a recipe is still a picture.
    private Optional<Toasts.Verb> verb(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(name::endsWith)
                ? Optional.of(
                        new Toasts.Verb(
                                messages.text("import.as-image"), () -> source.editor().use(file)))
                : Optional.empty();
    }

    private void read(String text) {
        tasks.run("read-recipe", task -> RecipeImport.read(text), outcome(Optional.empty()));
    }

    private Tasks.Outcome<Imported> outcome(Optional<Toasts.Verb> verb) {
        return Tasks.Outcome.of(
                found -> {
                    switch (found) {
                        case Imported.Found it -> use(it);
                        case Imported.Nothing it ->
                                toasts.show("warning", "warn", it.why().in(language()), verb);
                    }
                },
                failure -> say("warning", "warn", messages.text("import.unreadable")));
    }

    private void use(Imported.Found found) {
        var reading = honoured(new ParsedRecipe(found.recipe(), found.issues()));
        draft.replace(reading.recipe());
        if (reading.issues().isEmpty()) {
            say("check", "ok", messages.text("import.done"));
        } else {
            list(reading.issues());
        }
    }

    /// Lists what of a recipe's source was not understood; nothing where that is nothing.
    void tell(List<Issue> issues) {
        if (!issues.isEmpty()) {
            list(issues);
        }
    }

    private ParsedRecipe honoured(ParsedRecipe reading) {
        try {
            return SupportedRecipe.by(generator, reading);
        } catch (GenerationException e) {
            return reading; // making the picture says it
        }
    }

    /// All that was not understood, to be read in peace.
    private void list(List<Issue> issues) {
        var lines = ThemedPanel.clear("wrap 1,gap 6", "[" + WIDTH + "!]", "");
        lines.add(Label.strong(messages.text("import.issues", issues.size())));
        issues.forEach(loss -> lines.add(new Sentence(loss.message().in(language()), WIDTH)));
        var scroll = ScrollColumn.of(lines);
        int height = Math.min(HEIGHT, lines.getPreferredSize().height);
        scroll.setPreferredSize(new Dimension(WIDTH + GUTTER, height));
        scroll.setName("issues");
        new Popover(scroll).show(anchor, scroll);
    }

    private static Locale language() {
        return Locale.getDefault(Locale.Category.DISPLAY);
    }

    private void say(String icon, String token, String words) {
        toasts.show(icon, token, words, Optional.empty());
    }
}
