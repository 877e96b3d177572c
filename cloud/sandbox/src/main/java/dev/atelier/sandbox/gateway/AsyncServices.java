package dev.atelier.sandbox.gateway;

import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.http.WebSocketHandler;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.deployed.Services;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.queue.MessageQueue;
import dev.atelier.sandbox.queue.QueueCalls;
import dev.atelier.sandbox.queue.WatchFaults;
import dev.atelier.sandbox.queue.Watching;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The asynchronous services that are deployed: their queues, and as many workers as they have
/// instances and threads. Closing stops all; what was at hand is done again after the next start.
public final class AsyncServices implements AutoCloseable {
    private static final String SINK = "/sink";
    private static final long LOOK_MILLIS = 200;

    private final Services services;
    private final Containers containers;
    private final Faults faults;
    private final Optional<Path> folder;
    private final Executor threads;
    private final Map<String, RunningService> byId = new HashMap<>();
    private volatile boolean closed;

    /// @param state folder where queues outlive the process; empty for memory only
    /// @param threads the server's own; each worker and watch keeps one
    public AsyncServices(
            Services services,
            Containers containers,
            Faults faults,
            Optional<Path> state,
            Executor threads) {
        this.services = services;
        this.containers = containers;
        this.faults = faults;
        this.folder = state.map(it -> it.resolve("queues"));
        this.threads = threads;
    }

    private static final class RunningService {
        final AsyncService service;
        AsyncService.@Nullable Workers running;
        List<AsyncService.Worker> workers = List.of();

        RunningService(AsyncService service) {
            this.service = service;
        }

        void dismiss() {
            workers.forEach(it -> it.stopped = true);
            workers = List.of();
            running = null;
        }
    }

    /// Looks again and again whether workers must come or go, on one of the server's threads.
    public void start() {
        threads.execute(() -> {
            try {
                while (!closed) {
                    look();
                    Thread.sleep(LOOK_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void look() {
        var ended = new HashSet<>(containers.services()); // before it is asked which are there
        var all = services.all();
        look(all);
        all.forEach(it -> ended.remove(it.identity().id()));
        ended.forEach(containers::end);
    }

    private synchronized void look(List<DeployedService> all) {
        var alive = new HashSet<String>();
        for (var service : all) {
            if (ConfigRules.async(service.config())) {
                alive.add(service.identity().id());
                adjustWorkers(service);
            }
        }
        for (var id : List.copyOf(byId.keySet())) {
            var gone = alive.contains(id) ? null : byId.remove(id);
            if (gone != null) {
                gone.dismiss();
                gone.service.close();
                forget(id);
            }
        }
    }

    private void forget(String id) {
        try {
            for (var end : List.of("-input", "-sink", "-input-rear", "-sink-rear")) {
                if (folder.isPresent()) {
                    Files.deleteIfExists(folder.get().resolve(id + end + ".log"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningService of(DeployedService service) {
        return byId.computeIfAbsent(
                service.identity().id(),
                _ -> new RunningService(new AsyncService(service, containers, faults, folder)));
    }

    /// Gives a running service its workers; takes them from one that does not run.
    private void adjustWorkers(DeployedService service) {
        if (closed) {
            return;
        }
        var own = of(service);
        if (!services.reachable(service)) {
            own.dismiss();
            return;
        }
        // Every call comes here: the config is parsed only when the service has changed.
        var version = AsyncService.Workers.version(service);
        if (own.running != null && own.running.version().equals(version)) {
            return;
        }
        var wanted = AsyncService.Workers.of(service);
        own.dismiss();
        own.running = wanted;
        var workers = new ArrayList<AsyncService.Worker>();
        for (int instance = 0; instance < wanted.instances(); instance++) {
            for (int thread = 0; thread < wanted.threads(); thread++) {
                var worker = new AsyncService.Worker();
                int at = instance;
                int which = thread;
                workers.add(worker);
                threads.execute(() -> own.service.work(service, at, which, worker));
            }
        }
        own.workers = workers;
    }

    /// The queue that a path below a service's name leads to.
    ///
    /// @param below empty or beginning with a slash
    private MessageQueue queue(DeployedService service, String below, Incoming incoming) {
        AsyncService own;
        synchronized (this) {
            adjustWorkers(service);
            own = of(service).service;
        }
        return QueueCalls.addressed(isSink(below) ? own.sink() : own.input(), incoming);
    }

    private static boolean isSink(String below) {
        return below.equals(SINK) || below.startsWith(SINK + "/");
    }

    /// Answers a call of one of the queues.
    Reply answer(DeployedService service, String below, Incoming incoming) {
        var path = isSink(below) || below.equals("/") ? "" : below;
        return QueueCalls.answer(incoming, path, queue(service, below, incoming), watchFaults());
    }

    /// Opens a watch.
    WebSocketHandler.Listener watch(DeployedService service, String below, Incoming incoming) {
        var queue = queue(service, below, incoming);
        return Watching.socket(incoming, queue, watchFaults(), threads);
    }

    private WatchFaults watchFaults() {
        return new WatchFaults() {
            @Override
            public boolean breaksAfter(int frames) {
                return faults.breaksWatchAfter().filter(it -> frames >= it).isPresent();
            }

            @Override
            public boolean duplicates() {
                return faults.happens(Fault.QueueFaultKind.TWICE);
            }

            @Override
            public boolean reorders() {
                return faults.happens(Fault.QueueFaultKind.REORDER);
            }
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        byId.values()
                .forEach(it -> {
                    it.dismiss();
                    it.service.close();
                });
        byId.clear();
    }
}
