package dev.atelier.app.queue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A program with nothing but the queue, to be killed: it orders two jobs, runs them and prints
/// every moment.
final class QueueProcess {
    static final int PICTURES = 3;

    private QueueProcess() {}

    static QueueModel queue(
            JobStore store, Path folder, Tasks tasks, EventLoop loop, FakeGenerator generator)
            throws IOException {
        var names = new PictureNames(folder.resolve("pictures"), "[seq]-[seed]");
        return new QueueModel(
                store, tasks, List.of(Place.here(generator, tasks)), () -> names, loop);
    }

    static Recipe job(long seed) {
        return Recipe.of("a cat", new Size(64, 64))
                .withSampling(Sampling.DEFAULT.withSteps(3))
                .withSeed(Seed.of(seed))
                .withBatch(new Batch(1, PICTURES));
    }

    /// @param arguments the folder
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var loop = new EventLoop();
        var tasks = new Tasks(loop);
        var generator = new FakeGenerator();
        generator.at = QueueProcess::say;
        var queue =
                queue(JobStore.open(folder.resolve("queue.db")), folder, tasks, loop, generator);
        say("open");
        queue.add(job(100), false);
        queue.add(job(200), false);
        loop.until(() -> queue.jobs().get().stream().allMatch(j -> j.state() == Job.State.DONE));
        say("done");
        loop.until(() -> false);
    }

    /// A line for who watches, and time for it to act.
    private static void say(String moment) {
        System.out.println(moment);
        System.out.flush();
        try {
            Thread.sleep(4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
