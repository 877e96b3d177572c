package dev.atelier.app.queue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The thread that made it plays the event thread: it runs what was posted while it waits.
public final class EventLoop implements Executor {
    private static final long PATIENCE_SECONDS = 20;

    /// A condition may come to hold without an event.
    private static final long LOOK_MILLIS = 10;

    private final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable event) {
        posted.add(event);
    }

    /// Dispatches events until the condition holds.
    public void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not happen within " + PATIENCE_SECONDS + " s");
            }
            try {
                var event = posted.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    event.run();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
