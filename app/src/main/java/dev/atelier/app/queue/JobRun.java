package dev.atelier.app.queue;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One job at its place: makes what is missing of it, saves each picture before the next begins,
/// and reports at most twenty times a second.
final class JobRun implements Observer {
    private static final long REPORT_NANOS = 50_000_000;

    private final Job job;
    private final JobStore store;
    private final PictureNames names;
    private final Cancellation cancellation;
    private final Listener listener;
    private final AtomicReference<@Nullable JobProgress> undelivered = new AtomicReference<>();
    private final Set<Integer> settled = new HashSet<>();
    private RemainingPart part;
    private int roundsAfterPart;
    private Optional<Progress> progress = Optional.empty();
    private Optional<PreviewImage> preview = Optional.empty();
    private long lastReport = System.nanoTime() - REPORT_NANOS;
    private long lastPreview = lastReport;
    private long began = System.nanoTime();
    private boolean ready;
    private volatile boolean pausing;
    private volatile boolean paused;

    /// Called during the run.
    ///
    /// @param events runs the next two
    /// @param cost of a time at this place, as far as its price is known; asked from any thread
    record Listener(
            Executor events,
            Consumer<JobProgress> live,
            Consumer<SavedPicture> finished,
            Function<Duration, Optional<Provenance.Cost>> cost) {}

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
        this.part = new RemainingPart(0, job.recipe());
    }

    /// Blocks until all pictures are there or a stop was requested.
    ///
    /// @return whether nothing is left to make
    boolean make(Generator generator) throws GenerationException, IOException {
        store.put(job); // before anything is made for it
        settled.addAll(store.settled(job.id()));
        var parts = RemainingPart.of(job.recipe(), settled);
        if (parts.isEmpty()) {
            return true;
        }
        for (int i = 0; i < parts.size() && !cancellation.ends(); i++) {
            part = parts.get(i);
            roundsAfterPart = rounds(parts.subList(i + 1, parts.size()));
            try {
                generator.generate(part.recipe(), this, cancellation);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            if (!cancellation.ends()) {
                skipUpTo(part.first() + part.recipe().batch().total());
            }
        }
        return RemainingPart.of(job.recipe(), settled).isEmpty();
    }

    /// Whether to stop after the present round. Any thread.
    void pauseAfterPicture(boolean wanted) {
        pausing = wanted;
    }

    /// Whether it stopped for that. Any thread.
    boolean hasPaused() {
        return paused;
    }

    private static int rounds(List<RemainingPart> parts) {
        return parts.stream().mapToInt(later -> later.recipe().batch().count()).sum();
    }

    /// Pictures come in order, so those that did not come before another were skipped.
    private void skipUpTo(int end) throws IOException {
        for (int place = part.first(); place < end; place++) {
            if (settled.add(place)) {
                store.skip(job.id(), place);
            }
        }
    }

    /// Loading does not count as time of the first picture.
    @Override
    public void ready() {
        if (!ready) {
            ready = true;
            began = System.nanoTime();
            deliver(JobProgress.begun(job.id(), false));
        }
    }

    @Override
    public void submitted(String request) {
        try {
            store.request(job.id(), part.name(), request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> known() {
        try {
            return store.request(job.id(), part.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean wantsPreviews() {
        return System.nanoTime() - lastPreview >= REPORT_NANOS;
    }

    @Override
    public void waiting(long before) {
        deliver(JobProgress.waiting(job.id(), before));
    }

    @Override
    public void loading() {
        deliver(JobProgress.begun(job.id(), true));
    }

    /// Once previews come, they take the progress along: one report for both.
    @Override
    public void progress(Progress now) {
        progress = Optional.of(ofJob(now));
        if (preview.isEmpty() && System.nanoTime() - lastReport >= REPORT_NANOS) {
            lastReport = System.nanoTime();
            deliver(JobProgress.at(job.id(), progress, preview));
        }
    }

    @Override
    public void preview(PreviewImage latest) {
        lastPreview = System.nanoTime();
        preview = Optional.of(latest);
        deliver(JobProgress.at(job.id(), progress, preview));
    }

    /// Converts the progress of a part to that of the whole job.
    private Progress ofJob(Progress now) {
        var batch = job.recipe().batch();
        var later =
                now.perSecond() > 0
                        ? Duration.ofMillis(
                                (long) (1000.0 * roundsAfterPart * now.steps() / now.perSecond()))
                        : Duration.ZERO;
        return new Progress(
                part.roundOf(now.batch() - 1, batch) + 1,
                batch.count(),
                now.step(),
                now.steps(),
                now.perSecond(),
                now.remaining().plus(later));
    }

    @Override
    public void finished(Picture picture) {
        preview = Optional.empty(); // what comes now is another picture
        try {
            int place = RemainingPart.placeOf(job.recipe(), picture.recipe().seed());
            skipUpTo(place);
            long now = System.nanoTime();
            double own = Provenance.of(picture).seconds();
            // Pictures that were made together come one right after the other.
            double seconds = own > 0 ? own : (now - began) / 1e9;
            began = now;
            boolean cutShort = isCutShort(place);
            var file = save(picture, place, new JobStore.Made(seconds, cutShort));
            settled.add(place);
            preview = Optional.empty(); // the next picture has none yet
            var done = new SavedPicture(job.id(), file, picture.recipe(), seconds, cutShort);
            listener.events.execute(() -> listener.finished.accept(done));
            pauseAfter(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the picture at hand was ended before its last step.
    private boolean isCutShort(int place) {
        int round = place / job.recipe().batch().size();
        boolean allSteps =
                progress.filter(now -> now.batch() > round && now.step() >= now.steps())
                        .isPresent();
        return cancellation.mode() == Cancellation.StopMode.INTERRUPT && !allSteps;
    }

    /// Here, not on the event thread: the next picture begins at once.
    private void pauseAfter(int place) {
        boolean roundDone = (place + 1) % job.recipe().batch().size() == 0;
        if (pausing && roundDone && !cancellation.ends()) {
            paused = true;
            cancellation.cancel();
        }
    }

    private Path save(Picture picture, int place, JobStore.Made how) throws IOException {
        double seconds = how.seconds();
        var paid = listener.cost.apply(Duration.ofMillis((long) (1000 * seconds)));
        var made = Provenance.of(picture).in(seconds, paid);
        while (true) {
            var file = names.next(picture.recipe(), LocalDateTime.now(ZoneId.systemDefault()));
            store.plan(job.id(), place, file);
            try {
                PictureFile.writeNew(picture, made, file);
                store.finish(job.id(), place, how);
                return file;
            } catch (FileAlreadyExistsException e) {
                // Another program took the name since: ask for the next.
            }
        }
    }

    private void deliver(JobProgress live) {
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
