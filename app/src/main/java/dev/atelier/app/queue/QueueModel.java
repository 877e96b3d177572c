package dev.atelier.app.queue;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue as the studio sees it: what waits, what runs, and the verbs for both. Event thread.
public final class QueueModel {
    private static final Logger log = LoggerFactory.getLogger(QueueModel.class);

    private final JobStore store;
    private final Tasks tasks;
    private final Generator generator;
    private final Supplier<PictureNames> names;
    private final Executor events;

    private final Value<List<Job>> jobs;
    private final Value<Optional<JobProgress>> live = Value.of(Optional.empty());
    private final Value<Optional<SavedPicture>> latest = Value.of(Optional.empty());
    private final Value<Boolean> paused = Value.of(false);
    private final Value<Optional<Trouble>> trouble;
    private final Value<Optional<Stopping>> stopping = Value.of(Optional.empty());
    private final Value<Optional<Dropped>> dropped = Value.of(Optional.empty());
    private final Value<Optional<IntConsumer>> forever = Value.of(Optional.empty());
    private Cancellation cancellation = new Cancellation();
    private Optional<String> loadedModel = Optional.empty();
    private boolean freeWhenStopped;
    private Optional<JobRun> run = Optional.empty();
    private boolean cancelled;
    private boolean cutShort;
    private boolean takenBack;
    private int foreverRounds;
    private boolean foreverAsked;
    private long lastId;

    /// What the running job was asked to do and has not done yet.
    public enum Stopping {
        /// Leaving out the present picture.
        SKIP,
        /// Keeping the present picture as far as it is, and ending.
        INTERRUPT,
        /// Dropping the present picture, and ending.
        CANCEL
    }

    /// Jobs that the user has just taken out, as they were, so that [#restore] can bring them back.
    ///
    /// @param all whether the whole queue was emptied
    public record Dropped(List<Job> jobs, boolean all) {
        public Dropped {
            jobs = List.copyOf(jobs);
        }
    }

    /// What the user must know about the queue itself.
    public sealed interface Trouble {
        /// It could not be read and was begun anew; the old one was moved.
        record SetAside(Path to) implements Trouble {}

        /// Some jobs could not be read and were left out; a copy of the whole was kept.
        record PartSetAside(Path to, int jobs) implements Trouble {}

        /// Changes are not on disk.
        record NotSaved(String why) implements Trouble {}

        /// A picture could not be saved, so the queue stopped.
        record PictureNotSaved(String why) implements Trouble {}
    }

    /// Takes up what `store` holds; where anything is left to do it begins paused.
    ///
    /// @param names where the next picture goes, asked when a job begins
    /// @param events runs a callback on the event thread
    public QueueModel(
            JobStore store,
            Tasks tasks,
            Generator generator,
            Supplier<PictureNames> names,
            Executor events)
            throws IOException {
        this.store = store;
        this.tasks = tasks;
        this.generator = generator;
        this.names = names;
        this.events = events;
        var found = store.load();
        jobs = Value.of(found);
        lastId = found.stream().mapToLong(Job::id).max().orElse(0);
        paused.set(found.stream().anyMatch(QueueModel::isLeftOver));
        trouble = Value.of(store.setAside().map(to -> damage(to, store.lost())));
        paused.onChange(now -> run.ifPresent(running -> running.pauseAfterPicture(now)));
    }

    private static Trouble damage(Path to, int lost) {
        return lost > 0 ? new Trouble.PartSetAside(to, lost) : new Trouble.SetAside(to);
    }

    private static boolean isLeftOver(Job job) {
        return job.state() == Job.State.QUEUED || job.state() == Job.State.INTERRUPTED;
    }

    /// All remembered jobs by rank.
    public Observed<List<Job>> jobs() {
        return jobs;
    }

    /// The running job.
    public Observed<Optional<JobProgress>> live() {
        return live;
    }

    /// The newest finished picture.
    public Observed<Optional<SavedPicture>> latest() {
        return latest;
    }

    public State paused() {
        return State.of(paused);
    }

    public State running() {
        return State.of(live.map(Optional::isPresent));
    }

    /// What the running job was told, from that moment until it has obeyed.
    public Observed<Optional<Stopping>> stopping() {
        return stopping;
    }

    /// What was taken out last.
    public Observed<Optional<Dropped>> dropped() {
        return dropped;
    }

    /// Puts jobs back that were taken out: what waited waits again in its place, and of what ran
    /// the rest is made.
    public void restore(Dropped what) {
        for (var old : what.jobs()) {
            if (runs(old.id())) {
                takenBack = true;
            } else {
                boolean ran = old.state() == Job.State.RUNNING;
                put(ran ? old.with(picturesOf(old)).in(Job.State.QUEUED, "") : old);
            }
        }
        dropped.set(Optional.empty());
        pump();
    }

    private boolean runs(long id) {
        return live.get().filter(running -> running.job() == id).isPresent();
    }

    private List<Path> picturesOf(Job old) {
        return job(old.id()).map(Job::pictures).orElse(old.pictures());
    }

    /// What to tell the user, until [#understood].
    public Observed<Optional<Trouble>> trouble() {
        return trouble;
    }

    public void understood() {
        trouble.set(Optional.empty());
    }

    /// Ends the running picture because the program ends: its job stays as it is on disk, and is
    /// offered again at the next start.
    public void leave() {
        cancellation.cancel();
    }

    /// Orders pictures; random seeds are drawn now. A paused queue stays paused.
    ///
    /// @param front before all that waits
    /// @return the number of the job
    public long add(Recipe recipe, boolean front) {
        long id = enqueue(recipe, front);
        pump();
        return id;
    }

    /// Orders the same several times: with a fixed seed, each goes on where the one before ended.
    ///
    /// @param times 1 or more
    public void addTimes(Recipe recipe, int times) {
        for (int i = 0; i < times; i++) {
            enqueue(later(recipe, i), false);
        }
        pump();
    }

    /// Orders again whenever nothing else waits, until [#stopForever], a failure or a cancel.
    ///
    /// @param order adds what is wanted at that moment, at once or later; receives the 0-based round,
    ///   see [#later]
    public void startForever(IntConsumer order) {
        forever.set(Optional.of(order));
        foreverRounds = 0;
        foreverAsked = false;
        paused.set(false);
        pump();
    }

    /// What is ordered is still made.
    public void stopForever() {
        forever.set(Optional.empty());
    }

    public State forever() {
        return State.of(forever.map(Optional::isPresent));
    }

    /// The same recipe ordered once more: a fixed seed goes on where the rounds before it ended.
    ///
    /// @param round 0 for the recipe itself
    public static Recipe later(Recipe recipe, int round) {
        return recipe.withSeed(recipe.seed().ofImage(round * recipe.batch().total()));
    }

    private long enqueue(Recipe recipe, boolean front) {
        var drawn = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        foreverAsked = false;
        double rank = front ? JobOrder.front(jobs.get()) : JobOrder.back(jobs.get());
        long id = ++lastId;
        put(Job.queued(id, drawn, rank, front));
        return id;
    }

    /// Runs a job once more. Of one that ended early only what is left is made; one that is done is
    /// ordered again.
    public void retry(long id) {
        job(id).ifPresent(this::retry);
    }

    private void retry(Job job) {
        switch (job.state()) {
            case QUEUED, RUNNING -> {}
            case INTERRUPTED, FAILED, CANCELLED -> put(job.in(Job.State.QUEUED, ""));
            case STOPPED -> goOn(job);
            case DONE -> enqueue(job.recipe(), false);
        }
        pump();
    }

    /// The rest of a job that was ended early; the whole again where nothing of it is left.
    private void goOn(Job job) {
        if (job.pictures().size() < job.recipe().batch().total()) {
            put(job.in(Job.State.QUEUED, ""));
        } else {
            put(job.in(Job.State.DONE, ""));
            enqueue(job.recipe(), false);
        }
    }

    /// Drops a waiting job, or stops the running one and drops its unfinished picture; takes an
    /// ended one out of the list.
    public void cancel(long id) {
        var job = job(id);
        if (job.isEmpty()) {
            return;
        }
        drop(job.get());
        dropped.set(Optional.of(new Dropped(List.of(job.get()), false)));
    }

    private void drop(Job job) {
        switch (job.state()) {
            case QUEUED, INTERRUPTED, STOPPED, FAILED -> put(job.in(Job.State.CANCELLED, ""));
            case RUNNING -> cancelRunning();
            case DONE, CANCELLED -> remove(job.id());
        }
    }

    /// Drops all that waits and stops what runs.
    public void cancelAll() {
        var open = jobs.get().stream().filter(job -> job.state().open()).toList();
        // What waits goes first: the end of the running job would start the next.
        open.stream().filter(job -> job.state() == Job.State.QUEUED).forEach(this::drop);
        cancelRunning();
        if (!open.isEmpty()) {
            dropped.set(Optional.of(new Dropped(open, true)));
        }
    }

    private void cancelRunning() {
        stopForever();
        cancelled = true;
        cancellation.cancel();
        stopping(Stopping.CANCEL);
    }

    private void stopping(Stopping how) {
        if (live.get().isPresent()) {
            stopping.set(Optional.of(how));
        }
    }

    /// Stops the running job's picture and drops it; the job goes on with its next.
    public void skip() {
        cancellation.skip();
        if (stopping.get().isEmpty()) {
            stopping(Stopping.SKIP);
        }
    }

    /// Ends the running job early; the present picture is kept as far as it is.
    public void interrupt() {
        cancellation.interrupt();
        if (!stopping.get().equals(Optional.of(Stopping.CANCEL))) {
            stopping(Stopping.INTERRUPT);
        }
    }

    public void toFront(long id) {
        job(id).filter(job -> job.state() == Job.State.QUEUED)
                .ifPresent(job -> put(job.at(JobOrder.front(jobs.get()), true)));
    }

    /// Puts a waiting job before another, or last.
    public void moveBefore(long id, Optional<Long> other) {
        job(id).filter(job -> job.state() == Job.State.QUEUED)
                .ifPresent(job -> JobOrder.moved(jobs.get(), job, other).forEach(this::put));
    }

    /// Stops when the present picture is finished.
    public void pause() {
        paused.set(true);
    }

    /// The same, and gives the model's memory back then.
    public void pauseAndFree() {
        paused.set(true);
        freeWhenStopped = true;
        if (!running().get()) {
            free();
        }
    }

    public void resume() {
        paused.set(false);
        freeWhenStopped = false;
        pump();
    }

    /// Forgets an ended job.
    private void remove(long id) {
        jobs.update(all -> all.stream().filter(job -> job.id() != id).toList());
        write(() -> store.remove(id));
    }

    private void pump() {
        if (paused.get() || live.get().isPresent()) {
            return;
        }
        if (JobOrder.waiting(jobs.get()).isEmpty() && forever.get().isPresent()) {
            if (!foreverAsked) {
                foreverAsked = true;
                forever.get().get().accept(foreverRounds++);
            }
            return; // adding it comes back here
        }
        JobOrder.next(jobs.get(), loadedModel).ifPresent(this::start);
    }

    private void start(Job waiting) {
        var job = waiting.in(Job.State.RUNNING, "");
        var mine = new Cancellation();
        cancellation = mine;
        cancelled = false;
        cutShort = false;
        takenBack = false;
        boolean loads = !loadedModel.equals(Optional.of(job.modelName()));
        loadedModel = Optional.of(job.modelName());
        live.set(Optional.of(JobProgress.begun(job.id(), loads)));
        put(job);
        var listener = new JobRun.Listener(events, this::show, this::finished);
        var next = new JobRun(job, store, names.get(), mine, listener);
        run = Optional.of(next);
        tasks.<Boolean>compute(
                "",
                task -> next.make(generator),
                Tasks.Outcome.of(
                        complete -> ended(job.id(), endOf(mine, complete), ""),
                        failure -> failed(job.id(), mine, failure)));
    }

    private void show(JobProgress now) {
        if (cancellation.wish() == Cancellation.StopMode.NONE) {
            stopping.set(Optional.empty()); // a skipped picture has been left
        }
        live.set(Optional.of(now));
    }

    private void finished(SavedPicture picture) {
        cutShort |= picture.interrupted();
        job(picture.job())
                .ifPresent(job -> {
                    var files = new ArrayList<Path>(job.pictures());
                    files.add(picture.file());
                    show(job.with(files)); // the run has noted it
                });
        latest.set(Optional.of(picture));
    }

    private void failed(long id, Cancellation mine, Throwable failure) {
        if (failure instanceof GenerationException e) {
            if (e.failure() instanceof Failure.Cancelled) {
                ended(id, endOf(mine, false), "");
                return;
            }
            log.info("job {} failed", id, failure);
            ended(id, Job.State.FAILED, FailureMessages.of(e.failure()));
        } else if (failure instanceof IOException e) {
            log.warn("job {} failed", id, failure);
            paused.set(true); // the next would fail the same way, after its time
            trouble.set(Optional.of(new Trouble.PictureNotSaved(FailureMessages.why(e))));
            ended(id, Job.State.FAILED, FailureMessages.notSaved(e));
        } else {
            log.error("job {} failed", id, failure);
            var bug = new Failure.Bug("The engine failed: " + failure + ".");
            ended(id, Job.State.FAILED, FailureMessages.of(bug));
        }
    }

    private void ended(long id, Job.State state, String why) {
        live.set(Optional.empty());
        stopping.set(Optional.empty());
        boolean again = takenBack && state == Job.State.CANCELLED;
        job(id).ifPresent(job ->
                put(job.in(again ? Job.State.QUEUED : withPictures(job, state), why)));
        if (state == Job.State.FAILED) {
            stopForever();
        }
        if (freeWhenStopped) {
            free();
        }
        pump();
    }

    /// @param complete nothing is left to make
    private Job.State endOf(Cancellation mine, boolean complete) {
        if (mine.wish() == Cancellation.StopMode.INTERRUPT && (cutShort || !complete)) {
            return Job.State.STOPPED;
        }
        if (complete) {
            return Job.State.DONE;
        }
        boolean stopped = run.filter(JobRun::hasPaused).isPresent() && !cancelled;
        return stopped ? Job.State.QUEUED : Job.State.CANCELLED;
    }

    /// A job that was stopped before its first picture is not done.
    private static Job.State withPictures(Job job, Job.State state) {
        return state == Job.State.DONE && job.pictures().isEmpty() ? Job.State.CANCELLED : state;
    }

    private void free() {
        freeWhenStopped = false;
        loadedModel = Optional.empty();
        tasks.<Boolean>compute(
                "",
                task -> {
                    generator.free();
                    return true;
                },
                Tasks.Outcome.of(done -> {}, failure -> log.warn("freeing failed", failure)));
    }

    private Optional<Job> job(long id) {
        return jobs.get().stream().filter(job -> job.id() == id).findFirst();
    }

    private void put(Job job) {
        show(job);
        write(() -> store.put(job));
    }

    private void show(Job job) {
        jobs.update(all -> {
            var next = new ArrayList<>(all);
            next.removeIf(old -> old.id() == job.id());
            next.add(job);
            next.sort(JobOrder.BY_RANK);
            return List.copyOf(next);
        });
    }

    private interface Write {
        void run() throws IOException;
    }

    private void write(Write change) {
        tasks.inOrder(() -> {
            try {
                change.run();
            } catch (IOException e) {
                log.error("the queue could not be saved", e);
                var why = new Trouble.NotSaved(FailureMessages.why(e));
                events.execute(() -> trouble.set(Optional.of(why)));
            }
        });
    }
}
