package dev.atelier.app.picture;

import dev.atelier.app.observe.Tasks;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small pictures of files, loaded when they are first painted. Those that were not painted for
/// longest are dropped, so that any number of files can be looked through. Event thread.
public final class Thumbs {
    private static final Logger log = LoggerFactory.getLogger(Thumbs.class);

    /// Several windows full.
    private static final int MOST = 300;

    private final Tasks tasks;
    private final UnaryOperator<BufferedImage> shrink;
    private final Runnable repaint;
    private final Set<Path> loading = new HashSet<>();
    private final Map<Path, Optional<BufferedImage>> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Path, Optional<BufferedImage>> it) {
                    return size() > MOST;
                }
            };

    /// @param shrink from the whole picture to what is painted, off the event thread
    /// @param repaint paints again, because more is known
    public Thumbs(Tasks tasks, UnaryOperator<BufferedImage> shrink, Runnable repaint) {
        this.tasks = tasks;
        this.shrink = shrink;
        this.repaint = repaint;
    }

    /// The small picture; empty while it is loaded, and where it cannot be read.
    public Optional<BufferedImage> of(Path file) {
        var found = known.get(file);
        if (found == null && loading.add(file)) {
            load(file);
        }
        return found == null ? Optional.empty() : found;
    }

    private void load(Path file) {
        tasks.run(
                "read-thumbs",
                task -> shrink.apply(PictureFile.pixels(file)),
                Tasks.Outcome.of(
                        small -> learn(file, Optional.of(small)),
                        failure -> {
                            log.debug("no small picture of {}", file, failure);
                            learn(file, Optional.empty());
                        }));
    }

    private void learn(Path file, Optional<BufferedImage> small) {
        loading.remove(file);
        known.put(file, small);
        repaint.run();
    }

    /// Cut to fill `width` by `height` device pixels, averaged where it shrinks.
    public static BufferedImage filling(BufferedImage image, int width, int height) {
        double scale =
                Math.max((double) width / image.getWidth(), (double) height / image.getHeight());
        var whole =
                scaled(
                        image,
                        Math.max(width, (int) Math.round(image.getWidth() * scale)),
                        Math.max(height, (int) Math.round(image.getHeight() * scale)));
        return whole.getSubimage(
                (whole.getWidth() - width) / 2, (whole.getHeight() - height) / 2, width, height);
    }

    /// Shrunk until no side is longer than `edge` device pixels; a smaller picture stays itself.
    public static BufferedImage within(BufferedImage image, int edge) {
        double scale = (double) edge / Math.max(image.getWidth(), image.getHeight());
        return scale >= 1
                ? image
                : scaled(
                        image,
                        (int) Math.max(1, Math.round(image.getWidth() * scale)),
                        (int) Math.max(1, Math.round(image.getHeight() * scale)));
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        var source = image;
        // Halving in turn averages all pixels, where one step would skip most.
        while (source.getWidth() >= 2 * width && source.getHeight() >= 2 * height) {
            source = drawn(source, source.getWidth() / 2, source.getHeight() / 2);
        }
        return drawn(source, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = result.createGraphics();
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        return result;
    }
}
