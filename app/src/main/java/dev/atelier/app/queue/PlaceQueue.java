package dev.atelier.app.queue;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.WaitReason.Why;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue of one place: what runs there, whether it is paused, whether it orders forever. Places
/// go on beside each other. Event thread.
public final class PlaceQueue {
    private static final Logger log = LoggerFactory.getLogger(PlaceQueue.class);

    private final JobList jobs;
    private final Shared shared;
    private final Value<List<JobProgress>> live = Value.of(List.of());
    private final Value<Boolean> paused;
    private final Value<Optional<WaitReason>> away;
    private final Value<Optional<OwnPrices.Price>> price = Value.of(Optional.empty());
    private final Value<Optional<IntConsumer>> forever = Value.of(Optional.empty());
    private final List<Running> running = new ArrayList<>();

    /// Jobs that failed since the place does not answer.
    private final Set<Long> unanswered = new HashSet<>();

    private Place place;
    private Optional<String> loadedModel = Optional.empty();
    private boolean freeWhenStopped;
    private int foreverRounds;
    private boolean foreverAsked;

    /// What a place needs of the studio.
    ///
    /// @param names where the next picture goes, asked when a job begins
    /// @param events runs a callback on the event thread
    /// @param finished is called with each picture that was saved
    /// @param failed is called with each job that failed
    record Shared(
            Supplier<PictureNames> names,
            Executor events,
            Consumer<SavedPicture> finished,
            Consumer<Job> failed) {}

    /// A job that is being made, and what it was asked meanwhile.
    private static final class Running {
        final long job;
        final Cancellation cancellation;
        final JobRun run;
        boolean cancelled;
        boolean cutShort;
        boolean takenBack;

        /// Why nothing can come any more, once its place is gone.
        Optional<Message> lost = Optional.empty();

        Running(long job, Cancellation cancellation, JobRun run) {
            this.job = job;
            this.cancellation = cancellation;
            this.run = run;
        }
    }

    /// Begins paused where anything is left to do.
    PlaceQueue(Place place, JobList jobs, Shared shared, Optional<WaitReason> away) {
        this.place = place;
        this.jobs = jobs;
        this.shared = shared;
        this.away = Value.of(away);
        this.paused = Value.of(jobs.at(place.id()).stream().anyMatch(JobList::isLeftOver));
        paused.onChange(now -> running.forEach(one -> one.run.pauseAfterPicture(now)));
    }

    public Place place() {
        return place;
    }

    /// Why nothing begins here now; empty where the place takes work.
    public Observed<Optional<WaitReason>> away() {
        return away;
    }

    /// What an hour here costs; empty where that is not known.
    public Observed<Optional<OwnPrices.Price>> price() {
        return price;
    }

    /// The place takes work again, or for the first time. What it was sent before a restart is
    /// fetched even where the queue is paused: it is made already, and paid for.
    void arrive(Place now, Optional<OwnPrices.Price> hour) {
        meet(now);
        price.set(hour);
        away.set(Optional.empty());
        unanswered.clear();
        if (now.kind() == Place.Kind.ASYNC) {
            jobs.at(now.id()).stream()
                    .filter(job -> job.state() == Job.State.INTERRUPTED && !job.isAside())
                    .filter(this::wasSent)
                    .forEach(this::start);
        }
        pump();
    }

    /// A service of the same name as one that was deleted is another: what was meant for that one
    /// does not begin there by itself.
    private void meet(Place now) {
        place = now;
        if (jobs.isOther(now, isGone())) {
            lose(Message.of("jobs.deleted", now.name()));
            jobs.setAside(now.id(), Message.of("jobs.other-service", now.name()));
        }
    }

    void price(Optional<OwnPrices.Price> hour) {
        price.set(hour);
    }

    /// Whether the service has a job of before a restart: its pictures are fetched, not ordered
    /// again.
    boolean wasSent(Job job) {
        try {
            return !place.isHere() && !jobs.store().request(job.id()).isEmpty();
        } catch (IOException e) {
            log.warn("what was sent is not known", e);
            return false;
        }
    }

    /// The same of a place that is there again, or still.
    void leave(Place now, WaitReason why) {
        meet(now);
        leave(why);
    }

    /// The place takes no work until [#arrive]. What runs there is left to end by itself, except
    /// where the place was deleted: nothing comes from there any more, so it fails.
    void leave(WaitReason why) {
        stopForever();
        away.set(Optional.of(why));
        if (why.why() == Why.GONE) {
            lose(Message.of("jobs.deleted", why.name()));
        }
    }

    private void lose(Message why) {
        for (var one : running) {
            one.lost = Optional.of(why);
            one.cancellation.cancel();
        }
        // These failed for the same reason, before it was known.
        jobs.at(place.id()).stream()
                .filter(job -> job.state() == Job.State.FAILED && unanswered.contains(job.id()))
                .forEach(job -> jobs.put(job.in(Job.State.FAILED, why)));
        unanswered.clear();
    }

    /// Whether it was deleted, so that its jobs go on only elsewhere.
    boolean isGone() {
        return away.get().filter(it -> it.why() == Why.GONE).isPresent();
    }

    /// Whether the queue lists any of its jobs.
    boolean isInUse() {
        return !running.isEmpty() || jobs.at(place.id()).stream().anyMatch(QueueCount::isListed);
    }

    /// All that runs here, in the order of its start.
    public Observed<List<JobProgress>> all() {
        return live;
    }

    /// How many are before the last of those that wait at the service itself; 0 where none does.
    long lastAhead() {
        return live.get().stream().flatMap(it -> it.ahead().stream()).max(Long::compare).orElse(0L);
    }

    /// What has run longest here.
    public Observed<Optional<JobProgress>> live() {
        return live.map(all -> all.stream().findFirst());
    }

    public State running() {
        return State.of(live.map(all -> !all.isEmpty()));
    }

    public State paused() {
        return State.of(paused);
    }

    public State forever() {
        return State.of(forever.map(Optional::isPresent));
    }

    boolean runs(long job) {
        return of(job).isPresent();
    }

    private Optional<Running> of(long job) {
        return running.stream().filter(one -> one.job == job).findFirst();
    }

    /// Orders again whenever nothing else waits, until [#stopForever], a failure or a cancel.
    ///
    /// @param order adds what is wanted at that moment, at once or later; gets the 0-based round,
    ///   see [QueueModel#later]
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

    /// Stops the pictures being made and drops them; their jobs go on with their next.
    public void skip() {
        for (var one : running) {
            one.cancellation.skip();
            stopping(one, JobProgress.Stopping.SKIP);
        }
    }

    /// Ends the running jobs early; the present pictures are kept as far as they are.
    public void interrupt() {
        for (var one : running) {
            one.cancellation.interrupt();
            stopping(one, JobProgress.Stopping.INTERRUPT);
        }
    }

    /// Stops the running jobs and drops their unfinished pictures.
    void cancel() {
        running.forEach(this::cancel);
    }

    void cancel(long job) {
        of(job).ifPresent(this::cancel);
    }

    private void cancel(Running one) {
        stopForever();
        one.cancelled = true;
        one.takenBack = false; // the last word counts
        one.cancellation.cancel();
        stopping(one, JobProgress.Stopping.CANCEL);
    }

    /// The stronger request stays: a cancel is not shown as a skip.
    private void stopping(Running one, JobProgress.Stopping how) {
        update(
                one.job,
                now ->
                        now.stopping().filter(old -> old.compareTo(how) > 0).isPresent()
                                ? now
                                : now.with(Optional.of(how)));
    }

    /// A cancelled job that is wanted after all waits again when it has stopped.
    void takeBack(long job) {
        of(job).ifPresent(one -> one.takenBack = true);
    }

    /// Ends what runs because the program ends: jobs stay as they are on disk. What an asynchronous
    /// service has taken is made meanwhile, and fetched after the next start.
    void end() {
        if (place.kind() != Place.Kind.ASYNC) {
            running.forEach(one -> one.cancellation.cancel());
        }
    }

    /// Stops when the present picture is finished.
    public void pause() {
        paused.set(true);
    }

    /// The same, and gives the model's memory back then.
    public void pauseAndFree() {
        paused.set(true);
        freeWhenStopped = true;
        if (running.isEmpty()) {
            free();
        }
    }

    public void resume() {
        paused.set(false);
        freeWhenStopped = false;
        pump();
    }

    /// Something was ordered.
    void ordered() {
        foreverAsked = false;
    }

    /// Begins what waits, as far as there is room.
    void pump() {
        while (!paused.get() && away.get().isEmpty() && running.size() < place.capacity()) {
            var here = jobs.at(place.id());
            if (JobOrder.waiting(here).isEmpty() && forever.get().isPresent()) {
                if (!foreverAsked && running.isEmpty()) {
                    foreverAsked = true;
                    forever.get().get().accept(foreverRounds++);
                }
                return; // adding it comes back here
            }
            var next = JobOrder.next(here, loadedModel);
            if (next.isEmpty()) {
                return;
            }
            start(next.get());
        }
    }

    private void start(Job waiting) {
        var job = waiting.in(Job.State.RUNNING);
        boolean loads = place.isHere() && !loadedModel.equals(Optional.of(job.modelName()));
        loadedModel = Optional.of(job.modelName());
        var cancellation = new Cancellation();
        var hour = price.get();
        var listener =
                new JobRun.Listener(
                        shared.events,
                        this::show,
                        this::finished,
                        time -> Money.at(place, hour, time));
        var run = new JobRun(job, jobs.store(), shared.names.get(), cancellation, listener);
        var mine = new Running(job.id(), cancellation, run);
        running.add(mine);
        live.update(all -> added(all, JobProgress.begun(job.id(), loads)));
        jobs.put(job);
        place.runner()
                .<Boolean>run(
                        HiddenTask.OWN_VIEW,
                        task -> run.make(place.generator()),
                        Tasks.Outcome.of(
                                complete -> ended(mine, complete),
                                failure -> failed(mine, failure)));
    }

    private static List<JobProgress> added(List<JobProgress> all, JobProgress one) {
        var next = new ArrayList<>(all);
        next.add(one);
        return List.copyOf(next);
    }

    private void update(long job, UnaryOperator<JobProgress> change) {
        live.update(all ->
                all.stream().map(now -> now.job() == job ? change.apply(now) : now).toList());
    }

    private void show(JobProgress now) {
        var skipped =
                of(now.job())
                        .filter(one -> one.cancellation.mode() == Cancellation.StopMode.NONE)
                        .isPresent(); // a skipped picture has been left
        update(now.job(), old -> now.with(skipped ? Optional.empty() : old.stopping()));
    }

    private void finished(SavedPicture picture) {
        of(picture.job()).ifPresent(one -> one.cutShort |= picture.interrupted());
        jobs.find(picture.job())
                .ifPresent(job -> {
                    var files = new ArrayList<Path>(job.pictures());
                    files.add(picture.file());
                    jobs.show(job.with(files)); // the run has noted it
                });
        shared.finished.accept(picture);
    }

    private void failed(Running mine, Throwable failure) {
        boolean gone = mine.lost.isPresent() && failure instanceof GenerationException;
        if (gone) {
            ended(mine, false);
        } else if (failure instanceof GenerationException e) {
            if (e.failure() instanceof Failure.Cancelled) {
                ended(mine, false);
                return;
            }
            log.info("job {} failed", mine.job, failure);
            if (e.failure() instanceof Failure.Unreachable && !place.isHere()) {
                // The next would fail the same way. What watches the place says when it takes
                // work again.
                away.set(Optional.of(new WaitReason(Why.NO_ANSWER, place.name(), "")));
                unanswered.add(mine.job);
            }
            ended(mine, Job.State.FAILED, FailureMessages.message(e.failure()));
        } else if (failure instanceof IOException e) {
            log.warn("job {} failed", mine.job, failure);
            paused.set(true); // the next would fail the same way, after its time
            jobs.problem(
                    Optional.of(
                            new QueueModel.Problem.PictureNotSaved(FailureMessages.sentence(e))));
            ended(mine, Job.State.FAILED, FailureMessages.notSaved(e));
        } else {
            log.error("job {} failed", mine.job, failure);
            var bug = new Failure.Bug(Message.of("problem.engine", failure + "."));
            ended(mine, Job.State.FAILED, FailureMessages.message(bug));
        }
    }

    /// @param complete nothing is left to make
    private void ended(Running mine, boolean complete) {
        if (mine.lost.isPresent() && !mine.cancelled && !complete) {
            ended(mine, Job.State.FAILED, mine.lost.get());
        } else {
            ended(mine, endOf(mine, complete), Message.plain(""));
        }
    }

    private void ended(Running mine, Job.State state, Message why) {
        running.remove(mine);
        live.update(all -> all.stream().filter(now -> now.job() != mine.job).toList());
        boolean again = mine.takenBack && state == Job.State.CANCELLED;
        jobs.find(mine.job)
                .ifPresent(job ->
                        jobs.put(job.in(again ? Job.State.QUEUED : withPictures(job, state), why)));
        if (state == Job.State.FAILED) {
            stopForever();
            jobs.find(mine.job).ifPresent(shared.failed);
        }
        if (freeWhenStopped && running.isEmpty()) {
            free();
        }
        pump();
    }

    /// @param complete nothing is left to make
    private static Job.State endOf(Running mine, boolean complete) {
        if (mine.cancellation.mode() == Cancellation.StopMode.INTERRUPT
                && (mine.cutShort || !complete)) {
            return Job.State.STOPPED;
        }
        if (complete) {
            return Job.State.DONE;
        }
        boolean stopped = mine.run.hasPaused() && !mine.cancelled;
        return stopped ? Job.State.QUEUED : Job.State.CANCELLED;
    }

    /// A job that was stopped before its first picture is not done.
    private static Job.State withPictures(Job job, Job.State state) {
        return state == Job.State.DONE && job.pictures().isEmpty() ? Job.State.CANCELLED : state;
    }

    private void free() {
        freeWhenStopped = false;
        loadedModel = Optional.empty();
        place.runner()
                .<Boolean>run(
                        "free-engine",
                        task -> {
                            place.generator().free();
                            return true;
                        },
                        Tasks.Outcome.of(
                                done -> {}, failure -> log.warn("freeing failed", failure)));
    }
}
