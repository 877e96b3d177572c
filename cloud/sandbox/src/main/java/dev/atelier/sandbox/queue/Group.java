package dev.atelier.sandbox.queue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Readers that share the frames of a queue between them. Its fields belong to the queue's lock.
final class Group {
    final String name;

    /// Frames that no reader has, the next first.
    final TreeMap<Key, QueueItem> waiting = new TreeMap<>(Key.ORDER);

    /// Who holds which frame without a commit.
    final Map<Long, Consumer> pending = new HashMap<>();

    final Map<Long, Integer> deliveries = new HashMap<>();
    final Map<String, Consumer> consumers = new LinkedHashMap<>();
    long idleSince;

    /// Where a frame stands among those that wait.
    record Key(long priority, long index) {
        static final Comparator<Key> ORDER =
                Comparator.comparingLong((Key key) -> -key.priority())
                        .thenComparingLong(Key::index);

        static Key of(QueueItem frame) {
            return new Key(frame.priority(), frame.index());
        }
    }

    Group(String name, long now) {
        this.name = name;
        this.idleSince = now;
    }

    /// Whether it is through with a frame.
    boolean isDone(QueueItem frame) {
        return !pending.containsKey(frame.index()) && !waiting.containsKey(Key.of(frame));
    }

    void forget(QueueItem frame) {
        waiting.remove(Key.of(frame));
        deliveries.remove(frame.index());
        release(frame.index());
    }

    /// Takes a frame from who holds it.
    boolean release(long index) {
        var holder = pending.remove(index);
        if (holder == null) {
            return false;
        }
        holder.pending.remove(index);
        return true;
    }
}
