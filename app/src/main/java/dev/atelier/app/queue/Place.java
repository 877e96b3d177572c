package dev.atelier.app.queue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;

/// Where jobs run: this computer, or a service elsewhere.
///
/// @param id what the queue's file calls it; it never changes, whatever people call the place. That
///   of a service is its region, a slash and its name
/// @param runner where the work of a job waits for its generator
/// @param capacity how many jobs run there at once, 1 or more
/// @param service which service of that name it is, by its cloud's own id; empty where that is not
///   known, as of this computer
public record Place(
        String id,
        Kind kind,
        Generator generator,
        Tasks.Lane runner,
        int capacity,
        String service) {
    /// The id of this computer.
    public static final String HERE = "here";

    /// How a place takes its work.
    public enum Kind {
        /// The engine of this program.
        HERE,
        /// One call for a job, answered by its pictures.
        SYNC,
        /// A queue that keeps a job until its pictures are fetched, also while this program is
        /// closed.
        ASYNC
    }

    public Place {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a place without an id");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: expected 1 or more, got " + capacity);
        }
    }

    /// A place of which the id alone tells which it is.
    public Place(String id, Kind kind, Generator generator, Tasks.Lane runner, int capacity) {
        this(id, kind, generator, runner, capacity, "");
    }

    /// This computer: one job at a time, in the lane of all that uses its engine.
    public static Place here(Generator engine, Tasks tasks) {
        return new Place(HERE, Kind.HERE, engine, tasks.engine(), 1);
    }

    /// A place of which only the id is known, from the queue's file.
    static Place unknown(String id, Tasks tasks) {
        Generator none =
                (recipe, observer, cancellation) -> {
                    var what = Message.of("failure.no-place", id);
                    throw new GenerationException(new Failure.Unreachable(what), null);
                };
        return new Place(id, Kind.SYNC, none, tasks.beside(), 1);
    }

    /// What people call a service; empty for this computer.
    public String name() {
        return kind == Kind.HERE ? "" : id.substring(id.indexOf('/') + 1);
    }

    /// Whether it is a service of the sandbox, which costs nothing.
    public boolean isFree() {
        return id.startsWith("sandbox/");
    }

    public boolean isHere() {
        return kind == Kind.HERE;
    }
}
