package dev.atelier.checkpoint;

import dev.atelier.recipe.Cancellation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Remembers the SHA-256 of files by path, size and time of last change. One small properties file
/// per model, replaced in one step: threads and processes may share a folder, and an entry that is
/// damaged or out of date is as good as absent. A cache that cannot be written costs time, not the
/// answer.
public final class HashCache {
    private static final Logger LOG = LoggerFactory.getLogger(HashCache.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Map<Path, ReentrantLock> busy = new ConcurrentHashMap<>();

    /// @param folder where entries are kept; made when first needed
    public HashCache(Path folder) {
        this.folder = folder;
    }

    /// SHA-256 of `file` in lower case hexadecimal. Blocks while it is computed; threads asking for
    /// the same file at once share the work.
    ///
    /// @throws CancellationException soon after any wish to stop
    /// @throws IOException when the file cannot be read
    public String sha256(Path file, Cancellation cancellation) throws IOException {
        var path = file.toRealPath();
        var lock = busy.computeIfAbsent(path, p -> new ReentrantLock());
        lock.lock();
        try {
            var state = State.of(path);
            var known = known(state);
            return known.isPresent() ? known.get() : computed(state, cancellation);
        } finally {
            lock.unlock();
        }
    }

    /// As [#sha256(Path, Cancellation)], to the end.
    public String sha256(Path file) throws IOException {
        return sha256(file, new Cancellation());
    }

    /// The first ten digits of [#sha256(Path)], as A1111 shows it.
    public String shortHash(Path file) throws IOException {
        return FileHash.shorten(sha256(file));
    }

    /// The remembered hash, without reading the file.
    ///
    /// @throws IOException when the file is not there
    public Optional<String> known(Path file) throws IOException {
        return known(State.of(file.toRealPath()));
    }

    /// What tells one content of a file from another.
    private record State(Path path, long sizeBytes, long modifiedMillis) {
        static State of(Path path) throws IOException {
            return new State(path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        }

        Properties properties(String sha256) {
            var properties = new Properties();
            properties.setProperty("path", path.toString());
            properties.setProperty("size", Long.toString(sizeBytes));
            properties.setProperty("modified", Long.toString(modifiedMillis));
            properties.setProperty("sha256", sha256);
            return properties;
        }
    }

    private Optional<String> known(State state) {
        var stored = new Properties();
        try (Reader reader = Files.newBufferedReader(entry(state), StandardCharsets.UTF_8)) {
            stored.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        var sha256 = stored.getProperty("sha256", "");
        return SHA256.matcher(sha256).matches() && stored.equals(state.properties(sha256))
                ? Optional.of(sha256)
                : Optional.empty();
    }

    private String computed(State state, Cancellation cancellation) throws IOException {
        var sha256 = FileHash.sha256(state.path(), cancellation);
        // A file that was written to meanwhile has no one hash to remember.
        if (State.of(state.path()).equals(state)) {
            remember(state, sha256);
        }
        return sha256;
    }

    private void remember(State state, String sha256) {
        var entry = entry(state);
        try {
            Files.createDirectories(folder);
            var aside = Files.createTempFile(folder, "hash", ".part");
            try {
                try (Writer writer = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
                    state.properties(sha256).store(writer, null);
                }
                replace(aside, entry);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            LOG.debug("hash of {} not remembered", state.path(), e);
        }
    }

    private static void replace(Path aside, Path entry) throws IOException {
        try {
            Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, entry, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Named by the path's own hash: a path may be longer than a file name.
    private Path entry(State state) {
        return folder.resolve(FileHash.ofText(state.path().toString()) + ".properties");
    }
}
