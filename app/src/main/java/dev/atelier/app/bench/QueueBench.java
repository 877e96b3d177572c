package dev.atelier.app.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.Watcher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Measures the queue of the sandbox and the client on loopback: jobs a second from put to commit,
/// and how it grows with the instances of a service.
public final class QueueBench {
    private static final int WARM_UP = 3000;
    private static final int JOBS = 2000;
    private static final int PUTTERS = 4;
    private static final int WINDOW = 100;
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final byte[] JOB =
            "{\"prompt\":\"a boat\",\"steps\":1,\"width\":16,\"height\":16,\"alwayson_scripts\":{\"save_dir\":\"/mnt/bench/out\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Executor threads;
    private final Consumer<CloudRow> report;

    /// @param threads for those who put
    public QueueBench(Executor threads, Consumer<CloudRow> report) {
        this.threads = threads;
        this.report = report;
    }

    /// Runs all; blocks for half a minute.
    public void run() throws IOException, InterruptedException {
        var _ = seconds(4, Duration.ZERO, WARM_UP); // until the compiler is done
        long before = processorNanos();
        double free = seconds(4, Duration.ZERO, JOBS);
        double busy = (processorNanos() - before) / 1e9;
        report.accept(new CloudRow("jobs a second, put to commit", JOBS / free, "/s", 200));
        // Says more where other programs compete for the machine.
        report.accept(new CloudRow("jobs a second of processor time", JOBS / busy, "/s", 200));
        double base = 0;
        for (int instances = 1; instances <= 4; instances++) {
            double took = seconds(instances, Duration.ofMillis(200), 40);
            base = instances == 1 ? took : base;
            var name = instances + " instances of 200 ms a job, speed";
            report.accept(new CloudRow(name, base / took, "x", 0.95 * instances));
        }
    }

    /// Of this process: client, service and queue together.
    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : System.nanoTime();
    }

    /// Puts jobs, watches and commits; the time of all.
    private double seconds(int instances, Duration work, int jobs)
            throws IOException, InterruptedException {
        try (var rig = new BenchQueueService(instances, work, Optional.empty())) {
            var queue = rig.queue("bench");
            var sink = queue.sink();
            var left = new AtomicInteger(jobs);
            var ended = new CountDownLatch(PUTTERS);
            long start = System.nanoTime();
            for (int i = 0; i < PUTTERS; i++) {
                threads.execute(() -> {
                    try {
                        for (int n = left.decrementAndGet(); n >= 0; n = left.decrementAndGet()) {
                            var tags = Map.of("task_id", "job" + n);
                            var _ = queue.put("/sdapi/v1/txt2img", JOB, tags, 0);
                        }
                    } catch (IOException e) {
                        left.set(0); // the watch below then waits until its limit and reports that
                    } finally {
                        ended.countDown();
                    }
                });
            }
            var seen = new HashSet<String>();
            try (var watcher = sink.watch(Watcher.Options.committing(WINDOW, Map.of()))) {
                while (seen.size() < jobs) {
                    Optional<Frame> next = watcher.next(LOOK);
                    if (next.isEmpty()) {
                        throw new IOException("no answer came");
                    }
                    var some = new ArrayList<Long>();
                    for (; next.isPresent(); next = watcher.next(Duration.ZERO)) {
                        seen.add(next.get().tag("task_id"));
                        some.add(next.get().index());
                    }
                    sink.commit(some);
                }
            }
            double took = (System.nanoTime() - start) / 1e9;
            ended.await();
            return took;
        }
    }
}
