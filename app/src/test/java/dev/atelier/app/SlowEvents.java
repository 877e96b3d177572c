package dev.atelier.app;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.util.ArrayList;
import java.util.List;

/// Clocks every event that the event thread handles, painting included, while it is in place.
final class SlowEvents extends EventQueue {
    private final List<Long> nanos = new ArrayList<>();

    /// Event thread.
    void begin() {
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(this);
    }

    /// Event thread.
    void end() {
        pop();
    }

    @Override
    protected void dispatchEvent(AWTEvent event) {
        long start = System.nanoTime();
        super.dispatchEvent(event);
        synchronized (nanos) {
            nanos.add(System.nanoTime() - start);
        }
    }

    void forget() {
        synchronized (nanos) {
            nanos.clear();
        }
    }

    int events() {
        synchronized (nanos) {
            return nanos.size();
        }
    }

    /// The share of events that took longer.
    double share(long millis) {
        synchronized (nanos) {
            long slow = nanos.stream().filter(taken -> taken > millis * 1_000_000L).count();
            return (double) slow / Math.max(1, nanos.size());
        }
    }
}
