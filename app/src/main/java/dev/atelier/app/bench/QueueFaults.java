package dev.atelier.app.bench;

import dev.atelier.cloud.webui.AsyncGenerator;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.sandbox.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends jobs through a queue while everything goes wrong that can: answers of puts are lost,
/// connections break, frames come twice and in another order, the gateway fails, clients die at any
/// moment, and the service's machine is ended and started again. Then counts what is on disk.
public final class QueueFaults {
    private static final int CLIENTS = 8;
    private static final double DEATHS = 0.05;

    private final Executor threads;
    private final Path folder;
    private final Random random;
    private final Queue<Integer> open = new ConcurrentLinkedQueue<>();
    private final Map<Integer, String> known = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger twice = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger deaths = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /// @param threads each client keeps one
    /// @param folder for the pictures and the state of the service; empty
    public QueueFaults(Executor threads, Path folder, long seed) {
        this.threads = threads;
        this.folder = folder;
        this.random = new Random(seed);
    }

    /// What came of it.
    ///
    /// @param lost jobs without a picture and without a reason
    /// @param twice pictures that were to be written again
    /// @param wrong pictures of another job
    /// @param failures reasons of jobs without a picture
    /// @param deaths of clients
    /// @param left frames that stayed in the queues
    public record Tally(
            int jobs,
            int lost,
            int twice,
            int wrong,
            List<String> failures,
            int deaths,
            int restarts,
            long left) {}

    /// A client that dies: nothing that it knows survives but what was written.
    private static final class DeathException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DeathException() {
            super("killed", null, false, false);
        }
    }

    /// Blocks until all jobs are over.
    ///
    /// @param window 0 for clients that poll, else one watch for all
    public Tally run(int jobs, int restarts, int window) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("pictures"));
        for (int job = 0; job < jobs; job++) {
            open.add(job);
        }
        var state = Optional.of(folder.resolve("state"));
        try (var rig = new BenchQueueService(2, Duration.ofMillis(2), state);
                var client = rig.client("faults", window)) {
            var queue = rig.queue("count");
            rig.faults.set(faults());
            var ended = new CountDownLatch(CLIENTS);
            for (int i = 0; i < CLIENTS; i++) {
                threads.execute(() -> {
                    try {
                        work(client);
                    } finally {
                        ended.countDown();
                    }
                });
            }
            int made = restart(rig, jobs, restarts);
            ended.await();
            rig.faults.set(List.of());
            var none = OptionalLong.empty();
            long left = queue.count(none, Map.of()) + queue.sink().count(none, Map.of());
            int lost = jobs - done.get() - failures.size();
            return new Tally(
                    jobs,
                    lost,
                    twice.get(),
                    wrong.get(),
                    List.copyOf(failures),
                    deaths.get(),
                    made,
                    left);
        }
    }

    /// What goes wrong by switch.
    static List<Fault> faults() {
        return List.of(
                new Fault.QueueFault(Fault.QueueFaultKind.LOSTPUT, 0.1),
                new Fault.QueueFault(Fault.QueueFaultKind.TWICE, 0.1),
                new Fault.QueueFault(Fault.QueueFaultKind.REORDER, 0.1),
                new Fault.ServerErrors(0.05),
                new Fault.BrokenWatch(7));
    }

    /// Ends the machine whenever another share of the jobs is done.
    private int restart(BenchQueueService rig, int jobs, int restarts)
            throws IOException, InterruptedException {
        for (int i = 1; i <= restarts; i++) {
            while (done.get() + failures.size() < jobs * i / (restarts + 1)) {
                Thread.sleep(5);
            }
            rig.restart();
        }
        return restarts;
    }

    private void work(AsyncGenerator client) {
        for (var job = open.poll(); job != null; job = open.poll()) {
            try {
                var _ =
                        client.generate(
                                BenchQueueService.recipe(job), new Disk(job), new Cancellation());
            } catch (DeathException e) {
                deaths.incrementAndGet();
                if (!Files.exists(file(job))) {
                    open.add(job); // taken up at the next start
                } else {
                    done.incrementAndGet(); // the file says that it was finished
                }
                continue;
            } catch (GenerationException e) {
                failures.add(job + ": " + e.failure().sentence());
                continue;
            }
            done.incrementAndGet();
        }
    }

    private Path file(int job) {
        return folder.resolve("pictures").resolve(job + ".bin");
    }

    private synchronized boolean dies() {
        return random.nextDouble() < DEATHS;
    }

    /// What outlives a client: notes and files.
    private final class Disk implements Observer {
        private final int job;

        Disk(int job) {
            this.job = job;
        }

        private void perhapsDie() {
            if (dies()) {
                throw new DeathException();
            }
        }

        @Override
        public void submitted(String request) {
            perhapsDie();
            known.put(job, request);
            perhapsDie();
        }

        @Override
        public Optional<String> known() {
            return Optional.ofNullable(known.get(job));
        }

        @Override
        public void finished(Picture picture) {
            perhapsDie();
            if (picture.rgb()[0] != (byte) job) {
                wrong.incrementAndGet();
            }
            try {
                Files.write(
                        file(job),
                        ByteBuffer.allocate(4).putInt(job).array(),
                        StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                twice.incrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            perhapsDie();
        }
    }
}
