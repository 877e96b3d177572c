package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.settings.Settings;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PictureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two places beside each other: this computer, and a service that takes two jobs at once.
class PlacesTest {
    private static final String SERVICE = "cn-shanghai/portraits";

    @TempDir Path folder;
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private final FakeGenerator engine = new FakeGenerator();
    private final FakeGenerator remote = new FakeGenerator();
    private final AtomicInteger asked = new AtomicInteger();
    private JobStore store;
    private QueueModel queue;
    private PlaceQueue service;

    @BeforeEach
    void open() throws IOException {
        store = JobStore.open(folder.resolve("queue.db"));
        queue = queue();
        service = queue.places().get().getLast();
    }

    private QueueModel queue() throws IOException {
        var names = new PictureNames(folder, "[seed]");
        var accepts = new Accepting(remote, asked);
        var places =
                List.of(
                        Place.here(engine, tasks),
                        new Place(SERVICE, Place.Kind.SYNC, accepts, tasks.beside(), 2));
        return new QueueModel(store, tasks, places, () -> names, loop);
    }

    @AfterEach
    void close() throws IOException {
        tasks.close();
        store.close();
    }

    /// A service that names each request.
    private record Accepting(FakeGenerator service, AtomicInteger asked) implements Generator {
        @Override
        public Capabilities capabilities() {
            asked.incrementAndGet();
            var none = List.<String>of();
            var models =
                    new Capabilities.Models(
                            List.of("sea.safetensors [0123456789]"), none, none, none, none, none);
            return new Capabilities(
                    Capabilities.ALL.samplers(), Capabilities.ALL.schedules(), models, 1);
        }

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

    /// A call of a service is looked at from its beginning on, and what draws goes before it.
    @Test
    void whatDrawsIsWatched() throws Exception {
        var steps = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        remote.at =
                moment -> {
                    if (moment.equals("step 2.1")) {
                        begun.countDown();
                    }
                    waitFor(moment, "step 2.1", steps);
                };
        queue.add(service, picture(2), false);
        loop.until(() -> begun.getCount() == 0);
        assertEquals(Optional.empty(), queue.watched().get().orElseThrow().progress());
        assertEquals(service, queue.working());

        var seen = new ArrayList<String>();
        queue.watched()
                .onChange(it ->
                        seen.add(
                                it.flatMap(JobProgress::progress)
                                        .map(p -> queue.working().place().id() + " " + p.step())
                                        .orElse("none")));
        steps.countDown();
        untilDone();
        loop.until(() -> queue.watched().get().isEmpty());
        assertEquals(SERVICE + " 1", seen.getFirst());
        assertEquals("none", seen.getLast());
        assertTrue(queue.working().place().isHere());
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

    @Test
    void jobsOfAPlaceThatLeavesWaitWithTheReasonUntilItArrivesAgain() throws Exception {
        var stopped = new WaitReason(WaitReason.Why.STOPPED, "portraits", "");
        queue.leave(service.place(), stopped);
        queue.add(service, picture(1), false);
        queue.add(picture(2), false);
        loop.until(() -> states().getLast() == Job.State.DONE);
        assertEquals(Job.State.QUEUED, states().getFirst());
        assertEquals(Optional.of(stopped), service.away().get());
        assertTrue(stopped.words().contains("portraits"), stopped.words());

        queue.arrive(service.place(), Optional.empty());
        untilDone();
        assertEquals(List.of("made 1"), made(remote));
    }

    /// Without a network all that waits would fail, one after another.
    @Test
    void whatWaitsIsKeptWhereAServiceDoesNotAnswer() throws Exception {
        var gone = Message.plain("There is no network.");
        remote.failure = Optional.of(new Failure.Unreachable(gone));
        service.pause();
        for (int seed = 1; seed <= 5; seed++) {
            queue.add(service, picture(seed), false);
        }
        service.resume();
        loop.until(() -> service.away().get().isPresent() && !service.running().get());

        var failed = states().stream().filter(it -> it == Job.State.FAILED).count();
        assertTrue(failed >= 1 && failed <= 2, "those that were at work: " + failed);
        assertEquals(5 - failed, states().stream().filter(it -> it == Job.State.QUEUED).count());
        assertEquals(WaitReason.Why.NO_ANSWER, service.away().get().orElseThrow().why());
        remote.failure = Optional.empty();
        queue.arrive(service.place(), Optional.empty());
        untilDone();
        assertEquals(5 - failed, states().stream().filter(it -> it == Job.State.DONE).count());
    }

    @Test
    void aJobThatWaitsMovesToAnotherPlace() throws Exception {
        queue.leave(service.place(), new WaitReason(WaitReason.Why.GONE, "portraits", ""));
        long job = queue.add(service, picture(1), false);

        queue.move(job, queue.here());
        untilDone();

        assertEquals(List.of("made 1"), made(engine));
        assertEquals(List.of(), made(remote));
    }

    @Test
    void whatRunsAtAPlaceThatIsDeletedFailsAndIsMadeElsewhere() throws Exception {
        var go = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        remote.at =
                moment -> {
                    begun.countDown();
                    waitFor(moment, "step 1.1", go);
                };
        long job = queue.add(service, picture(1), false);
        loop.until(() -> begun.getCount() == 0);

        queue.forget(SERVICE, new WaitReason(WaitReason.Why.GONE, "portraits", ""));
        go.countDown();
        untilDone();

        assertEquals(List.of(Job.State.FAILED), states());
        var why = queue.jobs().get().getFirst().reason();
        assertTrue(why.startsWith("The service portraits was deleted."), why);
        assertEquals(WaitReason.Why.GONE, service.away().get().orElseThrow().why());
        queue.move(job, queue.here());
        untilDone();
        assertEquals(List.of(Job.State.DONE), states());
        assertEquals(List.of("made 1"), made(engine));
    }

    /// A job may be on its way there before anybody knows of it.
    @Test
    void whatFailedBeforeThePlaceWasSeenToBeGoneSaysSoToo() throws Exception {
        remote.failure = Optional.of(new Failure.Unreachable(Message.plain("Nothing there.")));
        long job = queue.add(service, picture(1), false);
        untilDone();
        assertTrue(queue.jobs().get().getFirst().reason().startsWith("Nothing there."));

        queue.forget(SERVICE, new WaitReason(WaitReason.Why.GONE, "portraits", ""));

        var why = queue.jobs().get().getFirst().reason();
        assertTrue(why.startsWith("The service portraits was deleted."), why);
        assertEquals(job, queue.jobs().get().getFirst().id());
        assertEquals(List.of(Job.State.FAILED), states());
    }

    @Test
    void aForgottenPlaceIsListedAsLongAsAnyOfItsJobs() throws Exception {
        var gone = new WaitReason(WaitReason.Why.GONE, "portraits", "");
        queue.leave(service.place(), gone);
        long job = queue.add(service, picture(1), false);
        queue.forget(SERVICE, gone);
        assertEquals(2, queue.places().get().size());

        queue.cancel(job);
        queue.forget(SERVICE, gone);
        assertEquals(1, queue.places().get().size());
    }

    @Test
    void whatAnAsynchronousPlaceWasSentIsFetchedAfterARestartAlthoughTheRestIsPaused()
            throws Exception {
        var sent = Job.queued(7, "cn-shanghai/async", picture(7), 7, false).in(Job.State.RUNNING);
        store.put(sent);
        store.put(Job.queued(8, "cn-shanghai/async", picture(8), 8, false));
        store.request(7, "0+1", "request-7");

        var next = queue();
        var place = next.at("cn-shanghai/async").orElseThrow();
        assertTrue(place.away().get().isPresent(), "its account is not connected yet");
        next.arrive(
                new Place(
                        "cn-shanghai/async",
                        Place.Kind.ASYNC,
                        new Accepting(remote, asked),
                        tasks.beside(),
                        9),
                Optional.empty());
        loop.until(() -> next.jobs().get().getFirst().state() == Job.State.DONE);

        assertEquals(Job.State.QUEUED, next.jobs().get().getLast().state());
        assertEquals(List.of("made 7"), made(remote));
    }

    /// The pictures of the old service are gone with it, whatever number the request had.
    @Test
    void whatWasSentToADeletedServiceIsNotFetchedFromANewOneOfItsName() throws Exception {
        var id = "cn-shanghai/async";
        store.put(Job.queued(7, id, picture(7), 7, false).in(Job.State.RUNNING));
        store.put(Job.queued(8, id, picture(8), 8, false));
        store.request(7, "0+1", "request-7");
        store.service(id, "eas-m-old");

        var next = queue();
        var place = next.at(id).orElseThrow();
        next.arrive(asyncPlace(id, "eas-m-new"), Optional.empty());
        place.resume();
        tasks.inOrder(() -> {});
        loop.until(() -> sent(7).isEmpty());
        assertEquals(
                List.of(Job.State.INTERRUPTED, Job.State.INTERRUPTED),
                next.jobs().get().stream().map(Job::state).toList());
        assertEquals(List.of(), made(remote));

        next.retry(8);
        loop.until(() -> next.jobs().get().getLast().state() == Job.State.DONE);
        assertEquals(List.of("made 8"), made(remote));
        store.service(id, "eas-m-new");
        var again = queue();
        again.arrive(asyncPlace(id, "eas-m-new"), Optional.empty());
        assertEquals(Job.State.INTERRUPTED, again.jobs().get().getFirst().state());
    }

    private String sent(long job) {
        try {
            return store.request(job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Place asyncPlace(String id, String service) {
        var accepts = new Accepting(remote, asked);
        return new Place(id, Place.Kind.ASYNC, accepts, tasks.beside(), 2, service);
    }

    @Test
    void twinsHaveOneRecipeAndArePairedWhenBothAreMade() throws Exception {
        long here = queue.addTwins(service, picture(-1), false);
        untilDone();

        var mine = queue.jobs().get().getFirst();
        var other = queue.jobs().get().getLast();
        assertEquals(here, mine.id());
        assertEquals(List.of(mine.twin(), other.twin()), List.of(other.id(), mine.id()));
        assertEquals(mine.recipe(), other.recipe());
        assertEquals(NoiseSource.NV, mine.recipe().noise());
        var pair = queue.pair().get().orElseThrow();
        assertEquals(mine.pictures().getFirst(), pair.here());
        assertEquals(other.pictures().getFirst(), pair.there());
        store.close();
        store = JobStore.open(folder.resolve("queue.db"));
        assertEquals(other.id(), store.load().getFirst().twin(), "it outlives the process");
    }

    @Test
    void aServiceIsAskedOnceForWhatItOffersAndThisComputerNever() throws Exception {
        var settings = Settings.open(folder.resolve("settings.properties"), tasks);
        var where = new PlaceChoiceModel(queue, settings);
        var offers = new PlaceOffers(where, tasks).there();
        assertEquals(Optional.empty(), offers.get());

        where.choose(PlaceChoiceModel.PlaceChoice.at(SERVICE));
        loop.until(() -> offers.get().isPresent());
        assertEquals("portraits", offers.get().orElseThrow().name());
        assertEquals(
                List.of("sea.safetensors [0123456789]"),
                offers.get().orElseThrow().offers().models().checkpoints());
        assertTrue(offers.get().orElseThrow().has(Capabilities.Models::checkpoints, "sea"));
        assertFalse(offers.get().orElseThrow().has(Capabilities.Models::checkpoints, "starter"));

        where.choose(PlaceChoiceModel.PlaceChoice.HERE);
        assertEquals(Optional.empty(), offers.get());
        where.choose(new PlaceChoiceModel.PlaceChoice(SERVICE, true));
        assertTrue(offers.get().orElseThrow().both());
        assertEquals(1, asked.get());
    }

    private static List<String> made(FakeGenerator by) {
        return by.moments.stream().filter(it -> it.startsWith("made")).toList();
    }

    private int stored() {
        loop.execute(() -> {}); // looked at again
        try {
            return store.load().size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whereTheNextPictureGoesIsSaidInWords() {
        var settings = Settings.open(folder.resolve("settings.properties"), tasks);
        var where = new PlaceChoiceModel(queue, settings);
        assertEquals("This computer", where.words());
        where.choose(PlaceChoiceModel.PlaceChoice.at(SERVICE));
        assertEquals("portraits", where.words());
        where.choose(new PlaceChoiceModel.PlaceChoice(SERVICE, true));
        assertEquals("This computer and portraits", where.words());
    }

    @Test
    void aChoiceThatIsLostIsSaid() {
        var settings = Settings.open(folder.resolve("settings.properties"), tasks);
        var where = new PlaceChoiceModel(queue, settings);
        where.choose(PlaceChoiceModel.PlaceChoice.at(SERVICE));
        queue.forget(SERVICE, new WaitReason(WaitReason.Why.NOT_CONNECTED, "portraits", ""));
        assertTrue(where.chosen().get().isHere());
        assertEquals(
                Optional.of(
                        "portraits is not connected. Pictures are made on this computer until it is."),
                where.instead().get());

        queue.arrive(service.place(), Optional.empty());
        assertEquals(SERVICE, where.chosen().get().place());
        assertEquals(Optional.empty(), where.instead().get());

        queue.forget(SERVICE, new WaitReason(WaitReason.Why.GONE, "portraits", ""));
        assertEquals(
                Optional.of("portraits was deleted. Pictures are made on this computer now."),
                where.instead().get());
        queue.arrive(service.place(), Optional.empty()); // another of its name
        assertTrue(where.chosen().get().isHere());
        where.choose(PlaceChoiceModel.PlaceChoice.at(SERVICE));
        assertEquals(Optional.empty(), where.instead().get());
    }

    @Test
    void aPictureOfTheSandboxIsFree() throws Exception {
        var sandbox = new Place("sandbox/sketches", Place.Kind.SYNC, remote, tasks.beside(), 1);
        var hour = new OwnPrices.Price(BigDecimal.TEN, "USD", LocalDate.EPOCH);
        queue.arrive(sandbox, Optional.of(hour));
        queue.add(queue.at(sandbox.id()).orElseThrow(), picture(1), false);
        untilDone();
        var file = queue.latest().get().orElseThrow().file();
        var made = Provenance.read(PictureText.read(Files.readAllBytes(file)));
        assertEquals(0, made.cost().orElseThrow().amount().signum());
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
