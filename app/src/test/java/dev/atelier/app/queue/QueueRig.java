package dev.atelier.app.queue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Generator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A queue of places on disk, with the thread that made it as the event thread.
public final class QueueRig implements AutoCloseable {
    /// Makes nothing.
    public static final Generator NONE = (recipe, observer, cancellation) -> List.of();

    public final EventLoop loop = new EventLoop();
    public final Tasks tasks = new Tasks(loop);
    public final JobStore store;
    public final QueueModel queue;

    /// @param folder for the queue and its pictures
    /// @param here draws on this computer
    public QueueRig(Path folder, Generator here) throws IOException {
        this(folder, here, List.of());
    }

    private QueueRig(Path folder, Generator here, List<There> others) throws IOException {
        store = JobStore.open(folder.resolve("queue.db"));
        var names = new PictureNames(folder, "[seed]");
        var places = new ArrayList<>(List.of(Place.here(here, tasks)));
        others.forEach(
                it -> places.add(new Place(it.id, it.kind, NONE, tasks.beside(), it.capacity)));
        queue = new QueueModel(store, tasks, places, () -> names, loop);
    }

    /// A place besides this computer; nothing is drawn there.
    record There(String id, Place.Kind kind, int capacity) {}

    /// Places that draw nothing.
    static QueueRig idle(Path folder, There... others) throws IOException {
        return new QueueRig(folder, NONE, List.of(others));
    }

    @Override
    public void close() throws IOException {
        tasks.close();
        store.close();
    }
}
