package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.StopPoint;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fits the colours of previews to an autoencoder beside a run: pictures of patches are encoded,
/// decoded again, and what comes out is compared. Closing stops it and waits for its end, so that
/// nothing uses the networks after the run; a fit that was stopped begins again with the next.
final class ColourFit implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ColourFit.class);

    /// Together an eighth of a million pixels, less than a step at 512 x 512.
    static final int PICTURES = 2;

    private static final int EDGE = 256;
    private static final int PATCH = 32;

    private final Model model;
    private final LinearColours colours;
    private final Runnable fitted;
    private final Semaphore running = new Semaphore(1);
    private volatile boolean stopped;

    /// @param fitted called at the end, unless it is stopped before
    ColourFit(Model model, LinearColours colours, Runnable fitted) {
        this.model = model;
        this.colours = colours;
        this.fitted = fitted;
    }

    /// Does nothing once it is closed.
    @Override
    public void run() {
        running.acquireUninterruptibly();
        try {
            StopPoint.during(
                    this::check,
                    () -> {
                        StopPoint.pass();
                        fit(model, colours);
                        return true;
                    });
            fitted.run();
        } catch (CancellationException e) {
            log.debug("The fit of preview colours was stopped.");
        } catch (RuntimeException e) {
            log.warn("Preview colours cannot be fitted: {}", e.getMessage());
        } finally {
            running.release();
        }
    }

    private void check() {
        if (stopped) {
            throw new CancellationException();
        }
    }

    /// Blocks.
    static void fit(Model model, LinearColours colours) {
        var encoder = new ImageEncoder(model);
        for (int i = 0; i < PICTURES; i++) {
            var latent = encoder.encode(patches(i));
            StopPoint.pass();
            colours.learn(latent, model.decoded(latent).picture());
        }
    }

    /// Squares of any colour, each a little lighter towards one side.
    static Bitmap patches(int seed) {
        var random = new SplittableRandom(seed);
        int across = EDGE / PATCH;
        var colours = new int[across * across][3];
        for (var colour : colours) {
            boolean grey = random.nextInt(4) == 0;
            int light = random.nextInt(256);
            for (int c = 0; c < 3; c++) {
                colour[c] = grey ? light : random.nextInt(256);
            }
        }
        var bytes = new byte[3 * EDGE * EDGE];
        for (int i = 0; i < bytes.length; i++) {
            int x = i / 3 % EDGE;
            int y = i / 3 / EDGE;
            int colour = colours[y / PATCH * across + x / PATCH][i % 3];
            bytes[i] = (byte) Math.clamp(colour + x % PATCH - PATCH / 2L, 0, 255);
        }
        return new Bitmap(EDGE, EDGE, 3, bytes);
    }

    @Override
    public void close() {
        stopped = true;
        StopPoint.asked();
        running.acquireUninterruptibly(); // until its end
        running.release();
    }
}
