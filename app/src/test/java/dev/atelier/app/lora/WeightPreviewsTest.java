package dev.atelier.app.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.EventQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipe at four weights: what is drawn, what is kept, and that it can be stopped.
class WeightPreviewsTest {
    private static final List<Double> WEIGHTS = List.of(0.0, 0.4, 0.75, 1.1);

    @TempDir Path folder;
    private final Tasks tasks = new Tasks(EventQueue::invokeLater);
    private final List<String> drawn = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean slow;

    private final Generator engine =
            new Generator() {
                @Override
                public List<Picture> generate(Recipe recipe, Observer observer, Cancellation stop) {
                    drawn.add(recipe.prompt());
                    begun.countDown();
                    while (slow && !stop.ends()) {
                        Thread.onSpinWait();
                    }
                    var size = recipe.size();
                    var black = new byte[3 * size.width() * size.height()];
                    return stop.ends()
                            ? List.of()
                            : List.of(new Picture(size, black, recipe, Map.of()));
                }
            };

    private final LoraOffer ink =
            new LoraOffer(
                    new ModelRow(
                            "ink",
                            Path.of("ink.safetensors"),
                            ModelKind.LORA,
                            new ModelRow.Facts(Optional.empty(), "", 0, ""),
                            1,
                            Optional.empty()),
                    LoraOffer.Fit.FITS);

    private final Recipe draft =
            Recipe.of("a boat <lora:ink:0.3> <lora:b:1>", new Size(8, 8))
                    .withBatch(new Batch(2, 3))
                    .withHires(Optional.of(HiresPass.DEFAULT));

    @AfterEach
    void close() {
        tasks.close();
    }

    private Task make(Recipe recipe, Tasks.Outcome<Integer> outcome) throws Exception {
        var task = new CompletableFuture<Task>();
        var previews = new WeightPreviews(folder, engine, tasks);
        EventQueue.invokeAndWait(() -> task.complete(previews.make(recipe, ink, WEIGHTS, outcome)));
        return task.get();
    }

    private int made(Recipe recipe) throws Exception {
        var end = new CompletableFuture<Integer>();
        make(
                recipe,
                new Tasks.Outcome<>(
                        end::complete, end::completeExceptionally, () -> end.complete(-1)));
        return end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void drawsTheRecipeOnceForEachWeightAndKeepsIt() throws Exception {
        assertEquals(4, made(draft));

        assertEquals(
                List.of(
                        "a boat <lora:b:1>",
                        "a boat <lora:b:1> <lora:ink:0.4>",
                        "a boat <lora:b:1> <lora:ink:0.75>",
                        "a boat <lora:b:1> <lora:ink:1.1>"),
                drawn);
        made(draft);
        assertEquals(4, drawn.size());
        made(draft.withPrompt("a tree <lora:ink:0.3>"));
        assertEquals(8, drawn.size());
    }

    @Test
    void isOnePictureOfOneSeedWithoutASecondPass() {
        var recipe = WeightPreviews.recipe(draft, ink, 0.4);

        assertEquals(Batch.ONE, recipe.batch());
        assertTrue(recipe.hires().isEmpty());
        assertTrue(recipe.seed().value().signum() >= 0);
        assertEquals(
                Seed.of(7), WeightPreviews.recipe(draft.withSeed(Seed.of(7)), ink, 0.4).seed());
    }

    @Test
    void anotherFileOfThatNameIsAnotherPicture() {
        var previews = new WeightPreviews(folder, engine, tasks);
        var row = ink.row();
        var larger =
                new LoraOffer(
                        new ModelRow(
                                row.name(), row.file(), row.kind(), row.facts(), 2, row.problem()),
                        ink.fit());

        assertNotEquals(previews.file(draft, ink, 0.4), previews.file(draft, larger, 0.4));
        assertEquals(previews.file(draft, ink, 0), previews.file(draft, larger, 0));
    }

    @Test
    void stopsWhenItIsCancelled() throws Exception {
        slow = true;
        var end = new CompletableFuture<String>();
        var task =
                make(
                        draft,
                        new Tasks.Outcome<>(
                                made -> end.complete("made"),
                                end::completeExceptionally,
                                () -> end.complete("cancelled")));
        begun.await();
        task.cancel();

        assertEquals("cancelled", end.get(20, TimeUnit.SECONDS));
        assertEquals(1, drawn.size());
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
