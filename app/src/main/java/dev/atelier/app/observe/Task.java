package dev.atelier.app.observe;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One piece of long work while it runs: how far it is, and the way to stop it.
public final class Task {
    private final String title;
    private final Executor events;
    private final long started = System.nanoTime();
    private final Value<Step> step = Value.of(Step.UNKNOWN);
    private final AtomicReference<@Nullable Step> latest = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile Runnable onCancel = () -> {};

    Task(String title, Executor events) {
        this.title = title;
        this.events = events;
    }

    /// Key of what a person reads while it runs.
    public String title() {
        return title;
    }

    /// How long ago it was begun.
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /// How far it is, on the event thread.
    public Observed<Step> step() {
        return step;
    }

    /// Called by the work, on its own thread. Reports that come faster than the event thread can
    /// show them replace each other.
    public void report(Step now) {
        if (latest.getAndSet(now) == null) {
            events.execute(() -> {
                var newest = latest.getAndSet(null);
                if (newest != null && !cancelled) {
                    step.set(newest);
                }
            });
        }
    }

    /// Asks the work to stop; it does so at its next look. Any thread.
    public void cancel() {
        cancelled = true;
        onCancel.run();
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// What else stops the work, such as closing its socket. Runs at once if already cancelled.
    public void onCancel(Runnable action) {
        onCancel = action;
        if (cancelled) {
            action.run();
        }
    }

    /// For work in small pieces: leaves by an exception that [Tasks] takes as "cancelled".
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    /// How far some work is.
    ///
    /// @param fraction 0 to 1, or negative where unknown
    /// @param text one line for a person, may be empty
    public record Step(double fraction, String text) {
        static final Step UNKNOWN = new Step(-1, "");
    }
}
