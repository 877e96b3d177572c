package dev.atelier.app.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.mask.Margins;
import dev.atelier.app.mask.Mask;
import dev.atelier.app.mask.MaskTool;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.source.SourceModel.Kind;
import dev.atelier.app.viewer.CanvasTool.Point;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The editor without a window: this thread is the event thread.
class SourceEditorTest {
    @TempDir private Path folder;

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final DraftModel draft =
            new DraftModel(Recipe.of("a boat", new Size(64, 64)), new UndoHistory());
    private final List<String> complaints = new ArrayList<>();
    private Tasks tasks;
    private SourceModel model;
    private SourceEditor editor;

    @BeforeEach
    void open() {
        tasks = new Tasks(events::add);
        model = new SourceModel(draft);
        editor =
                new SourceEditor(
                        model, new SourceFiles(folder.resolve("sources")), tasks, complaints::add);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    /// Runs events until something holds.
    private void until(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            var event = events.poll(10, TimeUnit.SECONDS);
            assertTrue(event != null, "nothing happens any more");
            event.run();
        }
    }

    private Path picture(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0x336699);
        var file = folder.resolve(width + "x" + height + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void paintOver(Path file) throws InterruptedException {
        editor.paintOver(file);
        until(() -> editor.tools().mask().isPresent());
    }

    private void stroke(double x, double y) throws InterruptedException {
        var before = model.mask().get();
        editor.tools().press(new Point(x, y), false, false);
        editor.tools().release(new Point(x, y));
        until(() -> !model.mask().get().equals(before));
    }

    @Test
    void keepsTheSourceWhenTheOriginalIsDeleted() throws Exception {
        var original = picture(48, 32);
        editor.use(original);
        until(() -> editor.tools().picture().get().isPresent());
        Files.delete(original);

        assertEquals(Kind.PICTURE, model.kind().get());
        var kept = model.picture().get().orElseThrow();
        assertEquals(48, ImageFiles.read(kept).width());
        assertTrue(editor.tools().active());
    }

    @Test
    void strokesReachTheRecipeAndUndoTakesThemBackOneByOne() throws Exception {
        paintOver(picture(64, 64));
        var empty = model.mask().get().orElseThrow();
        stroke(16, 16);
        stroke(48, 48);
        var both = SourceFiles.mask(model.mask().get().orElseThrow());
        assertEquals(255, both.at(16, 16));
        assertEquals(255, both.at(48, 48));

        draft.history().undo();
        until(() -> editor.tools().mask().orElseThrow().at(48, 48) == 0);
        assertEquals(255, editor.tools().mask().orElseThrow().at(16, 16));
        draft.history().undo();
        assertEquals(empty, model.mask().get().orElseThrow());
        draft.history().redo();
        draft.history().redo();
        until(() -> editor.tools().mask().orElseThrow().at(48, 48) == 255);
    }

    @Test
    void altAndTheEraserTakeAway() throws Exception {
        paintOver(picture(64, 64));
        editor.tools().change(mask -> mask.fill(true));
        editor.tools().choose(MaskTool.ERASER);
        editor.tools().press(new Point(10, 10), false, false);
        editor.tools().release(new Point(10, 10));
        assertEquals(0, editor.tools().mask().orElseThrow().at(10, 10));
        editor.tools().choose(MaskTool.RECTANGLE);
        editor.tools().press(new Point(30, 30), false, true);
        editor.tools().drag(new Point(40, 40));
        editor.tools().release(new Point(40, 40));
        assertEquals(0, editor.tools().mask().orElseThrow().at(35, 35));
        assertEquals(255, editor.tools().mask().orElseThrow().at(50, 50));
        until(editor::saved);
    }

    @Test
    void cropsPictureAndMaskTogether() throws Exception {
        paintOver(picture(64, 64));
        stroke(40, 40);
        editor.tools().choose(MaskTool.CROP);
        editor.tools().press(new Point(32, 24), false, false);
        editor.tools().drag(new Point(64, 64));
        editor.tools().release(new Point(64, 64));
        until(() ->
                editor.tools().picture().get().filter(image -> image.getWidth() == 32).isPresent());

        assertEquals(40, editor.tools().picture().get().orElseThrow().getHeight());
        assertEquals(new Size(32, 40), draft.recipe().get().size());
        assertEquals(255, editor.tools().mask().orElseThrow().at(8, 16));
    }

    @Test
    void extendingMasksWhatIsNewAndRepeatsTheEdge() throws Exception {
        editor.use(picture(64, 64));
        until(() -> editor.tools().picture().get().isPresent());
        editor.extend(new Margins(0, 0, 16, 0));
        until(() ->
                editor.tools().picture().get().filter(image -> image.getWidth() == 80).isPresent());

        assertEquals(Kind.MASKED, model.kind().get());
        assertEquals(new Size(80, 64), draft.recipe().get().size());
        var mask = editor.tools().mask().orElseThrow();
        assertEquals(255, mask.at(70, 5));
        assertEquals(0, mask.at(60, 5));
    }

    @Test
    void settingsStayWhenTheMaskGoes() throws Exception {
        paintOver(picture(64, 64));
        draft.edit("", r -> SourceModel.with(r, 0.4, Mode.Fit.FILL));
        editor.masked(false);

        assertEquals(
                new Mode.ImageToImage(
                        model.picture().get().orElseThrow().toString(), 0.4, Mode.Fit.FILL),
                draft.recipe().get().mode());
        model.remove();
        until(() -> editor.tools().picture().get().isEmpty());
        assertFalse(editor.tools().active());
    }

    @Test
    void saysWhenAFileIsNoPicture() throws Exception {
        editor.use(Files.writeString(folder.resolve("text.png"), "no picture"));
        until(() -> !complaints.isEmpty());

        assertTrue(complaints.getFirst().contains("text.png"), complaints.toString());
        assertEquals(Kind.NOISE, model.kind().get());
    }

    @Test
    void equalContentIsKeptOnce() throws Exception {
        var files = new SourceFiles(folder.resolve("kept"));
        var mask = new Mask(8, 8);
        assertEquals(files.keep(mask), files.keep(mask.copy()));
        mask.invert();
        assertNotEquals(files.keep(new Mask(8, 8)), files.keep(mask));
        try (var kept = Files.list(folder.resolve("kept"))) {
            assertEquals(2, kept.count());
        }
    }
}
