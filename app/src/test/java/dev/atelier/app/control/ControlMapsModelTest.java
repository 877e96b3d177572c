package dev.atelier.app.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.control.ControlMapsModel.View;
import dev.atelier.app.control.ControlMapsModel.What;
import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.control.ControlMaps;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.EventQueue;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Maps that follow the recipe, on the event thread and without a window.
class ControlMapsModelTest {
    private static final Size SIZE = new Size(96, 64);
    private static final int PATIENCE = 500;

    @TempDir private Path folder;
    private final Tasks tasks = new Tasks(EventQueue::invokeLater);
    private Path source;
    private DraftModel draft;
    private ControlMapsModel maps;

    @BeforeEach
    void open() throws Exception {
        source = folder.resolve("hills.png");
        var image = new BufferedImage(150, 100, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 150 * 100; i++) {
            int x = i % 150;
            int y = i / 150;
            image.setRGB(x, y, grey(x, y) * 0x010101);
        }
        ImageIO.write(image, "png", source.toFile());
        draft = onEvents(() -> new DraftModel(Recipe.of("a boat", SIZE), new UndoHistory()));
        var unused =
                new ControlMapsModel.SaveReport() {
                    @Override
                    public void saved(Path file) {
                        throw new AssertionError(file);
                    }

                    @Override
                    public void failed(String reason) {
                        throw new AssertionError(reason);
                    }
                };
        maps = onEvents(() -> new ControlMapsModel(draft, ControlMaps.PLAIN, tasks, unused));
    }

    /// Curved stripes.
    private static int grey(int x, int y) {
        return (int) (120 + 100 * Math.sin(x * y / 300.0));
    }

    @AfterEach
    void close() throws Exception {
        onEvents(() -> {
            tasks.close();
            return tasks;
        });
    }

    private static <T> T onEvents(Callable<T> action)
            throws InterruptedException, InvocationTargetException, ExecutionException {
        var task = new FutureTask<>(action);
        EventQueue.invokeAndWait(task);
        return task.get();
    }

    private static Preprocessing canny(double low, double high) {
        return new Preprocessing("canny", Fit.CROP, 64, low, high, false);
    }

    private ControlUnit unit(Preprocessing made) {
        return new ControlUnit("m", made, source.toString(), 1, 0, 1, Balance.BALANCED);
    }

    private void units(ControlUnit... units) throws Exception {
        onEvents(() -> {
            draft.edit("units", r -> r.withControls(List.of(units)));
            return draft;
        });
    }

    private <T extends MapState> T until(Class<T> kind) throws Exception {
        for (int i = 0; i < PATIENCE; i++) {
            var state = onEvents(() -> maps.state(0));
            if (kind.isInstance(state)
                    && (!(state instanceof MapState.Drawn drawn) || drawn.current())) {
                return kind.cast(state);
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not " + kind + " but " + maps.state(0));
    }

    private byte[] expected(Preprocessing made) throws IOException {
        return ControlMaps.PLAIN.made(made, ImageFiles.read(source), SIZE, 0).bytes();
    }

    @Test
    void drawsTheNewestOfManyChanges() throws Exception {
        for (int low = 1; low <= 60; low++) {
            units(unit(canny(low, 2.0 * low)));
        }
        var state = until(MapState.Drawn.class);
        assertArrayEquals(expected(canny(60, 120)), state.map().map().bytes());
        assertEquals(SIZE.width(), state.map().map().width());
    }

    @Test
    void followsUndo() throws Exception {
        units(unit(canny(20, 40)));
        until(MapState.Drawn.class);
        onEvents(() -> {
            draft.edit("", r -> r.withControls(List.of(unit(canny(100, 200)))));
            draft.history().undo();
            return draft;
        });
        Thread.sleep(100); // for a wrong one to be drawn
        assertArrayEquals(expected(canny(20, 40)), until(MapState.Drawn.class).map().map().bytes());
    }

    @Test
    void saysThatTheSourceIsGone() throws Exception {
        Files.delete(source);
        units(unit(canny(20, 40)));
        assertTrue(until(MapState.Failed.class).gone());
    }

    @Test
    void saysThatAMapNeedsANetwork() throws Exception {
        units(unit(new Preprocessing("softedge_hed", Fit.CROP, -1, -1, -1, false)));
        var failed = until(MapState.Failed.class);
        assertEquals(false, failed.gone());
        assertTrue(failed.why().contains("ControlNetHED.pth"), failed.why());
    }

    @Test
    void takesThePictureThatTheRecipeStartsFrom() throws Exception {
        onEvents(() -> {
            draft.edit(
                    "",
                    r ->
                            r.withMode(new Mode.ImageToImage(source.toString(), 0.5, Mode.Fit.CROP))
                                    .withControls(List.of(unit(canny(20, 40)).withImage(""))));
            return draft;
        });
        assertArrayEquals(expected(canny(20, 40)), until(MapState.Drawn.class).map().map().bytes());
    }

    @Test
    void goesRoundTheWaysToSeeAMap() throws Exception {
        units(unit(canny(20, 40)));
        until(MapState.Drawn.class);
        var seen =
                onEvents(() -> {
                    var all = new ArrayList<What>();
                    for (int i = 0; i < 4; i++) {
                        maps.cycle();
                        all.add(maps.look().get().orElseThrow().what());
                    }
                    return all;
                });
        assertEquals(List.of(What.OVERLAY, What.PICTURE, What.MAP, What.OVERLAY), seen);
        units();
        assertEquals(Optional.empty(), onEvents(() -> maps.look().get()));
    }

    @Test
    void leavesTheMapOfAUnitThatIsGone() throws Exception {
        units(unit(canny(20, 40)), unit(canny(30, 60)));
        onEvents(() -> {
            maps.show(1, What.MAP);
            return maps;
        });
        units(unit(canny(20, 40)));
        assertEquals(Optional.<View>empty(), onEvents(() -> maps.look().get()));
    }
}
