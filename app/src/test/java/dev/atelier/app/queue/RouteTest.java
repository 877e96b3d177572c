package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.settings.Settings;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where "Automatic" sends a recipe, with a call and a queue elsewhere. A step takes a second here
/// and a tenth of it there. Nothing runs: all places that have work are paused.
class RouteTest {
    private static final String CALL = "cn-shanghai/portraits";
    private static final String QUEUE = "cn-shanghai/batches";

    @TempDir Path folder;
    private final Value<Recipe> draft = Value.of(steps(20));
    private QueueRig rig;
    private QueueModel queue;
    private PlaceChoiceModel where;

    @BeforeEach
    void open() throws IOException {
        rig =
                QueueRig.idle(
                        folder,
                        new QueueRig.There(CALL, Place.Kind.SYNC, 1),
                        new QueueRig.There(QUEUE, Place.Kind.ASYNC, 64));
        queue = rig.queue;
        queue.here().pause();
        var settings = Settings.open(folder.resolve("settings.properties"), rig.tasks);
        where = new PlaceChoiceModel(queue, settings);
        where.choose(PlaceChoice.AUTO);
        where.follow(draft, RouteTest::takes);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private static Recipe steps(int count) {
        return Recipe.of("a cat", new Size(64, 64))
                .withSampling(Sampling.DEFAULT.withSteps(count))
                .withBatch(Batch.ONE);
    }

    private static Optional<Duration> takes(String place, Recipe recipe) {
        int steps = recipe.sampling().steps() * recipe.batch().total();
        return Optional.of(Duration.ofMillis((place.equals(Place.HERE) ? 1000L : 100L) * steps));
    }

    private String goal() {
        return where.goal().get().where().place();
    }

    private void waitsHere(int seconds) {
        queue.add(steps(seconds), false);
    }

    @Test
    void thisComputerComesFirstWhileOneNeedNotWaitLong() {
        assertEquals(Place.HERE, goal());
        assertEquals("Goes to this computer, which is free.", where.goal().get().why());
        waitsHere(119);
        assertEquals(Place.HERE, goal());
        assertEquals(
                "Goes to this computer, which is free in 1 min 59 s.", where.goal().get().why());
    }

    @Test
    void aShortPictureIsCalledAndALongOneQueued() {
        waitsHere(121);
        assertEquals(CALL, goal());
        assertEquals(
                "Goes to portraits at once. This computer is busy for 2 min 1 s.",
                where.goal().get().why());
        draft.set(steps(1300)); // 130 s there
        assertEquals(QUEUE, goal());
        draft.set(steps(20).withBatch(new Batch(1, 4))); // its instances share the rounds
        assertEquals(QUEUE, goal());
    }

    @Test
    void onlyTheQueueRunsSoItTakesShortOnesToo() {
        waitsHere(300);
        queue.leave(queue.at(CALL).orElseThrow().place(), gone(WaitReason.Why.STOPPED));
        assertEquals(QUEUE, goal());
        assertTrue(where.goal().get().why().contains("the only kind that runs"));
    }

    @Test
    void nothingGoesOverTheLimitOnCosts() {
        waitsHere(300);
        queue.leave(queue.at(CALL).orElseThrow().place(), gone(WaitReason.Why.CAP));
        queue.leave(queue.at(QUEUE).orElseThrow().place(), gone(WaitReason.Why.CAP));
        assertEquals(Place.HERE, goal());
        assertTrue(where.goal().get().why().contains("limit on costs"), where.goal().get().why());
    }

    @Test
    void aPlaceThatDoesNotHonourTheRecipeIsPassedOver() {
        waitsHere(300);
        where.unfit(draft.get(), CALL);
        assertEquals(QUEUE, goal());
        draft.set(steps(21));
        assertEquals(CALL, goal());
    }

    @Test
    void patienceIsAskedForAndKept() {
        waitsHere(300);
        assertEquals(CALL, goal());
        where.patience(Duration.ofMinutes(10));
        assertEquals(Place.HERE, goal());
    }

    /// Each order is routed by itself: as the queue here grows, the rest goes elsewhere.
    @Test
    void manyOrdersFillThisComputerThenTheService() {
        queue.at(CALL).orElseThrow().pause();
        for (int i = 0; i < 8; i++) {
            where.order(steps(50), false);
        }
        var here = queue.jobs().get().stream().filter(job -> job.place().equals(Place.HERE));
        assertEquals(3, here.count()); // 0, 50 and 100 s of waiting, then 150
    }

    private static WaitReason gone(WaitReason.Why why) {
        return new WaitReason(why, "it", "");
    }
}
