package dev.atelier.app.queue;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The queue as the studio sees it: the jobs of all places, and the verbs for them. Event thread.
public final class QueueModel {
    private final JobList jobs;
    private final Value<List<PlaceQueue>> places;
    private final PlaceQueue.Shared shared;
    private final Value<Optional<JobProgress>> watched = Value.of(Optional.empty());
    private final Value<Set<Long>> sent = Value.of(Set.of());
    private final Value<QueueCount> count = Value.of(QueueCount.of(List.of()));
    private PlaceQueue working;
    private final Value<Optional<Pair>> pair = Value.of(Optional.empty());
    private final Value<Optional<SavedPicture>> latest = Value.of(Optional.empty());
    private final Value<Optional<Job>> failure = Value.of(Optional.empty());
    private final Value<Optional<Dropped>> dropped = Value.of(Optional.empty());

    /// Jobs that the user has just taken out, as they were, so that [#restore] can bring them back.
    public record Dropped(List<Job> jobs) {
        public Dropped {
            jobs = List.copyOf(jobs);
        }
    }

    /// What the user must know about the queue itself.
    public sealed interface Problem {
        /// It could not be read and was started again; the old one was moved.
        record SetAside(Path to) implements Problem {}

        /// Some jobs could not be read and were left out; a copy of the whole was kept.
        record PartSetAside(Path to, int jobs) implements Problem {}

        /// Changes are not on disk.
        record NotSaved(String why) implements Problem {}

        /// A picture could not be saved, so the queue stopped.
        record PictureNotSaved(String why) implements Problem {}

        /// @param lost jobs that could not be read, 0 where the whole could not
        static Problem of(Path to, int lost) {
            return lost > 0 ? new PartSetAside(to, lost) : new SetAside(to);
        }
    }

    /// Takes up what `store` holds; places where anything is left to do begin paused. Jobs of a
    /// place that is not in the list wait until it is.
    ///
    /// @param places the first is this computer
    /// @param names where the next picture goes, asked when a job begins
    /// @param events runs a callback on the event thread
    public QueueModel(
            JobStore store,
            Tasks tasks,
            List<Place> places,
            Supplier<PictureNames> names,
            Executor events)
            throws IOException {
        jobs = new JobList(store, tasks, events);
        shared =
                new PlaceQueue.Shared(
                        names, events, this::finished, job -> failure.set(Optional.of(job)));
        var all = new ArrayList<PlaceQueue>();
        for (var place : places) {
            all.add(new PlaceQueue(place, jobs, shared, Optional.empty()));
        }
        var known = places.stream().map(Place::id).toList();
        jobs.jobs().get().stream()
                .filter(QueueCount::isListed)
                .map(Job::place)
                .distinct()
                .filter(id -> !known.contains(id))
                .forEach(id -> all.add(absent(Place.unknown(id, tasks))));
        this.places = Value.of(List.copyOf(all));
        working = all.getFirst();
        all.forEach(this::follow);
        jobs.jobs().bind(now -> count.set(count(now)));
    }

    private void follow(PlaceQueue place) {
        place.all().onChange(_ -> look());
    }

    /// How many jobs the queue lists, by state; what waits at a service counts as waiting.
    public Observed<QueueCount> count() {
        return count;
    }

    /// Of some of the jobs.
    QueueCount count(List<Job> some) {
        return QueueCount.of(some, sent.get());
    }

    /// What was sent and waits at its service, by number.
    Observed<Set<Long>> sent() {
        return sent;
    }

    private void look() {
        sent.set(
                places.get().stream()
                        .flatMap(it -> it.all().get().stream())
                        .filter(it -> it.ahead().isPresent())
                        .map(JobProgress::job)
                        .collect(Collectors.toUnmodifiableSet()));
        count.set(count(jobs.jobs().get()));
        var at =
                Stream.of(Seen.DRAWS, Seen.CALLED)
                        .flatMap(how ->
                                places.get().stream().filter(it -> seen(it, how).isPresent()))
                        .findFirst();
        working = at.orElseGet(this::here);
        watched.set(at.flatMap(it -> seen(it, Seen.CALLED)));
    }

    /// Which jobs are looked at, from the first choice on.
    private enum Seen {
        /// This computer's, and what draws elsewhere.
        DRAWS,
        /// Also what a service was called for. What stands in a queue may wait for hours.
        CALLED
    }

    private Optional<JobProgress> seen(PlaceQueue place, Seen how) {
        boolean all =
                place == here() || (how == Seen.CALLED && place.place().kind() == Place.Kind.SYNC);
        var drawn = place.all().get().stream().filter(it -> it.progress().isPresent()).findFirst();
        return drawn.or(() -> place.all().get().stream().filter(it -> all).findFirst());
    }

    /// What is being made and can be looked at: a job of this computer, else one of a service.
    public Observed<Optional<JobProgress>> watched() {
        return watched;
    }

    /// Where that is; this computer where there is none.
    public PlaceQueue working() {
        return working;
    }

    private PlaceQueue absent(Place place) {
        var why = new WaitReason(WaitReason.Why.NOT_CONNECTED, place.name(), "");
        return new PlaceQueue(place, jobs, shared, Optional.of(why));
    }

    private void finished(SavedPicture picture) {
        latest.set(Optional.of(picture));
        twin(picture).ifPresent(other -> pair.set(Optional.of(other)));
    }

    /// How each finished picture was made, as far as it was noted. Any thread.
    public Map<Path, JobStore.Made> made() throws IOException {
        return jobs.store().made();
    }

    /// The queues of all places: this computer, then services as they came, those that are away
    /// among them where any of their jobs is listed.
    public Observed<List<PlaceQueue>> places() {
        return places;
    }

    /// The queue of this computer.
    public PlaceQueue here() {
        return places.get().getFirst();
    }

    /// The queue of a place by its id.
    public Optional<PlaceQueue> at(String place) {
        return places.get().stream().filter(one -> one.place().id().equals(place)).findFirst();
    }

    /// A place takes work from now on, for the first time or again.
    ///
    /// @param price of an hour there, where it is known
    public void arrive(Place place, Optional<OwnPrices.Price> price) {
        if (at(place.id()).isEmpty()) {
            var fresh = new PlaceQueue(place, jobs, shared, Optional.empty());
            list(fresh);
        }
        at(place.id()).orElseThrow().arrive(place, price);
    }

    private void list(PlaceQueue fresh) {
        follow(fresh);
        places.update(all -> Stream.concat(all.stream(), Stream.of(fresh)).toList());
    }

    /// What an hour at a place costs has changed.
    public void price(String place, Optional<OwnPrices.Price> hour) {
        at(place).ifPresent(queue -> queue.price(hour));
    }

    /// A place takes no work until it arrives again. Its jobs wait, with the reason. One that never
    /// arrived is listed from now on, so that it can be chosen.
    public void leave(Place place, WaitReason why) {
        if (at(place.id()).isEmpty()) {
            var fresh = new PlaceQueue(place, jobs, shared, Optional.of(why));
            list(fresh);
        }
        at(place.id()).orElseThrow().leave(place, why);
    }

    /// A place is gone for good, or with its account: it is not listed any more once none of its
    /// jobs is.
    public void forget(String place, WaitReason why) {
        at(place)
                .filter(queue -> !queue.place().isHere())
                .ifPresent(queue -> {
                    queue.leave(why);
                    if (!queue.isInUse()) {
                        places.update(all -> all.stream().filter(it -> !it.equals(queue)).toList());
                    }
                });
    }

    /// Two pictures of one recipe, made at two places.
    ///
    /// @param here made on this computer
    public record Pair(Path here, Path there, long job) {}

    /// The pair that was completed last.
    public Observed<Optional<Pair>> pair() {
        return pair;
    }

    /// The job that made a picture, where it is known.
    public Optional<Job> jobOf(SavedPicture picture) {
        return jobs.find(picture.job());
    }

    /// The pair that a picture belongs to, where the other is made.
    public Optional<Pair> twin(SavedPicture picture) {
        var job = jobs.find(picture.job());
        var other = job.filter(Job::isTwin).flatMap(it -> jobs.find(it.twin()));
        if (other.isEmpty()) {
            return Optional.empty();
        }
        int at = RemainingPart.placeOf(job.get().recipe(), picture.recipe().seed());
        return pictureAt(other.get(), at)
                .map(file ->
                        job.get().place().equals(Place.HERE)
                                ? new Pair(picture.file(), file, picture.job())
                                : new Pair(file, picture.file(), picture.job()));
    }

    /// All pairs of this computer and another place, as far as both pictures are made.
    public List<Pair> twins(String place) {
        var pairs = new ArrayList<Pair>();
        for (var job : jobs.jobs().get()) {
            var other = job.isTwin() ? jobs.find(job.twin()) : Optional.<Job>empty();
            if (job.place().equals(Place.HERE)
                    && other.filter(it -> it.place().equals(place)).isPresent()) {
                for (int i = 0; i < job.pictures().size(); i++) {
                    var mine = job.pictures().get(i);
                    pictureAt(other.get(), i)
                            .ifPresent(it -> pairs.add(new Pair(mine, it, job.id())));
                }
            }
        }
        return List.copyOf(pairs);
    }

    /// Skipped pictures are not in the list of a job, so a job that misses some has no answer.
    private static Optional<Path> pictureAt(Job job, int at) {
        boolean sure = job.isWhole() || !job.state().open() || job.recipe().batch().total() == 1;
        return sure || at < job.pictures().size()
                ? job.pictures().stream().skip(at).findFirst()
                : Optional.empty();
    }

    /// All remembered jobs by rank.
    public Observed<List<Job>> jobs() {
        return jobs.jobs();
    }

    /// The newest finished picture.
    public Observed<Optional<SavedPicture>> latest() {
        return latest;
    }

    /// The job that failed last.
    public Observed<Optional<Job>> failure() {
        return failure;
    }

    /// What was taken out last.
    public Observed<Optional<Dropped>> dropped() {
        return dropped;
    }

    /// Puts jobs back that were taken out: what waited waits again in its place, and of what ran
    /// the rest is made.
    public void restore(Dropped what) {
        for (var old : what.jobs()) {
            var queue = at(old.place());
            if (queue.filter(it -> it.runs(old.id())).isPresent()) {
                queue.get().takeBack(old.id());
            } else {
                boolean ran = old.state() == Job.State.RUNNING;
                jobs.put(ran ? old.with(picturesOf(old)).in(Job.State.QUEUED) : old);
            }
        }
        dropped.set(Optional.empty());
        pump();
    }

    /// Takes out once more what [#restore] put back, as far as it was not made meanwhile.
    public void dropAgain(Dropped what) {
        what.jobs().stream()
                .flatMap(old -> jobs.find(old.id()).stream())
                .filter(QueueCount::isListed)
                .forEach(this::drop);
    }

    private List<Path> picturesOf(Job old) {
        return jobs.find(old.id()).map(Job::pictures).orElse(old.pictures());
    }

    /// What the user is shown, until [#understood].
    public Observed<Optional<Problem>> problem() {
        return jobs.problem();
    }

    public void understood() {
        jobs.problem(Optional.empty());
    }

    /// Ends the running pictures because the program ends: their jobs stay as they are on disk, and
    /// are offered again at the next start.
    public void leave() {
        places.get().forEach(PlaceQueue::end);
    }

    /// Orders pictures here; random seeds are drawn now. A paused queue stays paused.
    ///
    /// @param front before all that waits
    /// @return the number of the job
    public long add(Recipe recipe, boolean front) {
        return add(here(), recipe, front);
    }

    /// The same at one of [#places].
    public long add(PlaceQueue place, Recipe recipe, boolean front) {
        long id = enqueue(place, recipe, front);
        place.pump();
        return id;
    }

    /// Orders the same several times here: with a fixed seed, each goes on where the one before
    /// ended.
    ///
    /// @param times 1 or more
    public void addTimes(Recipe recipe, int times) {
        for (int i = 0; i < times; i++) {
            enqueue(here(), later(recipe, i), false);
        }
        here().pump();
    }

    /// The same recipe ordered once more: a fixed seed goes on where the rounds before it ended.
    ///
    /// @param round 0 for the recipe itself
    public static Recipe later(Recipe recipe, int round) {
        return recipe.withSeed(recipe.seed().ofImage(round * recipe.batch().total()));
    }

    /// Orders a recipe here and there, with the same seeds and the same source of noise, so that
    /// the two pictures can be compared.
    ///
    /// @return the number of the job here; the other knows it as its twin
    public long addTwins(PlaceQueue there, Recipe recipe, boolean front) {
        var same =
                recipe.withSeed(recipe.seed().resolved(new SplittableRandom()))
                        .withNoise(NoiseSource.NV);
        long mine = enqueue(here(), same, front);
        long other = enqueue(there, same, front);
        jobs.find(mine).ifPresent(job -> jobs.put(job.twinOf(other)));
        jobs.find(other).ifPresent(job -> jobs.put(job.twinOf(mine)));
        pump();
        return mine;
    }

    private long enqueue(PlaceQueue place, Recipe recipe, boolean front) {
        var drawn = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        place.ordered();
        var all = jobs.jobs().get();
        double rank = front ? JobOrder.front(all) : JobOrder.back(all);
        long id = jobs.newId();
        jobs.put(Job.queued(id, place.place().id(), drawn, rank, front));
        return id;
    }

    /// Lets a job that does not run wait at another place. What of it is made stays made.
    public void move(long id, PlaceQueue to) {
        jobs.find(id)
                .filter(job -> job.state() != Job.State.RUNNING && QueueCount.isListed(job))
                .ifPresent(job -> jobs.put(job.movedTo(to.place().id())));
        pump();
    }

    /// Runs a job once more. Of one that ended early only what is left is made; one that is done is
    /// ordered again.
    public void retry(long id) {
        jobs.find(id).ifPresent(this::retry);
    }

    private void retry(Job job) {
        switch (job.state()) {
            case QUEUED, RUNNING -> {}
            case INTERRUPTED, FAILED, CANCELLED -> jobs.put(job.in(Job.State.QUEUED));
            case STOPPED -> goOn(job);
            case DONE -> again(job);
        }
        pump();
    }

    /// The rest of a job that was ended early; the whole again where nothing of it is left.
    private void goOn(Job job) {
        if (job.pictures().size() < job.recipe().batch().total()) {
            jobs.put(job.in(Job.State.QUEUED));
        } else {
            jobs.put(job.in(Job.State.DONE));
            again(job);
        }
    }

    private void again(Job job) {
        enqueue(at(job.place()).orElseGet(this::here), job.recipe(), false);
    }

    /// Drops a waiting job, or stops the running one and drops its unfinished picture; takes an
    /// ended one out of the list.
    public void cancel(long id) {
        var job = jobs.find(id);
        if (job.isEmpty()) {
            return;
        }
        drop(job.get());
        dropped.set(Optional.of(new Dropped(List.of(job.get()))));
    }

    /// The same of several, which come back together.
    public void cancel(Collection<Long> ids) {
        var all = jobs.jobs().get().stream().filter(it -> ids.contains(it.id())).toList();
        // What waits goes first: the end of the running job would start the next.
        all.stream().filter(job -> job.state() == Job.State.QUEUED).forEach(this::drop);
        all.stream().filter(job -> job.state() != Job.State.QUEUED).forEach(this::drop);
        if (!all.isEmpty()) {
            dropped.set(Optional.of(new Dropped(all)));
        }
    }

    private void drop(Job job) {
        switch (job.state()) {
            case QUEUED, INTERRUPTED, STOPPED, FAILED -> jobs.put(job.in(Job.State.CANCELLED));
            case RUNNING -> at(job.place()).ifPresent(queue -> queue.cancel(job.id()));
            case DONE, CANCELLED -> jobs.remove(job.id());
        }
    }

    /// Takes all that ended early or failed out of the list.
    public void removeEnded() {
        var ended =
                jobs.jobs().get().stream()
                        .filter(job -> QueueCount.isListed(job) && !job.state().open())
                        .toList();
        ended.forEach(this::drop);
        if (!ended.isEmpty()) {
            dropped.set(Optional.of(new Dropped(ended)));
        }
    }

    /// Drops all that waits and stops what runs.
    public void cancelAll() {
        var open = jobs.jobs().get().stream().filter(job -> job.state().open()).toList();
        // What waits goes first: the end of the running job would start the next.
        open.stream().filter(job -> job.state() == Job.State.QUEUED).forEach(this::drop);
        for (var place : places.get()) {
            place.stopForever();
            place.cancel();
        }
        if (!open.isEmpty()) {
            dropped.set(Optional.of(new Dropped(open)));
        }
    }

    public void toFront(long id) {
        jobs.find(id)
                .filter(job -> job.state() == Job.State.QUEUED)
                .ifPresent(job -> jobs.put(job.at(JobOrder.front(jobs.jobs().get()), true)));
    }

    /// Puts a waiting job before another, or last.
    public void moveBefore(long id, Optional<Long> other) {
        jobs.find(id)
                .filter(job -> job.state() == Job.State.QUEUED)
                .ifPresent(job -> JobOrder.moved(jobs.jobs().get(), job, other).forEach(jobs::put));
    }

    private void pump() {
        places.get().forEach(PlaceQueue::pump);
    }
}
