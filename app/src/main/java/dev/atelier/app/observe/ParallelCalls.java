package dev.atelier.app.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs small pieces of work that wait for others, such as calls, some at a time.
public final class ParallelCalls {
    private ParallelCalls() {}

    /// What is done with each.
    @FunctionalInterface
    public interface Work<T> {
        void on(T item) throws Exception;
    }

    /// Blocks until all are done, or one failed; what is running then is waited for, no more is
    /// begun.
    ///
    /// @param most at a time
    /// @throws ExecutionException around what the first that failed threw
    public static <T> void each(Collection<T> items, int most, Work<T> work)
            throws ExecutionException, InterruptedException {
        var room = new Semaphore(most);
        var begun = new ArrayList<Future<?>>();
        var failed = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var item : items) {
                room.acquire();
                if (failed.get()) {
                    break;
                }
                begun.add(
                        threads.submit(() -> {
                            boolean done = false;
                            try {
                                work.on(item);
                                done = true;
                            } finally {
                                if (!done) {
                                    failed.set(true);
                                }
                                room.release();
                            }
                            return true;
                        }));
            }
        }
        for (var one : begun) {
            one.get();
        }
    }
}
