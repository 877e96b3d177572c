package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.create.EarlierPictures;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PictureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueModelTest {
    @TempDir Path folder;
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private final FakeGenerator generator = new FakeGenerator();
    private JobStore store;
    private QueueModel queue;

    @BeforeEach
    void open() throws IOException {
        store = JobStore.open(folder.resolve("queue.db"));
        queue = queue(folder);
    }

    private QueueModel queue(Path pictures) throws IOException {
        var names = new PictureNames(pictures, "[seed]");
        return new QueueModel(
                store, tasks, List.of(Place.here(generator, tasks)), () -> names, loop);
    }

    @AfterEach
    void close() throws IOException {
        tasks.close();
        store.close();
    }

    @Test
    void makesWhatIsOrdered() throws Exception {
        queue.add(pictures(3, 100), false);
        untilIdle();

        var job = only();
        assertEquals(Job.State.DONE, job.state());
        assertEquals(List.of("100.png", "101.png", "102.png"), names(job));
        assertTrue(Files.exists(job.pictures().getLast()));
        assertTrue(job.times().ended() >= job.times().begun());
    }

    /// Of pictures that are made together, one comes right after the other.
    @Test
    void eachPictureHasItsShareOfTheTime() throws Exception {
        generator.facts = Map.of("seconds", "3.50");
        queue.add(pictures(1, 100).withBatch(new Batch(4, 1)), false);
        untilIdle();

        var files = only().pictures();
        assertEquals(4, files.size());
        for (var file : files) {
            var made = Provenance.read(PictureText.read(Files.readAllBytes(file)));
            assertEquals(3.5, made.seconds());
        }
    }

    @Test
    void drawsRandomSeedsWhenOrdered() throws Exception {
        queue.here().pause();
        queue.addTimes(pictures(1, -1), 2);

        var seeds = queue.jobs().get().stream().map(job -> job.recipe().seed().bits()).toList();
        assertNotEquals(-1L, seeds.getFirst());
        assertNotEquals(seeds.getFirst(), seeds.getLast());
        untilIdle();
    }

    @Test
    void severalTimesWithAFixedSeedGoesOnCounting() throws Exception {
        queue.addTimes(pictures(2, 50), 3);
        untilIdle();

        assertEquals(
                List.of("50.png", "51.png", "52.png", "53.png", "54.png", "55.png"),
                queue.jobs().get().stream().flatMap(job -> names(job).stream()).toList());
    }

    @Test
    void theFrontComesFirst() throws Exception {
        onceAt(
                "step 1.1",
                () -> {
                    queue.add(pictures(1, 2), false);
                    queue.add(pictures(1, 3), true);
                });
        queue.add(pictures(1, 1), false);
        untilIdle();

        assertEquals(List.of("made 1", "made 3", "made 2"), moments("made"));
    }

    @Test
    void equalModelsRunTogether() throws Exception {
        onceAt(
                "step 1.1",
                () -> {
                    queue.add(with("b", 2), false);
                    queue.add(with("a", 3), false);
                    queue.add(with("b", 4), false);
                });
        queue.add(with("a", 1), false);
        untilIdle();

        assertEquals(List.of("made 1", "made 3", "made 2", "made 4"), moments("made"));
    }

    @Test
    void noJobOvertakesOneThatWasPlacedByHand() throws Exception {
        onceAt(
                "step 1.1",
                () -> {
                    queue.add(with("b", 2), false);
                    queue.add(with("a", 3), false);
                    queue.add(with("a", 4), false);
                    queue.moveBefore(id(2), Optional.of(id(4)));
                });
        queue.add(with("a", 1), false);
        untilIdle();

        assertEquals(List.of("made 1", "made 3", "made 2", "made 4"), moments("made"));
    }

    @Test
    void anyOrderCanBeReachedByMoving() throws Exception {
        onceAt(
                "step 1.1",
                () -> {
                    for (int seed = 2; seed <= 5; seed++) {
                        queue.add(pictures(1, seed), false);
                    }
                    // Far more moves into one gap than there are numbers between two ranks.
                    for (int i = 0; i < 200; i++) {
                        queue.moveBefore(id(4 + i % 2), Optional.of(id(3)));
                    }
                    queue.moveBefore(id(2), Optional.empty());
                });
        queue.add(pictures(1, 1), false);
        untilIdle();

        assertEquals(List.of("made 1", "made 4", "made 5", "made 3", "made 2"), moments("made"));
    }

    @Test
    void skippingLeavesOutOnePicture() throws Exception {
        onceAt("step 101.1", queue.here()::skip);
        queue.add(pictures(3, 100), false);
        untilIdle();

        assertEquals(List.of("100.png", "102.png"), names(only()));
        assertEquals(Job.State.DONE, only().state());
    }

    @Test
    void interruptingKeepsThePictureSoFarAndMakesNoMore() throws Exception {
        onceAt("step 101.1", queue.here()::interrupt);
        queue.add(pictures(3, 100), false);
        untilIdle();

        assertEquals(List.of("100.png", "101.png"), names(only()));
        assertEquals(Job.State.STOPPED, only().state());
        assertTrue(queue.latest().get().orElseThrow().interrupted());
        assertEquals("1 interrupted", QueueCount.of(queue.jobs().get()).words());

        queue.retry(only().id());
        untilIdle();
        assertEquals(Job.State.DONE, only().state());
        assertEquals(List.of("100.png", "101.png", "102.png"), names(only()));
    }

    @Test
    void anInterruptedPictureStaysOneAfterARestart() throws Exception {
        onceAt("step 101.1", queue.here()::interrupt);
        queue.add(pictures(3, 100), false);
        untilIdle();
        store.close();

        store = JobStore.open(folder.resolve("queue.db"));
        queue = queue(folder);

        assertEquals(Job.State.STOPPED, only().state());
        var shown = EarlierPictures.of(queue.jobs().get(), queue.made());
        assertEquals(
                List.of("101.png true", "100.png false"),
                shown.stream()
                        .map(it -> it.file().getFileName() + " " + it.interrupted())
                        .toList());
    }

    @Test
    void aSinglePictureThatWasInterruptedIsNotFinishedAndCanBeRunAgain() throws Exception {
        onceAt("step 100.1", queue.here()::interrupt);
        queue.add(pictures(1, 100), false);
        untilIdle();

        assertEquals(Job.State.STOPPED, only().state());
        queue.retry(only().id());
        untilIdle();
        assertEquals(
                List.of(Job.State.DONE, Job.State.DONE),
                queue.jobs().get().stream().map(Job::state).toList());
    }

    @Test
    void anInterruptAfterTheLastStepLeavesAFinishedPicture() throws Exception {
        onceAt("made 100", queue.here()::interrupt);
        queue.add(pictures(1, 100), false);
        untilIdle();

        assertEquals(Job.State.DONE, only().state());
    }

    @Test
    void aRequestToStopShowsAtOnceAndUntilItIsObeyed() throws Exception {
        var seen = new ArrayList<JobProgress.Stopping>();
        onceAt(
                "step 100.1",
                () -> {
                    queue.here().skip();
                    queue.here().live().get().flatMap(JobProgress::stopping).ifPresent(seen::add);
                });
        onceAmong(
                "step 101.",
                // Not every step is reported: the first that is says that it goes on.
                () -> queue.here().live().get().flatMap(JobProgress::stopping).isEmpty(),
                () -> {
                    queue.here().interrupt();
                    queue.cancel(only().id());
                    queue.here().live().get().flatMap(JobProgress::stopping).ifPresent(seen::add);
                });
        queue.add(pictures(3, 100).withSampling(Sampling.DEFAULT.withSteps(10_000)), false);
        untilIdle();

        assertEquals(List.of(JobProgress.Stopping.SKIP, JobProgress.Stopping.CANCEL), seen);
        assertTrue(queue.here().live().get().flatMap(JobProgress::stopping).isEmpty());
    }

    @Test
    void whatWasTakenOutComesBackWhereItWas() throws Exception {
        onceAt(
                "step 101.1",
                () -> {
                    queue.add(pictures(1, 200), false);
                    queue.add(pictures(1, 300), false);
                    queue.cancelAll();
                });
        queue.add(pictures(2, 100), false);
        untilIdle();
        assertEquals(0, QueueCount.of(queue.jobs().get()).open());

        var dropped = queue.dropped().get().orElseThrow();
        assertEquals(3, dropped.jobs().size());
        queue.restore(dropped);
        untilIdle();

        assertEquals(
                List.of("100.png", "101.png", "200.png", "300.png"),
                queue.jobs().get().stream().flatMap(job -> names(job).stream()).toList());
        assertEquals(1, moments("made 100").size());
    }

    @Test
    void aCancelThatIsTakenBackBeforeTheEngineObeysLosesNothing() throws Exception {
        onceAt(
                "step 101.1",
                () -> {
                    queue.cancelAll();
                    queue.restore(queue.dropped().get().orElseThrow());
                });
        queue.add(pictures(2, 100), false);
        untilIdle();

        assertEquals(List.of("100.png", "101.png"), names(only()));
        assertEquals(Job.State.DONE, only().state());
    }

    @Test
    void ofCancelUndoAndCancelTheLastCounts() throws Exception {
        onceAt(
                "step 101.1",
                () -> {
                    queue.cancelAll();
                    queue.restore(queue.dropped().get().orElseThrow());
                    queue.cancelAll();
                });
        queue.add(pictures(2, 100), false);
        untilIdle();

        assertEquals(List.of("100.png"), names(only()));
        assertEquals(Job.State.CANCELLED, only().state());
    }

    @Test
    void redoOfACancelLeavesWhatWasMadeMeanwhile() throws Exception {
        onceAt("step 101.1", () -> queue.cancelAll());
        queue.add(pictures(2, 100), false);
        untilIdle();
        var dropped = queue.dropped().get().orElseThrow();
        queue.restore(dropped);
        untilIdle();

        queue.dropAgain(dropped);

        assertEquals(Job.State.DONE, only().state());
        assertEquals(List.of("100.png", "101.png"), names(only()));
    }

    @Test
    void aFailedJobThatWasClearedAwayComesBack() throws Exception {
        generator.failure =
                Optional.of(new Failure.OutOfMemory(Message.plain("There is not enough memory.")));
        queue.add(pictures(1, 1), false);
        loop.until(() -> !queue.jobs().get().isEmpty() && job(1).state() == Job.State.FAILED);
        var before = job(1);

        queue.cancel(before.id());
        assertTrue(queue.jobs().get().stream().noneMatch(QueueCount::isListed));
        queue.restore(queue.dropped().get().orElseThrow());

        assertEquals(before, job(1));
    }

    @Test
    void cancellingDropsThePictureAndTheRest() throws Exception {
        onceAt("step 101.1", () -> queue.cancel(only().id()));
        queue.add(pictures(3, 100), false);
        untilIdle();

        assertEquals(List.of("100.png"), names(only()));
        assertEquals(Job.State.CANCELLED, only().state());
    }

    @Test
    void pausingFinishesThePictureAndResumingMakesTheRest() throws Exception {
        onceAt("step 101.1", queue.here()::pause);
        queue.add(pictures(4, 100), false);
        untilIdle();

        assertEquals(Job.State.QUEUED, only().state());
        assertEquals(List.of("100.png", "101.png"), names(only()));

        queue.here().resume();
        untilIdle();
        assertEquals(Job.State.DONE, only().state());
        assertEquals(List.of("made 100", "made 101", "made 102", "made 103"), moments("made"));
    }

    @Test
    void cancellingWhilePausingCancels() throws Exception {
        onceAt(
                "step 101.1",
                () -> {
                    queue.here().pause();
                    queue.cancel(only().id());
                });
        queue.add(pictures(4, 100), false);
        untilIdle();

        assertEquals(Job.State.CANCELLED, only().state());
    }

    @Test
    void pausingAndFreeingWaitsForThePicture() throws Exception {
        onceAt("step 100.1", queue.here()::pauseAndFree);
        queue.add(pictures(2, 100), false);
        loop.until(() -> generator.moments.contains("free"));

        assertTrue(generator.moments.indexOf("made 100") < generator.moments.indexOf("free"));
        assertTrue(queue.here().paused().get());
    }

    @Test
    void aFailureIsKeptInWordsAndTheNextJobRuns() throws Exception {
        generator.failure =
                Optional.of(new Failure.OutOfMemory(Message.plain("There is not enough memory.")));
        onceAt("load starter", () -> queue.add(pictures(1, 2), false));
        queue.add(pictures(1, 1), false);
        loop.until(() -> !queue.jobs().get().isEmpty() && job(1).state() == Job.State.FAILED);
        generator.failure = Optional.empty();
        untilIdle();

        assertTrue(job(1).reason().startsWith("There is not enough memory."), job(1).reason());
    }

    @Test
    void retryingMakesOnlyWhatIsLeft() throws Exception {
        onceAt("step 101.1", () -> queue.cancel(only().id()));
        queue.add(pictures(2, 100), false);
        untilIdle();

        queue.retry(only().id());
        untilIdle();

        assertEquals(List.of("made 100", "made 101"), moments("made"));
        assertEquals(Job.State.DONE, only().state());
    }

    @Test
    void aDiskThatTakesNoPicturePausesTheQueue() throws Exception {
        var notAFolder = Files.createFile(folder.resolve("file"));
        queue = queue(notAFolder);
        onceAt("step 1.1", () -> queue.add(pictures(1, 2), false));
        queue.add(pictures(1, 1), false);
        untilIdle();

        assertEquals(Job.State.FAILED, job(1).state());
        assertEquals(Job.State.QUEUED, job(2).state());
        assertTrue(queue.here().paused().get());
        assertInstanceOf(
                QueueModel.Problem.PictureNotSaved.class, queue.problem().get().orElseThrow());
    }

    @Test
    void foreverGoesOnUntilItIsStopped() throws Exception {
        var stopAt = new ArrayList<>(List.of("step 12.1"));
        generator.at =
                moment -> {
                    if (stopAt.remove(moment)) {
                        loop.execute(queue.here()::stopForever);
                    }
                };
        queue.here()
                .startForever(round -> queue.add(QueueModel.later(pictures(1, 10), round), false));
        untilIdle();

        assertEquals(List.of("made 10", "made 11", "made 12"), moments("made").subList(0, 3));
        assertEquals(Optional.empty(), queue.here().live().get());
    }

    @Test
    void foreverLetsOthersThrough() throws Exception {
        onceAt("step 10.1", () -> queue.add(with("other", 500), false));
        onceAt("step 500.1", queue.here()::stopForever);
        queue.here()
                .startForever(round -> queue.add(QueueModel.later(pictures(1, 10), round), false));
        untilIdle();

        assertEquals(List.of("made 10", "made 500"), moments("made"));
    }

    @Test
    void whatWasLeftOverBeginsPaused() throws IOException {
        store.put(Job.queued(7, Place.HERE, pictures(1, 1), 1, false));

        var next = queue(folder);

        assertTrue(next.here().paused().get());
        assertEquals(1, next.jobs().get().size());
    }

    @Test
    void progressIsThatOfTheWholeJobAfterAResume() throws Exception {
        var seen = new ArrayList<Progress>();
        onceAt("step 101.1", queue.here()::pause);
        onceAt(
                "step 102.2",
                () ->
                        queue.here()
                                .live()
                                .get()
                                .flatMap(JobProgress::progress)
                                .ifPresent(seen::add));
        queue.add(pictures(4, 100), false);
        untilIdle();
        queue.here().resume();
        untilIdle();

        assertEquals(3, seen.getFirst().batch());
        assertEquals(4, seen.getFirst().batches());
    }

    @Test
    void reportsAtMostTwentyTimesASecond() throws Exception {
        var reports = new ArrayList<JobProgress>();
        queue.here().live().onChange(live -> live.ifPresent(reports::add));
        var many = pictures(1, 1).withSampling(Sampling.DEFAULT.withSteps(2000));

        long start = System.nanoTime();
        queue.add(many, false);
        untilIdle();
        double seconds = (System.nanoTime() - start) / 1e9;

        assertTrue(reports.size() <= 4 + 20 * seconds, reports.size() + " in " + seconds + " s");
    }

    private static Recipe pictures(int count, long seed) {
        return Recipe.of("a cat", new Size(8, 8))
                .withSampling(Sampling.DEFAULT.withSteps(2))
                .withSeed(Seed.of(seed))
                .withBatch(new Batch(1, count));
    }

    private static Recipe with(String model, long seed) {
        return pictures(1, seed).withModel(Optional.of(new ModelRef(model, "")));
    }

    /// Runs `action` on the event thread when the engine first gets there, which waits for it.
    private void onceAt(String moment, Runnable action) {
        onceAmong(moment, () -> true, action);
    }

    /// The same at the first of the moments that begin so at which something is so.
    private void onceAmong(String moments, BooleanSupplier ready, Runnable action) {
        var before = generator.at;
        var done = new AtomicBoolean();
        generator.at =
                now -> {
                    before.accept(now);
                    if (now.startsWith(moments) && !done.get()) {
                        var looked = new CountDownLatch(1);
                        loop.execute(() -> {
                            if (ready.getAsBoolean()) {
                                action.run();
                                done.set(true);
                            }
                            looked.countDown();
                        });
                        await(looked);
                    }
                };
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilIdle() throws InterruptedException {
        Predicate<Job> waits = job -> job.state() == Job.State.QUEUED;
        loop.until(() ->
                queue.here().live().get().isEmpty()
                        && (queue.here().paused().get()
                                || queue.jobs().get().stream().noneMatch(waits)));
    }

    private Job only() {
        assertEquals(1, queue.jobs().get().size());
        return queue.jobs().get().getFirst();
    }

    private Job job(long seed) {
        return queue.jobs().get().stream()
                .filter(job -> job.recipe().seed().bits() == seed)
                .findFirst()
                .orElseThrow();
    }

    private long id(long seed) {
        return job(seed).id();
    }

    private List<String> moments(String kind) {
        return generator.moments.stream().filter(moment -> moment.startsWith(kind)).toList();
    }

    private static List<String> names(Job job) {
        return job.pictures().stream().map(file -> file.getFileName().toString()).toList();
    }
}
