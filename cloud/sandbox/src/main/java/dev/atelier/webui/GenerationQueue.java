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
        private volatile @Nullable PreviewImage preview;

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
            preview = latest;
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
    /// @param before what is looked at first, when it is the recipe's turn
    /// @throws ApiException where they cannot be made
    Made make(Recipe recipe, Runnable before) {
        if (turn.getQueueLength() >= MAX_WAITING) {
            throw WebuiError.TOO_MANY_CALLS.exception();
        }
        turn.lock();
        var current = new Job(recipe.batch().count());
        try {
            job = current;
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
        double done = steps == 0 ? 0 : (batch + (double) step / steps) / current.batches;
        answer.put("progress", Math.min(0.01 + done, 1))
                .put("eta_relative", at == null ? 0.0 : at.remaining().toMillis() / 1000.0);
        answer.set("state", state(current, batch, step, steps));
        var preview = current.preview;
        if (withPicture && preview != null) {
            var image = Pictures.image(preview.width(), preview.height(), preview.rgb());
            answer.put("current_image", Pictures.base64(image, Map.of(), format));
        } else {
            answer.putNull("current_image");
        }
        return answer.putNull("textinfo");
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
