package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.observe.Tasks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Choosing the pair, on this thread as the event thread.
class CompareModelTest {
    @TempDir private Path folder;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Tasks tasks = new Tasks(events::add);
    private final CompareModel model = new CompareModel(tasks);

    @AfterEach
    void close() {
        tasks.close();
    }

    private Path picture(String name, int grey) throws IOException {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, grey);
        var file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            var next = events.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing happens any more");
            }
            next.run();
        }
    }

    @Test
    void whatIsReopenedIsInNobodysWay() throws Exception {
        var before = picture("a.png", 1);
        var chosen = picture("b.png", 2);

        model.reopen(Side.A, folder.resolve("gone.png"));
        model.reopen(Side.B, before);
        until(() -> model.picture(Side.B).get().isPresent());
        assertEquals("", model.problem().get());

        model.take(Side.A, chosen);
        model.reopen(Side.A, before);
        until(() -> model.comparison().get().isPresent());
        assertEquals(chosen, model.picture(Side.A).get().orElseThrow().file());
    }

    @Test
    void twoPicksInQuickSuccessionAreThePair() throws Exception {
        var places = new ArrayList<Side>();

        model.pick(picture("a.png", 1), places::add);
        model.pick(picture("b.png", 2), places::add);
        until(() -> model.map().get().isPresent());

        places.sort(null);
        assertEquals(List.of(Side.A, Side.B), places);
        assertEquals("a.png", model.picture(Side.A).get().orElseThrow().name());
        assertEquals(
                1, model.comparison().get().orElseThrow().difference().orElseThrow().largest());
    }

    @Test
    void aDamagedFileIsSaidAndChangesNothing() throws Exception {
        model.take(Side.A, picture("a.png", 1));
        until(() -> model.picture(Side.A).get().isPresent());
        var damaged = Files.writeString(folder.resolve("damaged.png"), "no picture");

        model.take(Side.A, damaged);
        until(() -> !model.problem().get().isEmpty());

        assertEquals("a.png", model.picture(Side.A).get().orElseThrow().name());
        model.take(Side.B, picture("b.png", 1));
        until(() -> model.comparison().get().isPresent());
        assertTrue(model.problem().get().isEmpty());
    }

    @Test
    void theLaterChoiceOfASideCounts() throws Exception {
        model.take(Side.A, picture("first.png", 1));
        model.take(Side.A, picture("second.png", 2));
        until(() -> model.picture(Side.A).get().isPresent());

        assertEquals("second.png", model.picture(Side.A).get().orElseThrow().name());
        assertFalse(model.comparison().get().isPresent());
    }
}
