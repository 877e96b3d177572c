package dev.atelier.cloud.webui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose the work of a webui with one instance is. A webui tells how far it is with what it makes
/// now for any client, and not for which; but it tells the moment at which that began, and it makes
/// one after the other, in the order in which the jobs came. Thread-safe.
final class Turns {
    private static final int REMEMBERED = 64;

    private final List<Turn> all = new ArrayList<>();

    /// By the moment at which it began, what was found to be the work of one of ours.
    private final Map<Long, Turn> found = new LinkedHashMap<>();

    private long joined;

    /// What a webui makes now.
    ///
    /// @param image of the job, 0-based
    record Work(Activity activity, int image, int step) {
        /// Whether it is another job although it tells the same moment.
        private boolean isAnew(Work before) {
            return activity.begun() == before.activity.begun()
                    && (image < before.image || (image == before.image && step < before.step));
        }
    }

    /// A job that was sent, or is about to be.
    synchronized Turn join() {
        var turn = new Turn(++joined);
        all.add(turn);
        return turn;
    }

    private void remember(long begun, Turn turn) {
        found.put(begun, turn);
        if (found.size() > REMEMBERED) {
            found.remove(found.keySet().iterator().next());
        }
    }

    /// One job.
    final class Turn {
        private final Set<Long> others = new HashSet<>();
        private long order;
        private boolean works;
        private Optional<Long> own = Optional.empty();
        private Optional<Work> last = Optional.empty();

        private Turn(long order) {
            this.order = order;
        }

        /// Where it stands among the jobs of the service; without it, by when it joined.
        void order(long now) {
            synchronized (Turns.this) {
                order = now;
            }
        }

        /// The webui makes something before it has this job.
        void other(Work now) {
            synchronized (Turns.this) {
                if (now.activity().busy()) {
                    others.add(now.activity().begun());
                    last = Optional.of(now);
                }
            }
        }

        /// Whether what the webui makes is this job, which it has.
        boolean isOwn(Work now) {
            synchronized (Turns.this) {
                works = true;
                if (!now.activity().busy()) {
                    others.clear(); // what begins next is another
                    return false;
                }
                return own.map(it -> it == now.activity().begun()).orElseGet(() -> begins(now));
            }
        }

        /// The webui has this job, and may make another before it.
        void isThere() {
            synchronized (Turns.this) {
                works = true;
            }
        }

        /// What the webui makes is this job.
        void owns(Work now) {
            synchronized (Turns.this) {
                works = true;
                if (now.activity().busy() && own.isEmpty()) {
                    own = Optional.of(now.activity().begun());
                    remember(now.activity().begun(), this);
                }
            }
        }

        /// Whether its work was found.
        boolean isFound() {
            synchronized (Turns.this) {
                return own.isPresent();
            }
        }

        private boolean begins(Work now) {
            long begun = now.activity().begun();
            boolean anew = last.filter(now::isAnew).isPresent();
            last = Optional.of(now);
            if (anew) {
                others.remove(begun); // two of one second, or a webui that tells no moment
            }
            var first =
                    all.stream()
                            .filter(it -> it.works && it.own.isEmpty())
                            .min(Comparator.comparingLong(it -> it.order));
            if (others.contains(begun)
                    || (found.containsKey(begun) && begun > 0 && !anew)
                    || first.filter(it -> it == this).isEmpty()) {
                return false;
            }
            own = Optional.of(begun);
            remember(begun, this);
            return true;
        }

        /// How many jobs of ours the webui has before this one and has not begun.
        long before() {
            synchronized (Turns.this) {
                return all.stream()
                        .filter(it -> it.works && it.own.isEmpty() && it.order < order)
                        .count();
            }
        }

        void leave() {
            synchronized (Turns.this) {
                all.remove(this);
            }
        }
    }
}
