package dev.atelier.app.deploy;

import dev.atelier.cloud.eas.ServiceDetails;
import dev.atelier.cloud.eas.StartProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A deployment as it was seen last.
///
/// @param service its name
/// @param update whether it changes a service that was there before
/// @param begun when it was handed over
/// @param stages the service's own states, in the order they were seen
/// @param tail what it has written of itself
/// @param message what the cloud or this program says about it, a sentence; may be empty
/// @param problem why it does not start, where that is known
/// @param picture the first picture, once it is there
public record Deployment(
        String service,
        boolean update,
        Phase phase,
        Instant begun,
        List<Stage> stages,
        Tail tail,
        String message,
        Optional<StartProblem> problem,
        Optional<Path> picture) {
    /// How far it is.
    public enum Phase {
        SENDING,
        STARTING,
        /// It runs, and makes its first picture.
        DRAWING,
        DONE,
        FAILED,
        /// The first picture failed; the service runs.
        NO_PICTURE,
        DELETING,
        GONE;

        /// Whether nothing happens any more.
        public boolean isOver() {
            return switch (this) {
                case DONE, FAILED, NO_PICTURE, GONE -> true;
                case SENDING, STARTING, DRAWING, DELETING -> false;
            };
        }
    }

    /// A state and when it began.
    ///
    /// @param word the service's own
    /// @param until empty while it lasts
    public record Stage(String word, Instant from, Optional<Instant> until) {
        public Duration time(Instant now) {
            return Duration.between(from, until.orElse(now));
        }
    }

    /// @param log the last lines
    public record Tail(List<ServiceDetails.Event> events, List<String> log) {
        static final Tail NONE = new Tail(List.of(), List.of());
    }

    static Deployment begun(String service, boolean update, Instant now) {
        return new Deployment(
                service,
                update,
                Phase.SENDING,
                now,
                List.of(),
                Tail.NONE,
                "",
                Optional.empty(),
                Optional.empty());
    }

    /// Whether it has ended with a service that runs.
    boolean isDeployed() {
        return phase == Phase.DONE || phase == Phase.NO_PICTURE;
    }

    /// Whether what runs may be what ran before: an update is handed over before the service begins
    /// with it, and where nothing starts anew no other state is seen.
    ///
    /// @param most after which it is taken to have begun
    boolean isStillTheOld(Instant now, Duration most) {
        return update && stages.size() == 1 && now.isBefore(begun.plus(most));
    }

    /// Under which name the words of its phase are found: an update has its own where they differ.
    String words() {
        return switch (phase) {
            case STARTING -> update ? "UPDATING" : phase.name();
            case FAILED -> update ? "NOT_UPDATED" : phase.name();
            default -> phase.name();
        };
    }

    Deployment in(Phase now, String words) {
        return in(now, words, Optional.empty());
    }

    Deployment in(Phase now, String words, Optional<StartProblem> why) {
        return new Deployment(service, update, now, begun, stages, tail, words, why, picture);
    }

    Deployment with(Path made) {
        return new Deployment(
                service,
                update,
                Phase.DONE,
                begun,
                stages,
                tail,
                message,
                problem,
                Optional.of(made));
    }

    /// After a look.
    Deployment seen(String word, String words, Tail now, Instant at) {
        return new Deployment(
                service, update, phase, begun, after(word, at), now, words, problem, picture);
    }

    private List<Stage> after(String word, Instant at) {
        var all = new ArrayList<>(stages);
        if (!all.isEmpty() && all.getLast().word().equals(word)) {
            return stages;
        }
        if (!all.isEmpty()) {
            var last = all.removeLast();
            all.add(new Stage(last.word(), last.from(), Optional.of(at)));
        }
        all.add(new Stage(word, at, Optional.empty()));
        return List.copyOf(all);
    }
}
