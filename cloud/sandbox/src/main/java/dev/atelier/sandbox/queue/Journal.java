package dev.atelier.sandbox.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.file.OwnerOnly;
import dev.atelier.file.WholeFile;
import dev.atelier.http.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happened to a queue, a line each, so that it outlives the process. A last line that was cut
/// short is left out. Not thread-safe.
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int LONG = 20_000;

    private final @Nullable Path file;
    private @Nullable BufferedWriter out;
    private int lines;

    /// @param frames by index
    /// @param done what each group has committed of them
    /// @param next the index of the next frame
    record State(NavigableMap<Long, QueueItem> frames, Map<String, Set<Long>> done, long next) {}

    Journal(Optional<Path> file) {
        this.file = file.orElse(null);
    }

    /// Reads what was written, and begins a shorter file.
    State open() {
        var past = new State(new TreeMap<>(), new HashMap<>(), 1);
        if (file == null) {
            return past;
        }
        try {
            OwnerOnly.directories(file.toAbsolutePath().resolveSibling(""));
            if (Files.exists(file)) {
                past = read(file);
            }
            rewrite(past);
            return past;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static State read(Path file) throws IOException {
        var frames = new TreeMap<Long, QueueItem>();
        var done = new HashMap<String, Set<Long>>();
        long next = 1;
        for (var line : Files.readAllLines(file)) {
            try {
                var node = Json.valueOf(line);
                next = Math.max(next, node.path("next").asLong(0));
                if (node.has("put")) {
                    var frame = frame(node);
                    frames.put(frame.index(), frame);
                    next = Math.max(next, frame.index() + 1);
                }
                node.path("gone").forEach(index -> frames.remove(index.asLong()));
                if (node.has("group")) {
                    var own =
                            done.computeIfAbsent(node.path("group").asText(), _ -> new HashSet<>());
                    node.path("done").forEach(index -> own.add(index.asLong()));
                }
            } catch (IllegalArgumentException e) {
                LOG.warn("a line of {} is left out", file, e);
            }
        }
        return new State(frames, done, next);
    }

    private static QueueItem frame(JsonNode node) {
        var tags = new HashMap<String, String>();
        node.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        try {
            return new QueueItem(
                    node.path("put").asLong(),
                    tags,
                    node.path("data").binaryValue(),
                    node.path("priority").asLong(0));
        } catch (IOException e) {
            throw new IllegalArgumentException("no data", e);
        }
    }

    /// Whether [#rewrite] would make it much shorter.
    boolean isLong(int frames) {
        return lines > LONG && lines > 4 * frames;
    }

    void rewrite(State past) throws IOException {
        if (file == null) {
            return;
        }
        close();
        lines = 0;
        var text = new StringWriter();
        out = new BufferedWriter(text);
        line(Json.object().put("next", past.next()));
        past.frames().values().forEach(this::put);
        past.done().forEach(this::done);
        try {
            WholeFile.replaceForOwner(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } finally {
            out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        }
    }

    void put(QueueItem frame) {
        if (file != null) {
            var node = frame.json();
            node.set("put", node.remove("index"));
            line(node.put("priority", frame.priority()));
        }
    }

    void gone(Collection<Long> indexes) {
        if (file != null && !indexes.isEmpty()) {
            var node = Json.object();
            var list = node.putArray("gone");
            indexes.forEach(list::add);
            line(node);
        }
    }

    void done(String group, Collection<Long> indexes) {
        if (file != null) {
            var node = Json.object().put("group", group);
            var list = node.putArray("done");
            indexes.forEach(list::add);
            line(node);
        }
    }

    private void line(JsonNode node) {
        var writer = out;
        if (writer == null) {
            return;
        }
        try {
            writer.write(Json.text(node));
            writer.write('\n');
            writer.flush();
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
