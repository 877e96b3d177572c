package dev.atelier.webui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.image.Bitmap;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.webui.request.ApiException;
import dev.atelier.webui.request.PictureFormat;
import dev.atelier.webui.request.WebuiError;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs one generation at a time, in the order of the calls, and reports how far it is.
final class GenerationQueue implements AutoCloseable {
    private static final int MAX_WAITING = 64;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final Generator generator;
    private final Supplier<Duration> slowness;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final TaskList tasks = new TaskList();
    private volatile @Nullable Job job;
    private volatile boolean closed;

    /// When the last job began; A1111 reports it also after that has ended.
    private volatile String stamp = "0";

    private Optional<ModelRef> loaded = Optional.empty();

    /// @param slowness how long changing the checkpoint takes, on top of what the generator needs
    GenerationQueue(Generator generator, Supplier<Duration> slowness) {
        this.generator = generator;
        this.slowness = slowness;
    }

    /// @param number of the pictures shown so far, from 0
    private record Preview(int number, PreviewImage image) {}

    /// What is under way; watched by the generating thread, read by others.
    private static final class Job implements Observer {
        private final Cancellation cancellation = new Cancellation();
        private final String stamp = LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
        private final List<Picture> finished = new CopyOnWriteArrayList<>();
        private final List<BufferedImage> maps = new CopyOnWriteArrayList<>();
        private final int batches;
        private String comments = "";
        private volatile boolean skipped;

        /// While the engine, which others use too, makes something else.
        private volatile boolean waits;

        private volatile @Nullable Progress progress;
        private volatile @Nullable Preview preview;

        Job(int batches) {
            this.batches = batches;
        }

        @Override
        public void progress(Progress latest) {
            progress = latest;
        }

        @Override
        public void waiting(long before) {
            waits = true;
        }

        @Override
        public void loading() {
            waits = false;
        }

        @Override
        public boolean wantsPreviews() {
            return true;
        }

        @Override
        public void preview(PreviewImage latest) {
            var before = preview;
            preview = new Preview(before == null ? 0 : before.number() + 1, latest);
        }

        /// As the extension shows a mask: what is repainted is half transparent.
        @Override
        public void controlMap(int unit, Size size, byte[] bytes) {
            int channels = bytes.length / (size.width() * size.height());
            var shown = bytes.clone();
            for (int i = 3; channels == 4 && i < shown.length; i += 4) {
                shown[i] = (byte) (255 - (shown[i] & 0xFF) / 2);
            }
            maps.add(new Bitmap(size.width(), size.height(), channels, shown).translucent());
        }

        @Override
        public void finished(Picture picture) {
            finished.add(picture);
        }

        /// The latest picture on the way, as the webui sends it.
        Optional<String> shown(int seen, PictureFormat format) {
            var latest = preview;
            if (latest == null || latest.number() == seen) {
                return Optional.empty();
            }
            var from = latest.image();
            var image = Pictures.image(from.width(), from.height(), from.rgb());
            return Optional.of(Pictures.base64(image, Map.of(), format));
        }

        int previews() {
            var latest = preview;
            return latest == null ? -1 : latest.number();
        }

        /// How much of it is done, 0 to 1.
        double share() {
            var at = progress;
            return at == null || at.steps() == 0
                    ? 0
                    : (at.batch() - 1 + (double) at.step() / at.steps()) / batches;
        }
    }

    /// @param pictures fewer than asked for after an interrupt
    /// @param maps of the control units
    /// @param comments what the pictures are made without, a line each
    record Made(List<Picture> pictures, List<BufferedImage> maps, String comments) {
        /// With other comments before its own.
        Made after(List<String> lines) {
            return new Made(pictures, maps, Comments.lines(lines) + comments);
        }
    }

    /// Makes the pictures of a recipe; blocks until all before it are done and it is, too.
    ///
    /// @param task the id by which `/internal/progress` knows it
    /// @param before what is looked at first, when it is the recipe's turn
    /// @throws ApiException where they cannot be made
    Made make(String task, Recipe recipe, Runnable before) {
        if (turn.getQueueLength() >= MAX_WAITING) {
            throw WebuiError.TOO_MANY_CALLS.exception();
        }
        tasks.wait(task);
        turn.lock();
        var current = new Job(recipe.batch().count());
        try {
            job = current;
            tasks.begin(task);
            stamp = current.stamp;
            if (closed) {
                throw WebuiError.STOPPING.exception();
            }
            before.run();
            change(recipe.model());
            current.comments = Comments.on(generator.unsupported(recipe));
            var pictures = generator.generate(recipe, current, current.cancellation);
            return new Made(pictures, List.copyOf(current.maps), current.comments);
        } catch (GenerationException e) {
            if (e.failure() instanceof Failure.Cancelled) {
                return new Made(
                        List.copyOf(current.finished), List.copyOf(current.maps), current.comments);
            }
            throw crash(e.failure());
        } finally {
            job = null;
            tasks.end(task);
            turn.unlock();
        }
    }

    /// Does other work with pictures in the order of the calls, too: two at once could take too
    /// much memory.
    <T> T alone(Supplier<T> work) {
        if (turn.getQueueLength() >= MAX_WAITING) {
            throw WebuiError.TOO_MANY_CALLS.exception();
        }
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /// Drops what is under way and all that waits; blocks until the generator is at rest.
    @Override
    public void close() {
        closed = true;
        var current = job;
        if (current != null) {
            current.cancellation.cancel();
        }
        turn.lock();
        try {
            job = null;
        } finally {
            turn.unlock();
        }
    }

    /// The first checkpoint is there from the start.
    private void change(Optional<ModelRef> wanted) {
        if (loaded.isPresent() && !loaded.equals(wanted)) {
            sleep(slowness.get());
        }
        loaded = wanted;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ApiException crash(Failure failure) {
        return switch (failure) {
            case Failure.OutOfMemory _ -> WebuiError.OUT_OF_MEMORY.with(failure.sentence());
            case Failure.BadRecipe _ -> WebuiError.REFUSED_RECIPE.with(failure.sentence());
            case Failure.BadCheckpoint _,
                    Failure.ModelMissing _,
                    Failure.Unauthorized _,
                    Failure.QuotaExceeded _,
                    Failure.Unreachable _,
                    Failure.Cancelled _,
                    Failure.Bug _ ->
                    WebuiError.FAILED.with(failure.sentence());
        };
    }

    /// Keeps what there is and makes no more; nothing where nothing runs.
    void interrupt() {
        var current = job;
        if (current != null) {
            current.cancellation.interrupt();
        }
    }

    /// Leaves out the picture at hand.
    void skip() {
        var current = job;
        if (current != null) {
            current.skipped = true;
            current.cancellation.skip();
        }
    }

    /// The answer of `/sdapi/v1/progress`.
    ObjectNode progress(boolean withPicture, PictureFormat format) {
        var current = job;
        if (current == null || current.waits) {
            return idle();
        }
        var at = current.progress;
        var answer = Json.object();
        int step = at == null ? 0 : at.step();
        int steps = at == null ? 0 : at.steps();
        int batch = at == null ? 0 : at.batch() - 1;
        answer.put("progress", Math.min(0.01 + current.share(), 1))
                .put("eta_relative", at == null ? 0.0 : at.remaining().toMillis() / 1000.0);
        answer.set("state", state(current, batch, step, steps));
        var shown = withPicture ? current.shown(-1, format) : Optional.<String>empty();
        shown.ifPresentOrElse(
                it -> answer.put("current_image", it), () -> answer.putNull("current_image"));
        return answer.putNull("textinfo");
    }

    /// The answer of `/internal/progress`: whether the webui makes a task now, or what else.
    ///
    /// @param seen number of the preview that the caller has; -1 for none
    /// @param withPicture whether the caller wants a later one
    ObjectNode progress(String task, int seen, boolean withPicture) {
        var standing = tasks.of(task);
        var current = job;
        boolean active = standing.active() && current != null && !current.waits;
        boolean queued = standing.queued() || (standing.active() && !active);
        var answer =
                Json.object()
                        .put("active", active)
                        .put("queued", queued)
                        .put("completed", standing.completed());
        if (!active || current == null) {
            var place = "In queue: %d/%d".formatted(standing.place(), standing.waiting());
            answer.putNull("progress").putNull("eta").putNull("live_preview");
            answer.put("id_live_preview", -1);
            return answer.put("textinfo", standing.queued() ? place : "Waiting...");
        }
        var at = current.progress;
        answer.put("progress", Math.min(current.share(), 1));
        if (at == null) {
            answer.putNull("eta");
        } else {
            answer.put("eta", at.remaining().toMillis() / 1000.0);
        }
        int number = current.previews();
        var shown = withPicture ? current.shown(seen, PictureFormat.PNG) : Optional.<String>empty();
        shown.ifPresentOrElse(
                it -> answer.put("live_preview", "data:image/png;base64," + it),
                () -> answer.putNull("live_preview"));
        answer.put("id_live_preview", shown.isPresent() ? number : seen);
        return answer.putNull("textinfo");
    }

    /// The answer of `/internal/pending-tasks`.
    ObjectNode waiting() {
        var waiting = tasks.waiting();
        var answer = Json.object().put("size", waiting.size());
        waiting.forEach(answer.putArray("tasks")::add);
        return answer;
    }

    private static ObjectNode state(Job job, int batch, int step, int steps) {
        return Json.object()
                .put("skipped", job.skipped)
                .put("interrupted", job.cancellation.ends())
                .put("stopping_generation", false)
                .put("job", "Batch %d out of %d".formatted(batch + 1, job.batches))
                .put("job_count", job.batches)
                .put("job_timestamp", job.stamp)
                .put("job_no", batch)
                .put("sampling_step", step)
                .put("sampling_steps", steps);
    }

    private ObjectNode idle() {
        var answer = Json.object().put("progress", 0.0).put("eta_relative", 0.0);
        answer.putObject("state")
                .put("skipped", false)
                .put("interrupted", false)
                .put("stopping_generation", false)
                .put("job", "")
                .put("job_count", 0)
                .put("job_timestamp", stamp)
                .put("job_no", 0)
                .put("sampling_step", 0)
                .put("sampling_steps", 0);
        return answer.putNull("current_image").putNull("textinfo");
    }
}
