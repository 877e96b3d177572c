package dev.atelier.cloud.queue;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Frames of a queue as they come, over a WebSocket that is opened again, as the same reader,
/// whenever it breaks: after half a second at first, then after twice as long each time. A frame
/// that was not committed may come again. For one thread; closing ends the watch.
public final class Watcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final int NORMAL = 1000;

    private final OkHttpClient sockets;
    private final Supplier<Request> request;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private @Nullable WebSocket socket;
    private int connection;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long nextTry = System.nanoTime();
    private boolean ended;

    /// How to read.
    ///
    /// @param from 0 for all that is there, -1 for what comes later, else the least index
    /// @param window most frames that may be under way without a commit
    /// @param indexOnly whether frames come without their data
    /// @param autoCommit whether what was sent counts as committed; the window then means nothing
    /// @param tags all of which a frame must carry
    public record Options(
            long from,
            int window,
            boolean indexOnly,
            boolean autoCommit,
            Map<String, String> tags) {
        public Options {
            tags = Map.copyOf(tags);
            if (window < 1) {
                throw new IllegalArgumentException("window: expected 1 or more, got " + window);
            }
        }

        /// All frames with these tags, each to be committed.
        public static Options committing(int window, Map<String, String> tags) {
            return new Options(0, window, false, false, tags);
        }
    }

    /// What a connection says; each by the number of its connection.
    private sealed interface Event {
        record Opened(int connection) implements Event {}

        record Came(int connection, Frame frame) implements Event {}

        /// @param status of an answer that was no socket, else 0
        record Broke(int connection, int status, String why) implements Event {}

        record Ended(int connection) implements Event {}
    }

    Watcher(OkHttpClient sockets, Supplier<Request> request) {
        this.sockets = sockets;
        this.request = request;
    }

    /// The next frame; blocks.
    ///
    /// @return empty where none came in time, or the queue has ended
    /// @throws QueueException where the queue will not have us, such as for a wrong token
    /// @throws IOException where a frame cannot be read
    public Optional<Frame> next(Duration timeout) throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!ended) {
            connect(end);
            long left = end - System.nanoTime();
            var event = events.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (event == null) {
                return Optional.empty();
            }
            var frame = received(event);
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    /// Whether the queue has said that no more comes.
    public boolean hasEnded() {
        return ended;
    }

    /// Times that a connection was opened or tried.
    public int connections() {
        return connection;
    }

    private Optional<Frame> received(Event event) throws IOException {
        switch (event) {
            case Event.Came(int by, Frame frame) -> {
                if (by == connection) {
                    if (!frame.message().isEmpty()) {
                        throw new MessageException(
                                Message.of("service.queue-broke", frame.message()));
                    }
                    return Optional.of(frame);
                }
            }
            case Event.Opened(int by) -> {
                if (by == connection) {
                    pauseMillis = FIRST_PAUSE_MILLIS;
                }
            }
            case Event.Ended(int by) -> ended |= by == connection;
            case Event.Broke broke -> {
                if (broke.connection() == connection) {
                    broken(broke);
                }
            }
        }
        return Optional.empty();
    }

    private void broken(Event.Broke broke) throws QueueException {
        socket = null;
        if (broke.status() >= 400 && broke.status() < 500 && broke.status() != 404) {
            throw new QueueException(broke.status(), broke.why());
        }
        LOG.debug("a watch broke, next try in {} ms: {}", pauseMillis, broke.why());
        nextTry = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }

    private void connect(long end) throws InterruptedException {
        if (socket != null) {
            return;
        }
        long wait = Math.min(nextTry, end) - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        if (System.nanoTime() >= nextTry) {
            connection++;
            socket = sockets.newWebSocket(request.get(), new Listener(connection));
        }
    }

    private final class Listener extends WebSocketListener {
        private final int own;

        Listener(int own) {
            this.own = own;
        }

        @Override
        public void onOpen(WebSocket opened, Response response) {
            events.add(new Event.Opened(own));
        }

        @Override
        public void onMessage(WebSocket from, ByteString bytes) {
            try {
                events.add(new Event.Came(own, FrameCodec.frame(bytes.toByteArray())));
            } catch (IOException e) {
                events.add(new Event.Broke(own, 0, String.valueOf(e.getMessage())));
                from.cancel();
            }
        }

        @Override
        public void onClosing(WebSocket closing, int code, String reason) {
            closing.close(NORMAL, null);
            events.add(
                    code == NORMAL
                            ? new Event.Ended(own)
                            : new Event.Broke(own, 0, code + " " + reason));
        }

        @Override
        public void onFailure(WebSocket failed, Throwable why, @Nullable Response response) {
            int status = response == null ? 0 : response.code();
            events.add(new Event.Broke(own, status, String.valueOf(why.getMessage())));
        }
    }

    @Override
    public void close() {
        ended = true;
        var open = socket;
        if (open != null && !open.close(NORMAL, null)) {
            open.cancel();
        }
    }
}
