package dev.atelier.app.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs what may take long away from the event thread.
///
/// Order of the callbacks of one task, all on the event thread: any number of progress reports (the
/// latest replaces those not yet delivered), then exactly one end: `done`, `failed` or, where the
/// task was cancelled, `cancelled`. After `cancel` neither progress nor `done` is reported.
public final class Tasks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tasks.class);

    private final Executor events;
    private final ExecutorService files = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService lane =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("gpu").daemon(true).factory());
    private final ExecutorService notes =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("notes").factory());
    private final Lane beside = new Lane(work -> files.execute(() -> afterBegin(work)));
    private final Lane engine = new Lane(lane);
    private @Nullable Value<List<Task>> running;

    /// What [#run] starts waits for it.
    private final CountDownLatch begun;

    /// @param events runs a callback on the event thread, `EventQueue::invokeLater` in the studio
    public Tasks(Executor events) {
        this(events, new CountDownLatch(0));
    }

    private Tasks(Executor events, CountDownLatch begun) {
        this.events = events;
        this.begun = begun;
    }

    /// Tasks of which those of [#run] wait for [#begin]: while the window is made and painted they
    /// would take the processor from it.
    public static Tasks waiting(Executor events) {
        return new Tasks(events, new CountDownLatch(1));
    }

    /// Lets those tasks run that wait for it.
    public void begin() {
        begun.countDown();
    }

    /// The running tasks that are listed, in the order of their start.
    public Observed<List<Task>> running() {
        return list();
    }

    /// Made when first asked for: tasks are needed before there is an event thread.
    private Value<List<Task>> list() {
        if (running == null) {
            running = Value.of(List.of());
        }
        return running;
    }

    /// Runs disk and network work at once, on a thread of its own.
    ///
    /// @param title key of what a person reads while it runs
    public <T> Task run(String title, Work<T> work, Outcome<T> outcome) {
        return beside.run(title, work, outcome);
    }

    /// The same, not listed in the status bar.
    public <T> Task run(HiddenTask why, Work<T> work, Outcome<T> outcome) {
        return beside.run(why, work, outcome);
    }

    /// Runs computing work in the one lane that may use the engine, after what is already there.
    public <T> Task compute(String title, Work<T> work, Outcome<T> outcome) {
        return engine.run(title, work, outcome);
    }

    /// The same, not listed in the status bar.
    public <T> Task compute(HiddenTask why, Work<T> work, Outcome<T> outcome) {
        return engine.run(why, work, outcome);
    }

    /// Where [#run] starts its tasks: all at once.
    public Lane beside() {
        return beside;
    }

    /// Where [#compute] starts its tasks: one after another.
    public Lane engine() {
        return engine;
    }

    /// Hands something to the event thread, from within a task.
    public void onEvents(Runnable action) {
        events.execute(action);
    }

    /// Runs small writes one after another in the order given, off the event thread. After
    /// [#close], does nothing.
    public void inOrder(Runnable write) {
        try {
            notes.execute(write);
        } catch (RejectedExecutionException e) {
            log.debug("a write after the end", e);
        }
    }

    /// Ends the lanes, small writes last; what runs is cancelled but not waited for. What is begun
    /// later is cancelled at once and has no callbacks.
    @Override
    public void close() {
        for (var task : list().get()) {
            task.cancel();
        }
        begin();
        files.shutdown();
        lane.shutdown();
        notes.close();
    }

    /// Waits, after [#close], until the engine is no longer in use: a process that ends while
    /// native code computes crashes.
    ///
    /// @return whether it came to rest in that time
    public boolean awaitRest(Duration most) {
        try {
            return lane.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void afterBegin(Runnable work) {
        try {
            begun.await();
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that to these threads
        }
    }

    private <T> Task start(Executor where, Task task, Work<T> work, Outcome<T> outcome) {
        try {
            where.execute(() -> {
                var end = end(task, work, outcome);
                events.execute(() -> {
                    change(all -> all.remove(task));
                    end.run();
                });
            });
        } catch (RejectedExecutionException e) {
            // Events that are handled while the program ends still ask for work.
            log.debug("a task after the end", e);
            task.cancel();
            if (list().get().contains(task)) { // hidden ones also begin on threads of servers
                change(all -> all.remove(task));
            }
        }
        return task;
    }

    /// Runs the work and says what is to be reported.
    @SuppressWarnings("ThreadPriorityCheck")
    private static <T> Runnable end(Task task, Work<T> work, Outcome<T> outcome) {
        try {
            task.throwIfCancelled();
            var result = work.run(task);
            return () -> {
                if (task.isCancelled()) {
                    outcome.cancelled().run();
                } else {
                    outcome.done().accept(result);
                }
            };
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            return task.isCancelled() ? outcome.cancelled() : () -> outcome.failed().accept(e);
        }
    }

    private void change(Consumer<List<Task>> edit) {
        var next = new ArrayList<>(list().get());
        edit.accept(next);
        list().set(List.copyOf(next));
    }

    /// Where tasks run.
    public final class Lane {
        private final Executor threads;

        private Lane(Executor threads) {
            this.threads = threads;
        }

        /// @param title key of what a person reads while it runs
        public <T> Task run(String title, Work<T> work, Outcome<T> outcome) {
            var task = new Task(title, events);
            change(all -> all.add(task));
            return start(threads, task, work, outcome);
        }

        /// The same, not listed in the status bar.
        public <T> Task run(HiddenTask why, Work<T> work, Outcome<T> outcome) {
            return start(threads, new Task(why.name(), events), work, outcome);
        }
    }

    /// The long part, off the event thread.
    @FunctionalInterface
    public interface Work<T> {
        T run(Task task) throws Exception;
    }

    /// Callbacks for the end, on the event thread.
    public record Outcome<T>(Consumer<T> done, Consumer<Throwable> failed, Runnable cancelled) {
        /// Cancelling needs no answer.
        public static <T> Outcome<T> of(Consumer<T> done, Consumer<Throwable> failed) {
            return new Outcome<>(done, failed, () -> {});
        }
    }
}
