package dev.atelier.sandbox.queue;

import java.util.Map;
import java.util.TreeSet;

/// One reader of a queue, from its joining to its leaving. Its fields belong to the queue's lock.
public final class Consumer {
    final Group group;
    final String user;
    final Request request;
    final TreeSet<Long> pending = new TreeSet<>();
    final long since;
    long lastIndex;
    boolean gone;

    /// What a reader asked for.
    ///
    /// @param from 0 for all that is there, -1 for what comes later, else an index
    /// @param window most frames that it holds without a commit
    /// @param auto whether what is sent counts as committed
    /// @param tags only frames with all of these
    public record Request(long from, int window, boolean auto, Map<String, String> tags) {
        public Request {
            tags = Map.copyOf(tags);
        }
    }

    Consumer(Group group, String user, Request request, long now) {
        this.group = group;
        this.user = user;
        this.request = request;
        this.since = now;
    }

    int slots() {
        return request.auto() ? request.window() : Math.max(0, request.window() - pending.size());
    }

    boolean hasRoom() {
        return request.auto() || pending.size() < request.window();
    }
}
