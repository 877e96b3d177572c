package dev.atelier.app.models;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The thread that made it plays the event thread: it runs what was posted while it waits.
final class EventLoop implements Executor {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable event) {
        posted.add(event);
    }

    /// Dispatches events until the condition holds.
    void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            var event = posted.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("it did not happen within " + PATIENCE_SECONDS + " s");
            }
            event.run();
        }
    }
}
