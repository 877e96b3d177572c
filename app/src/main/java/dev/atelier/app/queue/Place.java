package dev.atelier.app.queue;

import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Generator;

/// Where jobs run: this computer, or a service elsewhere.
///
/// @param id what the queue's file calls it; it never changes, whatever people call the place
/// @param runner where the work of a job waits for its generator
/// @param capacity how many jobs run there at once, 1 or more
public record Place(String id, Generator generator, Runner runner, int capacity) {
    /// The id of this computer.
    public static final String HERE = "here";

    /// Runs work away from the event thread.
    @FunctionalInterface
    public interface Runner {
        <T> Task run(String title, Tasks.Work<T> work, Tasks.Outcome<T> outcome);
    }

    public Place {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a place without an id");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: expected 1 or more, got " + capacity);
        }
    }

    /// This computer: one job at a time, in the lane of all that uses its engine.
    public static Place here(Generator engine, Tasks tasks) {
        return new Place(HERE, engine, tasks::compute, 1);
    }
}
