package dev.atelier.checkpoint;

import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SHA-256 of model files, remembered by path, size and time of change: hashing gigabytes takes
/// seconds. The memory is a small file that may be deleted at any time; a damaged one is started
/// again. A folder of the diffusers library goes by its UNet's first file. Safe to use from several
/// threads and processes.
public final class FileHashes {
    private static final Logger LOG = LoggerFactory.getLogger(FileHashes.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path memory;

    /// @param memory the file that remembers
    public FileHashes(Path memory) {
        this.memory = memory;
    }

    /// A1111's short hash: the first ten digits of [#sha256].
    public String shortHash(Path file) throws IOException {
        return FileHash.shorten(sha256(file));
    }

    /// As [#sha256(Path, Cancellation)], to the end.
    public String sha256(Path file) throws IOException {
        return sha256(file, new Cancellation());
    }

    /// The short hashes that are remembered now, by file; reads no model file.
    public Function<Path, Optional<String>> remembered() {
        var known = read();
        return file -> {
            try {
                return Optional.ofNullable(known.getProperty(key(hashed(file))))
                        .filter(hash -> SHA256.matcher(hash).matches())
                        .map(FileHash::shorten);
            } catch (IOException e) {
                return Optional.empty(); // the file is gone
            }
        };
    }

    /// The SHA-256 of the whole file in hexadecimal. Blocks while it is read. A memory that cannot
    /// be written costs time, not the answer.
    ///
    /// @throws java.util.concurrent.CancellationException soon after any request to stop, or when
    ///   the thread is interrupted
    /// @throws IOException when the file cannot be read
    public String sha256(Path model, Cancellation cancellation) throws IOException {
        var file = hashed(model);
        var key = key(file);
        var known = read().getProperty(key, "");
        if (SHA256.matcher(known).matches()) {
            return known;
        }
        var hash = FileHash.sha256(file, cancellation);
        // A file that was written to meanwhile has no one hash to remember.
        if (key(file).equals(key)) {
            remember(key, hash);
        }
        return hash;
    }

    /// Begins [#shortHash] beside other work, such as reading the same file for its weights.
    ///
    /// @param beside runs it on another thread
    /// @return the caller's to close
    public Hashing start(Path file, Executor beside) {
        return new Hashing(this, file, beside);
    }

    private static Path hashed(Path model) throws IOException {
        return Diffusers.isFolder(model) ? Diffusers.files(model).getFirst() : model;
    }

    private static String key(Path file) throws IOException {
        return file.toAbsolutePath().normalize()
                + "|"
                + Files.size(file)
                + "|"
                + Files.getLastModifiedTime(file).toMillis();
    }

    private Properties read() {
        var known = new Properties();
        readable()
                .ifPresent(text -> {
                    try (var reader = new StringReader(text)) {
                        known.load(reader);
                    } catch (IllegalArgumentException e) {
                        known.clear(); // damaged: start again
                    } catch (IOException e) {
                        throw new UncheckedIOException(e); // a string cannot fail
                    }
                });
        return known;
    }

    private Optional<String> readable() {
        try {
            return Optional.of(Files.readString(memory));
        } catch (IOException e) {
            return Optional.empty(); // the first time, or not text
        }
    }

    private synchronized void remember(String key, String hash) {
        var known = read();
        known.setProperty(key, hash);
        try {
            var text = new StringWriter();
            known.store(text, null);
            WholeFile.replace(memory, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("hash not remembered in {}", memory, e);
        }
    }
}
