package dev.atelier.sandbox.queue;

import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.http.WebSocketHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A watch: frames go to one reader as they come, over a WebSocket or as a long answer.
public final class Watching {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int WINDOW = 5;
    private static final int MOST = 1000;

    private final MessageQueue queue;
    private final WatchFaults faults;
    private final Incoming call;
    private final Consumer reader;
    private int sent;

    private Watching(Incoming call, MessageQueue queue, WatchFaults faults) {
        this.call = call;
        this.queue = queue;
        this.faults = faults;
        var query = call.query();
        long from = query.given("_index_").map(Long::parseLong).orElse(0L);
        var request =
                new Consumer.Request(
                        from,
                        query.number("_window_", WINDOW, 1, MOST),
                        QueueCalls.on(query, "_auto_commit_"),
                        QueueCalls.tags(query));
        this.reader = queue.join(QueueCalls.group(call), QueueCalls.user(call), request);
    }

    /// Takes a frame to the other side.
    private interface Way {
        void send(QueueItem frame) throws IOException;

        /// Called while there is nothing to send.
        ///
        /// @throws IOException where the other side is known to be gone
        default void look() throws IOException {}
    }

    /// @return whether it ended in order; a connection that broke by switch did not
    private boolean run(Way way) throws IOException {
        boolean indexOnly = QueueCalls.on(call.query(), "_index_only_");
        try {
            while (!queue.isGone(reader)) {
                var next = queue.next(reader, LOOK, faults.reorders());
                if (next.isEmpty()) {
                    way.look();
                    continue;
                }
                var frame = QueueCalls.shown(indexOnly ? next.get().withoutData() : next.get());
                way.send(frame);
                if (faults.duplicates()) {
                    way.send(frame);
                }
                sent++;
                if (faults.breaksAfter(sent)) {
                    return false;
                }
            }
            return !queue.isClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            queue.leave(reader);
        }
    }

    /// Over a socket: binary messages for who asks for them, texts of JSON for others.
    ///
    /// @param threads keep one for as long as the socket is open
    public static WebSocketHandler.Listener socket(
            Incoming call, MessageQueue queue, WatchFaults faults, Executor threads) {
        var watching = new Watching(call, queue, faults);
        boolean proto = QueueCalls.wantsProto(call);
        return new WebSocketHandler.Listener() {
            @Override
            public void opened(WebSocketHandler.Socket socket) {
                threads.execute(() -> {
                    try {
                        Way way =
                                frame -> {
                                    if (proto) {
                                        socket.binary(frame.proto());
                                    } else {
                                        socket.text(Json.text(frame.json()));
                                    }
                                };
                        if (watching.run(way)) {
                            socket.close();
                        } else {
                            socket.cut();
                        }
                    } catch (IOException e) {
                        LOG.debug("a watch ended", e);
                        socket.cut();
                    }
                });
            }

            @Override
            public void closed() {
                queue.leave(watching.reader);
            }
        };
    }

    /// As a long answer: each frame after its length in four bytes, or a line of JSON.
    static Reply stream(Incoming call, MessageQueue queue, WatchFaults faults) {
        var watching = new Watching(call, queue, faults);
        boolean proto = QueueCalls.wantsProto(call);
        Reply.Writer writer =
                out -> {
                    out.flush();
                    if (!watching.run(new Pieces(out, proto))) {
                        throw new IOException("the watch broke");
                    }
                };
        var body = new Reply.Body.Stream(OptionalLong.empty(), writer);
        var reply = new Reply(200, Map.of(), body, false);
        return reply.with(
                "Content-Type", proto ? "application/vnd.google.protobuf" : "application/x-ndjson");
    }

    private record Pieces(OutputStream out, boolean proto) implements Way {
        @Override
        public void send(QueueItem frame) throws IOException {
            if (proto) {
                var bytes = frame.proto();
                out.write(ByteBuffer.allocate(4).putInt(bytes.length).array());
                out.write(bytes);
            } else {
                out.write(QueueCalls.utf8(Json.text(frame.json()) + "\n"));
            }
            out.flush();
        }

        @Override
        public void look() throws IOException {
            out.flush();
        }
    }
}
