package dev.atelier.app.queue;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue as the studio sees it: what waits, what runs, and the verbs for both. Event thread.
public final class QueueModel {
    private static final Logger log = LoggerFactory.getLogger(QueueModel.class);

    private final JobStore store;
    private final Tasks tasks;
    private final Engines engines;
    private final Supplier<PictureNames> names;
    private final Executor events;

    private final Value<List<Job>> jobs;
    private final Value<Optional<Live>> live = Value.of(Optional.empty());
    private final Value<Optional<Finished>> latest = Value.of(Optional.empty());
    private final Value<Boolean> paused = Value.of(false);
    private Cancellation cancellation = new Cancellation();
    private String loadedModel = "";
    private boolean freeWhenStopped;

    /// Takes up what `store` holds; where anything is left to do it begins paused.
    ///
    /// @param names where the next picture goes, asked when a job begins
    /// @param events runs a callback on the event thread
    public QueueModel(
            JobStore store,
            Tasks tasks,
            Engines engines,
            Supplier<PictureNames> names,
            Executor events)
            throws IOException {
        this.store = store;
        this.tasks = tasks;
        this.engines = engines;
        this.names = names;
        this.events = events;
        var found = store.load();
        jobs = Value.of(found);
        paused.set(
                found.stream()
                        .anyMatch(job ->
                                job.state() == Job.State.QUEUED
                                        || job.state() == Job.State.INTERRUPTED));
    }

    /// All remembered jobs by rank.
    public Observed<List<Job>> jobs() {
        return jobs;
    }

    /// The running job.
    public Observed<Optional<Live>> live() {
        return live;
    }

    /// The newest finished picture.
    public Observed<Optional<Finished>> latest() {
        return latest;
    }

    public State paused() {
        return State.of(paused);
    }

    public State running() {
        return State.of(live.map(Optional::isPresent));
    }

    /// Orders pictures; random seeds are drawn now.
    ///
    /// @param front before all that waits
    public void add(Recipe recipe, boolean front) {
        var drawn = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        long id = jobs.get().stream().mapToLong(Job::id).max().orElse(0) + 1;
        double rank = front ? firstRank() - 1 : lastRank() + 1;
        put(new Job(id, drawn, Job.State.QUEUED, rank, front, List.of(), ""));
        paused.set(false);
        pump();
    }

    /// Runs an ended or interrupted job once more, after all that waits. What an interrupted one
    /// has finished stays.
    public void retry(long id) {
        var old = job(id);
        if (old.isEmpty() || old.get().state().open()) {
            return;
        }
        var job = old.get();
        if (job.state() == Job.State.INTERRUPTED || job.state() == Job.State.FAILED) {
            put(job.in(Job.State.QUEUED, ""));
            pump();
        } else {
            add(job.recipe(), false);
        }
    }

    /// Drops a waiting job, or stops the running one and drops its unfinished picture.
    public void cancel(long id) {
        var job = job(id);
        if (job.isEmpty()) {
            return;
        }
        switch (job.get().state()) {
            case QUEUED, INTERRUPTED -> put(job.get().in(Job.State.CANCELLED, ""));
            case RUNNING -> cancellation.cancel();
            case DONE, FAILED, CANCELLED -> remove(id);
        }
    }

    /// Drops all that waits and stops what runs.
    public void cancelAll() {
        for (var job : jobs.get()) {
            if (job.state() != Job.State.RUNNING && job.state().open()) {
                put(job.in(Job.State.CANCELLED, ""));
            }
        }
        cancellation.cancel();
    }

    /// Stops the running job's picture and drops it; the job goes on with its next.
    public void skip() {
        cancellation.skip();
    }

    /// Ends the running job early; the present picture is kept as far as it is.
    public void interrupt() {
        cancellation.interrupt();
    }

    public void toFront(long id) {
        job(id).filter(job -> job.state() == Job.State.QUEUED)
                .ifPresent(job -> put(job.at(firstRank() - 1)));
    }

    /// Puts a waiting job before another, or last.
    public void moveBefore(long id, Optional<Long> other) {
        var waiting = waiting().stream().filter(job -> job.id() != id).toList();
        int place = waiting.size();
        for (int i = 0; i < waiting.size(); i++) {
            if (other.isPresent() && waiting.get(i).id() == other.get()) {
                place = i;
            }
        }
        double before = place == 0 ? firstRank() - 2 : waiting.get(place - 1).rank();
        double after = place == waiting.size() ? lastRank() + 2 : waiting.get(place).rank();
        job(id).filter(job -> job.state() == Job.State.QUEUED)
                .ifPresent(job -> put(job.at((before + after) / 2)));
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
        next().ifPresent(this::start);
    }

    /// The first in line; or one with the model that is loaded, if no job placed by hand is passed.
    private Optional<Job> next() {
        var waiting = waiting();
        for (var job : waiting) {
            if (job.modelName().equals(loadedModel)) {
                return Optional.of(job);
            }
            if (job.byHand()) {
                break;
            }
        }
        return waiting.stream().findFirst();
    }

    private void start(Job job) {
        cancellation = new Cancellation();
        loadedModel = job.modelName();
        live.set(Optional.of(new Live(job.id(), Optional.empty(), Optional.empty())));
        put(job.in(Job.State.RUNNING, ""));
        var mine = cancellation;
        var listener =
                new JobRun.Listener(events, now -> live.set(Optional.of(now)), this::finished);
        var run = new JobRun(job, store, names.get(), mine, listener);
        tasks.<Boolean>compute(
                "",
                task -> {
                    run.make(engines);
                    return true;
                },
                Tasks.Outcome.of(
                        done -> ended(job.id(), mine, ""),
                        failure -> failed(job.id(), mine, failure)));
    }

    private void finished(Finished picture) {
        job(picture.job())
                .ifPresent(job -> {
                    var files = new ArrayList<Path>(job.pictures());
                    files.add(picture.file());
                    put(job.with(files));
                });
        latest.set(Optional.of(picture));
        if (paused.get()) {
            cancellation.cancel();
        }
    }

    private void failed(long id, Cancellation mine, Throwable failure) {
        if (failure instanceof GenerationException e) {
            if (e.failure() instanceof Failure.Cancelled) {
                ended(id, mine, "");
                return;
            }
            log.info("job {} failed", id, failure);
            ended(id, mine, e.failure().sentence() + " " + e.failure().remedy());
        } else if (failure instanceof IOException e) {
            log.warn("job {} failed", id, failure);
            ended(id, mine, "The picture could not be saved: " + e.getMessage() + ".");
        } else {
            log.error("job {} failed", id, failure);
            ended(id, mine, new Failure.Bug("The engine failed: " + failure + ".").sentence());
        }
    }

    private void ended(long id, Cancellation mine, String why) {
        live.set(Optional.empty());
        job(id).ifPresent(job -> put(job.in(endOf(job, mine, why), why)));
        if (freeWhenStopped) {
            free();
        }
        pump();
    }

    private Job.State endOf(Job job, Cancellation mine, String why) {
        if (!why.isEmpty()) {
            return Job.State.FAILED;
        }
        if (mine.wish() != Cancellation.Wish.CANCEL
                || job.pictures().size() == job.recipe().batch().total()) {
            return Job.State.DONE;
        }
        return paused.get() ? Job.State.QUEUED : Job.State.CANCELLED;
    }

    private void free() {
        freeWhenStopped = false;
        loadedModel = "";
        tasks.<Boolean>compute(
                "",
                task -> {
                    engines.free();
                    return true;
                },
                Tasks.Outcome.of(done -> {}, failure -> log.warn("freeing failed", failure)));
    }

    private List<Job> waiting() {
        return jobs.get().stream().filter(job -> job.state() == Job.State.QUEUED).toList();
    }

    private double firstRank() {
        return jobs.get().stream().mapToDouble(Job::rank).min().orElse(0);
    }

    private double lastRank() {
        return jobs.get().stream().mapToDouble(Job::rank).max().orElse(0);
    }

    private Optional<Job> job(long id) {
        return jobs.get().stream().filter(job -> job.id() == id).findFirst();
    }

    private void put(Job job) {
        jobs.update(all -> {
            var next = new ArrayList<>(all);
            next.removeIf(old -> old.id() == job.id());
            next.add(job);
            next.sort(Comparator.comparingDouble(Job::rank).thenComparingLong(Job::id));
            return List.copyOf(next);
        });
        write(() -> store.put(job));
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
            }
        });
    }
}
