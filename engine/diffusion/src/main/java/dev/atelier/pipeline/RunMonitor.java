package dev.atelier.pipeline;

import dev.atelier.latent.Latent;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports a run to its observer and stops it when asked, at every call of the network.
final class RunMonitor implements CfgDenoiser.Listener {
    private final Model model;
    private final Recipe recipe;
    private final Observer observer;
    private final Cancellation cancellation;
    private long mark = System.nanoTime();
    private double share;
    private @Nullable Latent lastEstimate;
    private long firstCallDone;
    private int callsPerBatch = 1;
    private int callsBefore;
    private int callsOfBatch;
    private int passBefore;
    private int callsDone;
    private int batch;

    RunMonitor(Model model, Recipe recipe, Observer observer, Cancellation cancellation) {
        this.model = model;
        this.recipe = recipe;
        this.observer = observer;
        this.cancellation = cancellation;
    }

    /// How many calls of the network a batch will take, as far as is known.
    void expect(int calls) {
        callsPerBatch = calls;
    }

    void beginBatch(int index) {
        batch = index;
        if (index > 0) {
            mark = System.nanoTime(); // what was skipped is of no picture
        }
        callsBefore = callsDone;
        callsOfBatch = 0;
        lastEstimate = null;
    }

    @Override
    public void begin() {
        passBefore = callsOfBatch;
    }

    @Override
    public void before() {
        if (cancellation.mode() != Cancellation.StopMode.NONE) {
            throw new RunInterrupted(cancellation.mode());
        }
    }

    /// Ends the making of bytes from finished latents: an interrupt still wants the picture.
    void whileFinishing() {
        var mode = cancellation.mode();
        if (mode == Cancellation.StopMode.SKIP || mode == Cancellation.StopMode.CANCEL) {
            throw new RunInterrupted(mode);
        }
    }

    @Override
    public void after(int calls, Latent denoised) {
        lastEstimate = denoised;
        callsOfBatch = passBefore + calls;
        callsDone = callsBefore + callsOfBatch;
        if (firstCallDone == 0) {
            firstCallDone =
                    System.nanoTime(); // the first is slower, and would mislead the estimate
        }
        observer.progress(progress(callsOfBatch));
        if (observer.wantsPreviews() && LatentPreview.of(model).isDue()) {
            var rgb = LatentPreview.of(model).rgb(denoised.sample(0), model);
            observer.preview(
                    new PreviewImage(
                            model.pictureSize(denoised), denoised.width(), denoised.height(), rgb));
        }
    }

    private Progress progress(int calls) {
        double elapsed = (System.nanoTime() - firstCallDone) / 1e9;
        double perSecond = callsDone > 1 && elapsed > 0 ? (callsDone - 1) / elapsed : 0;
        int expected = Math.max(callsPerBatch, calls);
        int left = expected - calls + (recipe.batch().count() - batch - 1) * expected;
        var remaining =
                perSecond > 0 ? Duration.ofMillis((long) (1000 * left / perSecond)) : Duration.ZERO;
        return new Progress(
                batch + 1, recipe.batch().count(), calls, expected, perSecond, remaining);
    }

    /// The clean picture as the last call estimated it.
    Optional<Latent> lastEstimate() {
        return Optional.ofNullable(lastEstimate);
    }

    /// The latents of a batch are there: their time belongs to each of its pictures alike.
    ///
    /// @param pictures 1 or more
    void sampled(int pictures) {
        share = sinceMark() / pictures;
    }

    /// Seconds of the picture that is finished now: its share of its batch, and its own bytes.
    String seconds() {
        return String.format(Locale.ROOT, "%.2f", share + sinceMark());
    }

    private double sinceMark() {
        long before = mark;
        mark = System.nanoTime();
        return (mark - before) / 1e9;
    }
}
