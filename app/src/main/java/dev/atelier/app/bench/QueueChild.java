package dev.atelier.app.bench;

import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// What the processes of [QueueKills] do: one is the service, the others send jobs. All that they
/// know after a kill is what they wrote into their folder.
///
/// @param folder that all of them share
public record QueueChild(Path folder) {
    private static final String WHERE = "service-address.txt";
    private static final int INSTANCES = 2;
    private static final int AT_ONCE = 4;
    private static final int WINDOW = 16;
    private static final Duration WORK = Duration.ofMillis(2);

    /// Which part of the jobs a client makes.
    ///
    /// @param jobs of all clients
    /// @param client 0-based
    /// @param of how many clients
    public record Part(int jobs, int client, int of) {}

    /// Where the service answers, and what opens it.
    record At(URI address, String token) {}

    At at() throws IOException {
        var words = Files.readString(folder.resolve(WHERE)).split(" ", 2);
        return new At(URI.create(words[0]), words[1]);
    }

    /// The service; blocks until it is killed.
    ///
    /// @param port 0 for a free one
    /// @param ready runs when it answers, and where it does is in the folder
    public void serve(int port, Runnable ready) throws IOException, InterruptedException {
        var state = Optional.of(folder.resolve("state"));
        var rig = new BenchQueueService(INSTANCES, WORK, state, port, objects());
        rig.faults.set(QueueFaults.faults());
        // Not on a client's command line, which all users of a machine can read.
        var where = rig.address() + " " + rig.token();
        WholeFile.replace(folder.resolve(WHERE), where.getBytes(StandardCharsets.UTF_8));
        ready.run();
        Thread.currentThread().join();
    }

    private BenchQueueService.Objects objects() {
        return BenchQueueService.Objects.in(folder.resolve("objects"));
    }

    /// A client; returns when each of its jobs has a picture or a reason why not.
    ///
    /// @param threads for the jobs that are under way at once
    public void work(Part part, Executor threads) throws IOException, InterruptedException {
        var at = at();
        // One polls, the next watches.
        int window = part.client() % 2 == 0 ? 0 : WINDOW;
        var id = "killed-" + part.client();
        try (var client =
                BenchQueueService.client(at.address(), at.token(), objects(), id, window)) {
            var next = new AtomicInteger(part.client());
            var ended = new CountDownLatch(AT_ONCE);
            for (int i = 0; i < AT_ONCE; i++) {
                threads.execute(() -> {
                    try {
                        for (int job = next.getAndAdd(part.of());
                                job < part.jobs();
                                job = next.getAndAdd(part.of())) {
                            if (!isOver(job)) {
                                var disk = new Disk(job);
                                try {
                                    var _ =
                                            client.generate(
                                                    BenchQueueService.recipe(job),
                                                    disk,
                                                    new Cancellation());
                                } catch (GenerationException e) {
                                    write("failed", job, e.failure().sentence());
                                }
                            }
                        }
                    } finally {
                        ended.countDown();
                    }
                });
            }
            ended.await();
        }
    }

    boolean isOver(int job) {
        return Files.exists(file("pictures", job)) || Files.exists(file("failed", job));
    }

    Path file(String kind, int job) {
        return folder.resolve(kind).resolve(job + ".txt");
    }

    private void write(String kind, int job, String text) {
        try {
            WholeFile.replace(file(kind, job), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What outlives a kill.
    private final class Disk implements Observer {
        private final int job;

        Disk(int job) {
            this.job = job;
        }

        @Override
        public void submitted(String request) {
            write("sent", job, request);
        }

        @Override
        public Optional<String> known() {
            try {
                var note = file("sent", job);
                return Files.exists(note) ? Optional.of(Files.readString(note)) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void finished(Picture picture) {
            if (picture.rgb()[0] != (byte) job) {
                write("wrong", job, picture.rgb()[0] + "");
            }
            try {
                Files.createDirectories(folder.resolve("pictures"));
                WholeFile.create(
                        file("pictures", job), (job + "").getBytes(StandardCharsets.UTF_8));
            } catch (FileAlreadyExistsException e) {
                write("twice", job, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
