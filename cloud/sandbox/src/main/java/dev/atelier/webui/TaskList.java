package dev.atelier.webui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Which generation a webui makes, which wait and which have ended, by the ids that their calls
/// name, as `modules/progress.py` of A1111 keeps them. Thread-safe.
final class TaskList {
    /// As many as A1111 remembers.
    private static final int MOST_ENDED = 16;

    private final Set<String> waiting = new LinkedHashSet<>();
    private final Deque<String> ended = new ArrayDeque<>();
    private Optional<String> current = Optional.empty();

    /// Where a task is.
    ///
    /// @param place 1-based among those that wait; 0 where it does not
    record Standing(boolean active, boolean completed, int place, int waiting) {
        boolean queued() {
            return place > 0;
        }
    }

    synchronized void wait(String task) {
        waiting.add(task);
    }

    synchronized void begin(String task) {
        waiting.remove(task);
        current = Optional.of(task);
    }

    synchronized void end(String task) {
        waiting.remove(task);
        current = current.filter(it -> !it.equals(task));
        ended.remove(task);
        ended.addLast(task);
        if (ended.size() > MOST_ENDED) {
            ended.removeFirst();
        }
    }

    synchronized Standing of(String task) {
        int place = 0;
        int at = 0;
        for (var one : waiting) {
            at++;
            place = one.equals(task) ? at : place;
        }
        boolean active = current.filter(task::equals).isPresent();
        return new Standing(active, ended.contains(task), place, waiting.size());
    }

    synchronized Set<String> waiting() {
        return new LinkedHashSet<>(waiting);
    }
}
