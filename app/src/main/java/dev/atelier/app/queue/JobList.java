package dev.atelier.app.queue;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All remembered jobs of all places, here and on disk. Event thread; writes follow in order.
final class JobList {
    private static final Logger log = LoggerFactory.getLogger(JobList.class);

    private final JobStore store;
    private final Tasks tasks;
    private final Executor events;
    private final Value<List<Job>> jobs;
    private final Value<Optional<QueueModel.Problem>> problem;
    private final Map<String, String> services;
    private long lastId;

    /// Takes up what `store` holds.
    JobList(JobStore store, Tasks tasks, Executor events) throws IOException {
        this.store = store;
        this.tasks = tasks;
        this.events = events;
        var found = store.load();
        services = store.services();
        jobs = Value.of(found);
        lastId = found.stream().mapToLong(Job::id).max().orElse(0);
        problem = Value.of(store.setAside().map(to -> QueueModel.Problem.of(to, store.lost())));
    }

    /// By rank.
    Observed<List<Job>> jobs() {
        return jobs;
    }

    /// The jobs of one place, by rank.
    List<Job> at(String place) {
        return jobs.get().stream().filter(job -> job.place().equals(place)).toList();
    }

    Observed<Optional<QueueModel.Problem>> problem() {
        return problem;
    }

    void problem(Optional<QueueModel.Problem> now) {
        problem.set(now);
    }

    JobStore store() {
        return store;
    }

    long newId() {
        return ++lastId;
    }

    Optional<Job> find(long id) {
        return jobs.get().stream().filter(job -> job.id() == id).findFirst();
    }

    void put(Job job) {
        show(job);
        write(() -> store.put(job));
    }

    /// Shows what the disk holds already.
    void show(Job job) {
        jobs.update(all -> {
            var next = new ArrayList<>(all);
            next.removeIf(old -> old.id() == job.id());
            next.add(job);
            next.sort(JobOrder.BY_RANK);
            return List.copyOf(next);
        });
    }

    /// Notes which service a place is now.
    ///
    /// @param gone whether the one before is known to be deleted
    /// @return whether it is another than before
    boolean isOther(Place now, boolean gone) {
        if (now.service().isEmpty()) {
            return gone;
        }
        var before = services.put(now.id(), now.service());
        if (now.service().equals(before)) {
            return false;
        }
        write(() -> store.service(now.id(), now.service()));
        return gone || before != null;
    }

    /// What waits at a place, or was sent there, is not begun until somebody says where.
    void setAside(String place, Message why) {
        at(place).stream()
                .filter(JobList::isLeftOver)
                .forEach(job -> put(job.in(Job.State.INTERRUPTED, why)));
        write(() -> store.unrequest(place));
    }

    static boolean isLeftOver(Job job) {
        return job.state() == Job.State.QUEUED || job.state() == Job.State.INTERRUPTED;
    }

    /// Forgets a job.
    void remove(long id) {
        jobs.update(all -> all.stream().filter(job -> job.id() != id).toList());
        write(() -> store.remove(id));
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
                var why = new QueueModel.Problem.NotSaved(FailureMessages.sentence(e));
                events.execute(() -> problem.set(Optional.of(why)));
            }
        });
    }
}
