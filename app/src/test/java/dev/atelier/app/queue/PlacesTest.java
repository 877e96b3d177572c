package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two places beside each other: this computer, and a service that takes two jobs at once.
class PlacesTest {
    private static final String SERVICE = "service:portraits";

    @TempDir Path folder;
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private final FakeGenerator engine = new FakeGenerator();
    private final FakeGenerator remote = new FakeGenerator();
    private JobStore store;
    private QueueModel queue;
    private PlaceQueue service;

    @BeforeEach
    void open() throws IOException {
        store = JobStore.open(folder.resolve("queue.db"));
        queue = queue();
        service = queue.places().getLast();
    }

    private QueueModel queue() throws IOException {
        var names = new PictureNames(folder, "[seed]");
        var accepts = new Accepting(remote);
        var places = List.of(Place.here(engine, tasks), new Place(SERVICE, accepts, tasks::run, 2));
        return new QueueModel(store, tasks, places, () -> names, loop);
    }

    @AfterEach
    void close() throws IOException {
        tasks.close();
        store.close();
    }

    /// A service that names each request.
    private record Accepting(FakeGenerator service) implements Generator {
        @Override
        public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
                throws GenerationException {
            observer.submitted("request-" + recipe.seed().value());
            return service.generate(recipe, observer, cancellation);
        }
    }

    @Test
    void jobsAtTwoPlacesRunAtOnce() throws Exception {
        var both = new CyclicBarrier(2); // passed only when each is in its first step
        engine.at = moment -> meet(moment, "step 1.1", both);
        remote.at = moment -> meet(moment, "step 2.1", both);

        queue.add(picture(1), false);
        queue.add(service, picture(2), false);
        untilDone();

        assertEquals(List.of(Job.State.DONE, Job.State.DONE), states());
        assertFalse(both.isBroken());
    }

    @Test
    void aPlaceRunsAsManyAsItHasRoomFor() throws Exception {
        var two = new CyclicBarrier(2);
        remote.at =
                moment -> {
                    meet(moment, "step 1.1", two);
                    meet(moment, "step 2.1", two);
                };
        queue.add(service, picture(1), false);
        queue.add(service, picture(2), false);
        queue.add(service, picture(3), false);

        assertEquals(2, service.all().get().size());
        assertEquals(Job.State.QUEUED, states().getLast());
        assertFalse(queue.here().running().get());
        untilDone();
        assertEquals(3, remote.moments.stream().filter(it -> it.startsWith("made")).count());
    }

    @Test
    void aPausedPlaceLeavesTheOtherAlone() throws Exception {
        queue.here().pause();
        queue.add(picture(1), false);
        queue.add(service, picture(2), false);
        loop.until(() -> states().getLast() == Job.State.DONE);

        assertEquals(Job.State.QUEUED, states().getFirst());
        assertFalse(service.paused().get());
    }

    @Test
    void cancelEndsTheJobAtItsPlaceOnly() throws Exception {
        var go = new CountDownLatch(1);
        engine.at = moment -> waitFor(moment, "step 1.1", go);
        queue.add(picture(1), false);
        long there = queue.add(service, picture(2), false);

        queue.cancel(there);
        go.countDown();
        untilDone();

        assertEquals(List.of(Job.State.DONE, Job.State.CANCELLED), states());
    }

    @Test
    void theIdOfARequestOutlivesTheProcess() throws Exception {
        long job = queue.add(service, picture(5), false);
        untilDone();
        store.close();

        store = JobStore.open(folder.resolve("queue.db"));
        assertEquals("request-5", store.request(job));
        assertEquals(Optional.of("request-5"), store.request(job, "0+1"));
        assertEquals(Optional.empty(), store.request(job, "1+1"), "another part of it");
        assertEquals(SERVICE, store.load().getFirst().place());
    }

    @Test
    void aJobOfAPlaceThatIsGoneWaits() throws Exception {
        service.pause();
        queue.add(service, picture(1), false);
        tasks.inOrder(() -> {});
        var names = new PictureNames(folder, "[seed]");
        loop.until(() -> stored() == 1);

        var alone =
                new QueueModel(store, tasks, List.of(Place.here(engine, tasks)), () -> names, loop);
        alone.add(picture(2), false);
        loop.until(() -> alone.jobs().get().getLast().state() == Job.State.DONE);

        assertFalse(alone.here().paused().get());
        assertEquals(Job.State.QUEUED, alone.jobs().get().getFirst().state());
        assertTrue(engine.moments.contains("made 2"));
        assertFalse(engine.moments.contains("made 1"));
    }

    private int stored() {
        loop.execute(() -> {}); // looked at again
        try {
            return store.load().size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void meet(String moment, String at, CyclicBarrier barrier) {
        if (moment.equals(at)) {
            try {
                barrier.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("the other did not come", e);
            }
        }
    }

    private static void waitFor(String moment, String at, CountDownLatch latch) {
        if (moment.equals(at)) {
            try {
                assertTrue(latch.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private List<Job.State> states() {
        return queue.jobs().get().stream().map(Job::state).toList();
    }

    private void untilDone() throws InterruptedException {
        loop.until(() -> states().stream().noneMatch(Job.State::open));
    }

    private static Recipe picture(long seed) {
        return Recipe.of("a cat", new Size(8, 8))
                .withSampling(Sampling.DEFAULT.withSteps(2))
                .withSeed(Seed.of(seed))
                .withBatch(Batch.ONE);
    }
}
