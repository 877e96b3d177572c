package dev.atelier.cloud.webui;

import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueClient.Wanted;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that were cancelled after they were sent. A service does not stop for that: what waits is
/// taken out of its input, and an answer out of its sink when it has come, by this program or the
/// next one. Thread-safe, also between programs with one folder.
public final class Unwanted {
    private static final Logger LOG = LoggerFactory.getLogger(Unwanted.class);
    private static final Duration KEPT = Duration.ofDays(2);
    private static final int MOST = 200;

    private final Optional<Path> folder;
    private final Map<String, Note> noted = new ConcurrentHashMap<>();

    /// @param queue as it is shown
    private record Note(String queue, Instant since) {}

    private Unwanted(Optional<Path> folder) {
        this.folder = folder;
    }

    /// Kept in a folder, a file each; it is made with the first.
    public static Unwanted in(Path folder) {
        return new Unwanted(Optional.of(folder));
    }

    /// Forgotten when the program ends.
    public static Unwanted inMemory() {
        return new Unwanted(Optional.empty());
    }

    void add(QueueClient input, Ticket ticket) {
        noted.put(ticket.task(), new Note(input.shown(), Instant.now()));
        try {
            if (folder.isPresent()) {
                WholeFile.replace(
                        file(folder.get(), ticket.task()),
                        input.shown().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.info("a cancelled job is not noted", e);
        }
    }

    private static Path file(Path folder, String task) {
        return folder.resolve(task + ".txt");
    }

    private void remove(String task) {
        noted.remove(task);
        try {
            if (folder.isPresent()) {
                Files.deleteIfExists(file(folder.get(), task));
            }
        } catch (IOException e) {
            LOG.info("the note of a cancelled job stays", e);
        }
    }

    /// Those that are not known to be gone, by task.
    private Map<String, Note> of(String queue) {
        var all = new HashMap<>(noted);
        try {
            if (folder.isPresent() && Files.isDirectory(folder.get())) {
                try (var files = Files.list(folder.get())) {
                    for (var file : files.filter(it -> it.toString().endsWith(".txt")).toList()) {
                        var task = String.valueOf(file.getFileName()).replace(".txt", "");
                        var since = Files.getLastModifiedTime(file).toInstant();
                        all.put(task, new Note(Files.readString(file), since));
                    }
                }
            }
        } catch (IOException e) {
            LOG.info("cancelled jobs are not looked for", e);
        }
        all.values().removeIf(it -> !it.queue().equals(queue));
        return all;
    }

    /// Takes what came meanwhile out of both queues; two calls, or none where there is nothing to
    /// look for. Blocks.
    ///
    /// @param client the tag of this installation's jobs
    public void sweep(QueueClient input, String client) {
        sweep(input, client, new PolledResults(input.sink()));
    }

    void sweep(QueueClient input, String client, Results results) {
        var wanted = of(input.shown());
        if (wanted.isEmpty()) {
            return;
        }
        var ours = new Wanted(0, MOST, Duration.ZERO, false, Map.of("client", client));
        try {
            var begun =
                    input.get(ours).stream().filter(it -> wanted.containsKey(task(it))).toList();
            if (!begun.isEmpty()) {
                input.delete(begun.stream().map(Frame::index).toList());
            }
            for (var frame : input.sink().get(ours)) {
                if (wanted.containsKey(task(frame))) {
                    results.done(frame);
                    remove(task(frame));
                }
            }
        } catch (IOException e) {
            LOG.debug("answers of cancelled jobs stay for now", e);
        }
        var old = Instant.now().minus(KEPT);
        List.copyOf(wanted.entrySet()).stream()
                .filter(it -> it.getValue().since().isBefore(old))
                .forEach(it -> remove(it.getKey()));
    }

    private static String task(Frame frame) {
        return frame.tag("task_id");
    }

    /// Whether it may still come.
    boolean contains(Ticket ticket) {
        return noted.containsKey(ticket.task())
                || folder.filter(it -> Files.exists(file(it, ticket.task()))).isPresent();
    }
}
