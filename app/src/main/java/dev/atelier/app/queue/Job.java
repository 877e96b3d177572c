package dev.atelier.app.queue;

import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;

/// One order for pictures.
///
/// @param id unique for ever
/// @param recipe with its seeds drawn, so that what is left of it can be made later
/// @param rank queued jobs run from the lowest
/// @param byHand placed by the user: no other job is moved before it to save a change of model
/// @param pictures finished files, in order
/// @param note why it failed, in words, else empty
public record Job(
        long id,
        Recipe recipe,
        State state,
        double rank,
        boolean byHand,
        List<Path> pictures,
        String note) {
    /// The life of a job.
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED,
        /// The program ended while it ran; it can be taken up again.
        INTERRUPTED;

        /// Waiting or running.
        public boolean open() {
            return this == QUEUED || this == RUNNING;
        }
    }

    // A record of seven: they are the columns of its table.
    public Job {
        pictures = List.copyOf(pictures);
    }

    Job in(State next, String why) {
        return new Job(id, recipe, next, rank, byHand, pictures, why);
    }

    Job at(double place) {
        return new Job(id, recipe, state, place, true, pictures, note);
    }

    Job with(List<Path> finished) {
        return new Job(id, recipe, state, rank, byHand, finished, note);
    }

    /// The name of the model it needs, empty for the starter.
    String modelName() {
        return recipe.model().map(model -> model.name()).orElse("");
    }
}
