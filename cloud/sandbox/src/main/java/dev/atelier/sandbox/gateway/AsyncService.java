package dev.atelier.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.queue.Consumer;
import dev.atelier.sandbox.queue.MessageQueue;
import dev.atelier.sandbox.queue.QueueCalls;
import dev.atelier.sandbox.queue.QueueItem;
import dev.atelier.sandbox.queue.QueueRefusedException;
import dev.atelier.sandbox.queue.QueueTerms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two queues of an asynchronous service, and the workers between them: each takes what was put
/// into the input, calls the container on the same path, and puts the answer into the sink.
final class AsyncService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncService.class);

    /// The readers of the framework inside of an instance. The name is chosen.
    private static final String GROUP = "eas-framework";

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long FULL_MILLIS = 50;
    private static final int TOO_LARGE = 413;

    private final MessageQueue input;
    private final MessageQueue sink;
    private final Containers containers;
    private final Faults faults;
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean closed;

    /// @param folder where the queues outlive the process
    AsyncService(
            DeployedService service, Containers containers, Faults faults, Optional<Path> folder) {
        var config = service.config();
        var id = service.identity().id();
        this.input =
                MessageQueue.open(QueueTerms.input(service.name(), config), folder, id + "-input");
        this.sink =
                MessageQueue.open(QueueTerms.sink(service.name(), config), folder, id + "-sink");
        this.containers = containers;
        this.faults = faults;
    }

    MessageQueue input() {
        return input;
    }

    MessageQueue sink() {
        return sink;
    }

    /// What decides whether workers must begin again.
    record Workers(String version, int instances, int threads) {
        static Workers of(DeployedService service) {
            JsonNode metadata = service.config().path("metadata");
            int threads =
                    metadata.path("rpc.worker_threads")
                            .asInt(metadata.at("/rpc/worker_threads").asInt(Gateway.WORKERS));
            return new Workers(
                    version(service), service.deployed().instances(), Math.max(1, threads));
        }

        /// Other after each change of the service.
        static String version(DeployedService service) {
            var deployed = service.deployed();
            return service.identity().id() + "/" + deployed.updated() + "/" + deployed.instances();
        }
    }

    /// One worker's life; returns when it must stop or the queues close.
    void work(DeployedService service, int instance, int thread, Worker worker) {
        var request = new Consumer.Request(0, 1, false, Map.of());
        var name = instance + "-" + thread + "-" + begun.incrementAndGet();
        var reader = input.join(GROUP, name, request);
        try {
            while (!worker.stopped && !closed && !input.isGone(reader)) {
                if (!sink.hasRoom()) {
                    Thread.sleep(FULL_MILLIS);
                    continue;
                }
                var frame = input.next(reader, LOOK, false);
                if (frame.isPresent()) {
                    handle(service, instance, frame.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a worker of {} failed", service.name(), e);
        } finally {
            input.leave(reader);
        }
    }

    /// Makes one worker stop after what it has at hand.
    static final class Worker {
        volatile boolean stopped;
    }

    private void handle(DeployedService service, int instance, QueueItem frame)
            throws InterruptedException {
        Thread.sleep(faults.slowWorker());
        var path = frame.tags().getOrDefault(QueueCalls.PATH_TAG, "/");
        var call =
                new Incoming(
                        "POST", path, "", Map.of("content-type", "application/json"), frame.data());
        var reply = containers.of(service, instance).webui().answer(call);
        if (closed) {
            return; // not committed, so that it is done after the next start
        }
        var last = List.of(frame.index());
        // That only errors of the server are tried again is chosen.
        if (reply.status() >= 500
                && input.deliveries(GROUP, frame.index()) < input.terms().mostDeliveries()) {
            input.refuse(GROUP, last);
            return;
        }
        answer(frame, reply);
        input.commit(GROUP, last);
    }

    private void answer(QueueItem frame, Reply reply) throws InterruptedException {
        var body = reply.body() instanceof Reply.Body.Bytes(var bytes) ? bytes : new byte[0];
        if (body.length == 0) {
            return;
        }
        var tags = new HashMap<>(frame.tags());
        tags.remove(QueueCalls.PATH_TAG);
        if (reply.status() < 200 || reply.status() > 299) {
            tags.put("lastCode", reply.status() + "");
        }
        if (body.length > sink.terms().mostBytes()) {
            // What the framework does then is unknown: it is reported as a failure. Chosen.
            tags.put("lastCode", TOO_LARGE + "");
            body =
                    "the answer has %d bytes, the queue takes %d; give alwayson_scripts.save_dir a folder under a mount"
                            .formatted(body.length, sink.terms().mostBytes())
                            .getBytes(StandardCharsets.UTF_8);
        }
        while (!closed) {
            try {
                sink.put(tags, body, frame.priority());
                return;
            } catch (QueueRefusedException e) {
                Thread.sleep(FULL_MILLIS); // full meanwhile
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        input.close();
        sink.close();
    }
}
