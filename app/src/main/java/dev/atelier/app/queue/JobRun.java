package dev.atelier.app.queue;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One job in the computing lane: makes what is missing of it, saves each picture before the next
/// begins, and reports at most twenty times a second.
final class JobRun implements Observer {
    private static final long REPORT_NANOS = 50_000_000;

    private final Job job;
    private final JobStore store;
    private final PictureNames names;
    private final Cancellation cancellation;
    private final Listener listener;
    private final AtomicReference<@Nullable Live> undelivered = new AtomicReference<>();
    private Set<Integer> there = Set.of();
    private Optional<Progress> progress = Optional.empty();
    private Optional<Live.Preview> preview = Optional.empty();
    private long lastReport;
    private long began = System.nanoTime();

    /// Hears of the run.
    ///
    /// @param events runs the other two
    record Listener(Executor events, Consumer<Live> live, Consumer<Finished> finished) {}

    JobRun(
            Job job,
            JobStore store,
            PictureNames names,
            Cancellation cancellation,
            Listener listener) {
        this.job = job;
        this.store = store;
        this.names = names;
        this.cancellation = cancellation;
        this.listener = listener;
    }

    /// Blocks until all pictures are there or it was told to stop.
    void make(Engines engines) throws GenerationException, IOException {
        there = new TreeSet<>(store.pictures(job.id()).keySet());
        var rest = rest(job.recipe(), there);
        if (rest.isPresent()) {
            deliver(new Live(job.id(), Optional.empty(), Optional.empty()));
            var generator = engines.generatorFor(job.recipe());
            began = System.nanoTime();
            try {
                generator.generate(rest.get(), this, cancellation);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    /// The recipe of the rounds that are not complete, if there are any.
    static Optional<Recipe> rest(Recipe recipe, Set<Integer> there) {
        var batch = recipe.batch();
        int round = 0;
        while (round < batch.count() && complete(round, batch.size(), there)) {
            round++;
        }
        if (round == batch.count()) {
            return Optional.empty();
        }
        return Optional.of(
                recipe.withSeed(recipe.seed().ofImage(round * batch.size()))
                        .withBatch(new Batch(batch.size(), batch.count() - round)));
    }

    private static boolean complete(int round, int size, Set<Integer> there) {
        for (int i = 0; i < size; i++) {
            if (!there.contains(round * size + i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean wantsPreviews() {
        return System.nanoTime() - lastReport > REPORT_NANOS;
    }

    @Override
    public void progress(Progress now) {
        progress = Optional.of(now);
        if (!wantsPreviews()) {
            return;
        }
        // With previews the report follows in a moment, with the picture.
        deliver(new Live(job.id(), progress, preview));
    }

    @Override
    public void preview(Size size, byte[] rgb) {
        preview = Optional.of(new Live.Preview(size, rgb));
        deliver(new Live(job.id(), progress, preview));
        lastReport = System.nanoTime();
    }

    @Override
    public void finished(Picture picture) {
        int image = imageOf(picture.recipe().seed());
        if (there.contains(image)) {
            return; // made again only because it shares a round with a missing one
        }
        try {
            var file = names.next(picture.recipe(), LocalDateTime.now(ZoneId.systemDefault()));
            store.plan(job.id(), image, file);
            PictureFile.write(picture, file);
            double seconds = (System.nanoTime() - began) / 1e9;
            began = System.nanoTime();
            var done = new Finished(job.id(), file, picture, seconds);
            listener.events.execute(() -> listener.finished.accept(done));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int imageOf(Seed seed) {
        int total = job.recipe().batch().total();
        for (int i = 0; i < total; i++) {
            if (job.recipe().seed().ofImage(i).equals(seed)) {
                return i;
            }
        }
        throw new IllegalStateException("a picture with a seed that was not asked for: " + seed);
    }

    private void deliver(Live live) {
        if (undelivered.getAndSet(live) == null) {
            listener.events.execute(() -> {
                var newest = undelivered.getAndSet(null);
                if (newest != null) {
                    listener.live.accept(newest);
                }
            });
        }
    }
}
