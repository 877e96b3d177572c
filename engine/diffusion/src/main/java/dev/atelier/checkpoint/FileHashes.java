package dev.atelier.checkpoint;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/// SHA-256 of model files, remembered by path, size and time of change: hashing gigabytes takes
/// seconds. The memory is a small file that may be deleted at any time; a damaged one is started
/// anew. Safe to use from several threads and processes.
public final class FileHashes {
    private static final int BUFFER_BYTES = 1 << 20;

    /// Digits that A1111 shows of a hash.
    private static final int SHORT_DIGITS = 10;

    private final Path memory;

    /// @param memory the file that remembers
    public FileHashes(Path memory) {
        this.memory = memory;
    }

    /// A1111's short hash: the first ten digits of [#sha256].
    public String shortHash(Path file) throws IOException {
        return sha256(file).substring(0, SHORT_DIGITS);
    }

    /// The SHA-256 of the whole file in hexadecimal. Blocks while it is read; interrupting the
    /// thread ends it.
    ///
    /// @throws IOException when the file cannot be read, or the thread was interrupted
    public String sha256(Path file) throws IOException {
        var key = key(file);
        var known = read().getProperty(key);
        if (known != null && known.length() == 64) {
            return known;
        }
        var hash = digest(file);
        remember(key, hash);
        return hash;
    }

    private static String key(Path file) throws IOException {
        return file.toAbsolutePath().normalize()
                + "|"
                + Files.size(file)
                + "|"
                + Files.getLastModifiedTime(file).toMillis();
    }

    private static String digest(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            var buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("hashing was interrupted");
                }
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private Properties read() {
        var known = new Properties();
        readable()
                .ifPresent(
                        text -> {
                            try (var reader = new StringReader(text)) {
                                known.load(reader);
                            } catch (IllegalArgumentException e) {
                                known.clear(); // damaged: start anew
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

    private synchronized void remember(String key, String hash) throws IOException {
        var known = read();
        known.setProperty(key, hash);
        var folder = Files.createDirectories(memory.toAbsolutePath().resolveSibling(""));
        var aside = Files.createTempFile(folder, "hashes", ".part");
        try {
            try (var writer = Files.newBufferedWriter(aside)) {
                known.store(writer, null);
            }
            Files.move(aside, memory, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
