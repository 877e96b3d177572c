package dev.atelier.app.library.view;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Thumbs;
import java.awt.AlphaComposite;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import javax.swing.Timer;

/// The pictures of a grid's cells, each cut and rounded for its cell off the event thread, so that
/// painting only copies pixels. What was requested last is read first, and what has been scrolled
/// out of sight meanwhile is not read at all. Those that were not painted for longest are dropped.
/// Event thread.
final class CellImages {
    private static final long MOST_BYTES = 96L << 20;
    private static final int AT_ONCE = 3;

    /// Pictures that are near take a processor each: one is left to painting.
    private static final int NEAR_AT_ONCE =
            Math.clamp(Runtime.getRuntime().availableProcessors() - 1L, 1, AT_ONCE);

    private static final int ROUND = 12;
    private static final int GONE_MILLIS = 2000;

    private final Tasks tasks;
    private final LongPredicate inSight;
    private final LongConsumer learned;
    private final Deque<Order> waiting = new ArrayDeque<>();
    private final Set<Long> ordered = new HashSet<>();

    /// Whose file was not there when it was looked for once.
    private final Set<Long> missed = new HashSet<>();

    private final LinkedHashMap<Long, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;
    private int running;

    /// What is known of a cell's picture.
    ///
    /// @param image empty where it cannot be read
    /// @param problem why, as a person reads it
    record Kept(Optional<BufferedImage> image, String problem, Size size, String version) {
        long bytes() {
            return image.map(it -> 4L * it.getWidth() * it.getHeight()).orElse(64L);
        }
    }

    /// Of a cell.
    ///
    /// @param width in device pixels
    /// @param scale device pixels for a pixel at 100 %
    record Size(int width, int height, double scale) {}

    private record Order(long id, Size size, GridPicture picture) {}

    /// @param inSight whether the grid still shows an entry
    /// @param learned is called with entries that can be repainted
    CellImages(Tasks tasks, LongPredicate inSight, LongConsumer learned) {
        this.tasks = tasks;
        this.inSight = inSight;
        this.learned = learned;
    }

    /// What can be painted now; one of another size until the right one is there, empty until any
    /// is.
    Optional<Kept> of(long id, Size size, GridPicture picture) {
        var found = Optional.ofNullable(kept.get(id));
        boolean fits =
                found.filter(it -> it.size.equals(size) && it.version.equals(picture.version()))
                        .isPresent();
        if (!fits && ordered.add(id)) {
            waiting.push(new Order(id, size, picture));
            next();
        }
        return found;
    }

    /// Forgets a picture that has changed.
    void forget(long id) {
        var gone = kept.remove(id);
        bytes -= gone == null ? 0 : gone.bytes();
    }

    /// Forgets those that could not be read: what kept them away may be over.
    void retry() {
        kept.values().removeIf(it -> it.image.isEmpty());
    }

    private void next() {
        while (!waiting.isEmpty() && running < atOnce(waiting.peek())) {
            var order = waiting.pop();
            if (!inSight.test(order.id)) {
                ordered.remove(order.id);
                continue;
            }
            running++;
            tasks.run(
                    HiddenTask.PIECE,
                    task -> cut(order.picture.reader().read(edge(order.size)), order.size),
                    Tasks.Outcome.of(
                            image -> learn(order, Optional.of(image), ""),
                            failure -> failed(order, failure)));
        }
    }

    /// A file that is gone is of an entry that the index is about to forget, as a rule: it is said
    /// only when both are still so a little later.
    private void failed(Order order, Throwable failure) {
        if (failure instanceof NoSuchFileException && missed.add(order.id)) {
            running--;
            var again =
                    new Timer(
                            GONE_MILLIS,
                            event -> {
                                ordered.remove(order.id);
                                learned.accept(order.id);
                            });
            again.setRepeats(false);
            again.start();
            next();
        } else {
            learn(order, Optional.empty(), FailureMessages.of(failure));
        }
    }

    private static int atOnce(Order order) {
        return order.picture.far() ? AT_ONCE : NEAR_AT_ONCE;
    }

    /// The longer side that fills the cell also where the picture is tall or wide.
    private static int edge(Size size) {
        return 2 * Math.max(size.width, size.height);
    }

    private void learn(Order order, Optional<BufferedImage> image, String problem) {
        running--;
        ordered.remove(order.id);
        missed.remove(order.id);
        forget(order.id);
        var now = new Kept(image, problem, order.size, order.picture.version());
        kept.put(order.id, now);
        bytes += now.bytes();
        var oldest = kept.entrySet().iterator();
        while (bytes > MOST_BYTES && kept.size() > 1) {
            Map.Entry<Long, Kept> first = oldest.next();
            bytes -= first.getValue().bytes();
            oldest.remove();
        }
        learned.accept(order.id);
        next();
    }

    private static BufferedImage cut(BufferedImage picture, Size size) {
        int width = size.width;
        int height = size.height;
        var whole = Thumbs.filling(picture, width, height);
        var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        var g = result.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double round = ROUND * size.scale;
        g.fill(new RoundRectangle2D.Double(0, 0, width, height, round, round));
        g.setComposite(AlphaComposite.SrcIn);
        g.drawImage(whole, 0, 0, null);
        g.dispose();
        return result;
    }
}
