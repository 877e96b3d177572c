package dev.atelier.cloud.queue;

import java.util.UUID;

/// Who reads a queue. Readers of one group share its frames between them, and no two of them may
/// have one id; each group gets every frame.
///
/// @param id the same after a restart, so that the queue knows its reader again
/// @param group `eas` is everybody's who names none: with a group of our own nobody takes our
///   frames
public record QueueUser(String id, String group) {
    public QueueUser {
        if (id.isBlank() || group.isBlank()) {
            throw new IllegalArgumentException("a user of a queue needs an id and a group");
        }
    }

    /// One that is alone in a group of its own.
    public static QueueUser alone(String id) {
        return new QueueUser(id, "atelier-" + id);
    }

    /// One for a single use.
    public static QueueUser fresh() {
        return alone(UUID.randomUUID().toString());
    }
}
