package dev.atelier.app.queue;

import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;

/// One order for pictures.
///
/// @param id unique forever
/// @param place the id of the [Place] where it runs
/// @param recipe with its seeds drawn, so that what is left of it can be made later
/// @param rank queued jobs run from the lowest
/// @param byHand placed by the user: no other job is moved before it to save a change of model
/// @param pictures finished files, in order
/// @param note why it failed, else without words
/// @param twin the number of the job that makes the same at another place, 0 for none
public record Job(
        long id,
        String place,
        Recipe recipe,
        State state,
        double rank,
        boolean byHand,
        List<Path> pictures,
        Message note,
        Times times,
        long twin) {
    private static final Message NONE = Message.plain("");

    /// The life of a job.
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED,
        /// The program ended while it ran; it can be taken up again.
        INTERRUPTED,
        /// Ended early by the user, who keeps what was made; the rest can be run.
        STOPPED;

        /// Waiting or running.
        public boolean open() {
            return this == QUEUED || this == RUNNING;
        }
    }

    /// When things happened to it, in milliseconds since 1970; 0 for what has not happened.
    ///
    /// @param begun when it last began to run
    public record Times(long created, long begun, long ended) {
        Times now(State state) {
            long now = System.currentTimeMillis();
            return switch (state) {
                case QUEUED -> new Times(created == 0 ? now : created, begun, 0);
                case RUNNING -> new Times(created, now, 0);
                case DONE, FAILED, CANCELLED, INTERRUPTED, STOPPED ->
                        new Times(created, begun, now);
            };
        }
    }

    // A record of ten: they are the columns of its table.
    public Job {
        pictures = List.copyOf(pictures);
    }

    /// A new one that waits.
    static Job queued(long id, String place, Recipe recipe, double rank, boolean byHand) {
        var times = new Times(0, 0, 0).now(State.QUEUED);
        return new Job(id, place, recipe, State.QUEUED, rank, byHand, List.of(), NONE, times, 0);
    }

    /// Why it failed in the present language, else empty.
    public String reason() {
        return note.localized();
    }

    Job in(State next) {
        return in(next, NONE);
    }

    Job in(State next, Message why) {
        return new Job(id, place, recipe, next, rank, byHand, pictures, why, times.now(next), twin);
    }

    Job at(double other, boolean hand) {
        return new Job(id, place, recipe, state, other, hand, pictures, note, times, twin);
    }

    Job with(List<Path> finished) {
        return new Job(id, place, recipe, state, rank, byHand, finished, note, times, twin);
    }

    Job twinOf(long other) {
        return new Job(id, place, recipe, state, rank, byHand, pictures, note, times, other);
    }

    /// Waits there.
    Job movedTo(String other) {
        var waits = times.now(State.QUEUED);
        return new Job(id, other, recipe, State.QUEUED, rank, byHand, pictures, NONE, waits, twin);
    }

    /// Whether it was meant for a service that is gone, so that somebody must say where it runs.
    boolean isAside() {
        return state == State.INTERRUPTED && !reason().isEmpty();
    }

    /// Whether the same is made at another place, too.
    public boolean isTwin() {
        return twin != 0;
    }

    /// Whether every picture of it is made.
    boolean isWhole() {
        return pictures.size() >= recipe.batch().total();
    }

    /// The name of the model it needs.
    String modelName() {
        return ModelLibrary.modelName(recipe);
    }
}
