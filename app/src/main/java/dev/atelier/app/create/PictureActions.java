package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Trash;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.source.SourceEditor;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextWriter;
import java.awt.Dimension;
import java.awt.Image;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be done with a finished picture.
public final class PictureActions {
    private static final Logger log = LoggerFactory.getLogger(PictureActions.class);
    private static final String INFOTEXT_VERSION = "v1.10.1";

    /// How much larger an upscaled picture is, as A1111's own default.
    private static final double LARGER = HiresPass.DEFAULT.scale();

    /// Of a picture that is upscaled from its pixels: what is there stays, details are drawn again.
    private static final double UPSCALE_DENOISING = 0.3;

    private final DraftModel draft;
    private final SessionModel session;
    private final Toasts toasts;
    private final Tasks tasks;
    private final SourceEditor editor;
    private final FileManager files;
    private final Trash trash = Trash.ofThisUser();
    private final Messages messages = Messages.of(PictureActions.class);
    private Consumer<SavedPicture> control = picture -> {};
    private Runnable grid = () -> {};

    PictureActions(DraftModel draft, SessionModel session, Toasts toasts, SourceEditor editor) {
        this.draft = draft;
        this.editor = editor;
        this.session = session;
        this.toasts = toasts;
        this.tasks = editor.tasks();
        this.files = new FileManager(tasks, toasts);
    }

    /// Its whole recipe, seed included.
    public void useAll(SavedPicture picture) {
        draft.replace(kept(picture));
    }

    /// Its recipe with a new seed each time.
    public void remix(SavedPicture picture) {
        draft.replace(kept(picture).withSeed(Seed.DEFAULT));
    }

    /// How many to make stays the form's own.
    private Recipe kept(SavedPicture picture) {
        return picture.recipe().withBatch(draft.recipe().get().batch());
    }

    public void useSeed(SavedPicture picture) {
        draft.edit("", r -> r.withSeed(picture.recipe().seed()));
    }

    public void usePrompt(SavedPicture picture) {
        var recipe = picture.recipe();
        draft.edit(
                "", r -> r.withPrompt(recipe.prompt()).withNegativePrompt(recipe.negativePrompt()));
    }

    public void useSize(SavedPicture picture) {
        draft.edit("", r -> r.withSize(picture.recipe().size()));
    }

    /// Starts the next picture from it.
    public void useImage(SavedPicture picture) {
        editor.use(picture.file());
    }

    /// Opens it to be masked and painted over.
    public void paintOver(SavedPicture picture) {
        editor.paintOver(picture.file());
    }

    /// Says what gives a picture to a ControlNet.
    void onControl(Consumer<SavedPicture> action) {
        control = action;
    }

    /// Looks at it with a ControlNet.
    public void useControl(SavedPicture picture) {
        control.accept(picture);
    }

    /// Makes it again, larger: what was made from words alone with a hires pass, as A1111's button
    /// below a picture does; all else from its pixels.
    public void useUpscale(SavedPicture picture) {
        var recipe = picture.recipe();
        if (recipe.mode() instanceof Mode.TextToImage
                && recipe.hires().isEmpty()
                && !recipe.prompt().isBlank()) {
            var pass = draft.recipe().get().hires().orElse(HiresPass.DEFAULT);
            draft.replace(kept(picture).withHires(Optional.of(pass)));
            var size = recipe.size();
            sayLarger(
                    pass.resize().map(Size::width).orElse((int) (size.width() * pass.scale())),
                    pass.resize().map(Size::height).orElse((int) (size.height() * pass.scale())));
            return;
        }
        tasks.run(
                "open-picture",
                task -> PictureFile.size(picture.file()),
                Tasks.Outcome.of(
                        size -> editor.use(picture.file(), now -> larger(picture, now, size)),
                        failure -> say("warning", FailureMessages.of(failure))));
    }

    /// @param now the form's, for a picture that does not say how it was made
    private Recipe larger(SavedPicture picture, Recipe now, Dimension size) {
        var known = picture.recipe().prompt().isBlank() ? now : DraftModel.tagged(kept(picture));
        var larger =
                new Size(
                        Size.nearestSide(LARGER * size.width),
                        Size.nearestSide(LARGER * size.height));
        sayLarger(larger.width(), larger.height());
        return known.withHires(Optional.empty())
                .withSize(larger)
                .withMode(
                        new Mode.ImageToImage(
                                picture.file().toString(), UPSCALE_DENOISING, Mode.Fit.CROP));
    }

    private void sayLarger(int width, int height) {
        say("check", messages.text("picture.larger", width, height));
    }

    /// Says what opens the grid.
    void onGrid(Runnable action) {
        grid = action;
    }

    /// Takes its whole recipe as what a grid varies.
    public void useGrid(SavedPicture picture) {
        useAll(picture);
        grid.run();
    }

    public void showFile(SavedPicture picture) {
        files.show(picture.file());
    }

    public void copyPicture(SavedPicture picture) {
        tasks.run(
                "copy-picture",
                task -> PictureFile.pixels(picture.file()),
                Tasks.Outcome.of(
                        image -> {
                            Toolkit.getDefaultToolkit()
                                    .getSystemClipboard()
                                    .setContents(new ImageContents(image), null);
                            say("copy", messages.text("picture.copied"));
                        },
                        failure -> say("warning", FailureMessages.of(failure))));
    }

    public void copyRecipe(SavedPicture picture) {
        var text = InfotextWriter.write(picture.recipe(), INFOTEXT_VERSION);
        Toolkit.getDefaultToolkit()
                .getSystemClipboard()
                .setContents(new StringSelection(text), null);
        say("copy", messages.text("picture.recipe-copied"));
    }

    public void trash(SavedPicture picture) {
        if (Files.notExists(picture.file())) {
            session.forget(picture); // another program was faster
            return;
        }
        new Discard(picture).discard(true);
    }

    /// A picture in the trash: undo, by the toast or by the history, brings it back.
    private final class Discard implements UndoHistory.Step {
        private final SavedPicture picture;
        private Optional<Trash.Trashed> kept = Optional.empty();
        private int place;

        Discard(SavedPicture picture) {
            this.picture = picture;
        }

        /// @param first whether it is not in the history yet
        void discard(boolean first) {
            tasks.run(
                    "trash-picture",
                    task -> trash.move(picture.file()),
                    Tasks.Outcome.of(
                            trashed -> {
                                place = session.pictures().get().indexOf(picture);
                                kept = Optional.of(trashed).filter(trash::canRestore);
                                session.forget(picture);
                                if (first && kept.isPresent()) {
                                    draft.history().did(this);
                                }
                                offerBack();
                            },
                            failure -> {
                                log.info("no trash", failure);
                                say("warning", messages.text("picture.no-trash", picture.file()));
                            }));
        }

        private void offerBack() {
            var undo =
                    new Toasts.Verb(
                            messages.text("picture.untrash"), () -> draft.history().undo(this));
            toasts.show(
                    "trash",
                    "text.secondary",
                    messages.text("picture.trashed"),
                    kept.map(it -> undo));
        }

        @Override
        public void undo() {
            kept.ifPresent(it ->
                    tasks.run(
                            "restore-picture",
                            task -> {
                                trash.restore(it);
                                return picture;
                            },
                            Tasks.Outcome.of(
                                    back -> {
                                        toasts.hide();
                                        session.recall(back, place);
                                    },
                                    failure -> say("warning", FailureMessages.of(failure)))));
        }

        @Override
        public void redo() {
            discard(false);
        }
    }

    private void say(String icon, String words) {
        toasts.show(icon, "text.secondary", words, Optional.empty());
    }

    private record ImageContents(Image image) implements Transferable {
        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.imageFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(DataFlavor flavor) {
            return DataFlavor.imageFlavor.equals(flavor);
        }

        @Override
        public Object getTransferData(DataFlavor flavor)
                throws UnsupportedFlavorException, IOException {
            if (!isDataFlavorSupported(flavor)) {
                throw new UnsupportedFlavorException(flavor);
            }
            return image;
        }
    }
}
