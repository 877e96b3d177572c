package dev.atelier.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// SHA-256 of model files, each computed once: remembered under path, size and time of change in a
/// text file of one line per model. Thread-safe; a remembered line that makes no sense is ignored.
public final class FileHashes {
    private static final int SHORT = 10;

    private final Path memory;

    /// @param memory the file to remember in, created when needed
    public FileHashes(Path memory) {
        this.memory = memory;
    }

    /// The hash as 64 lower-case hexadecimal digits. Reads the whole file the first time.
    public synchronized String sha256(Path file) throws IOException {
        var known = remembered().get(key(file));
        if (known != null) {
            return known;
        }
        var key = key(file);
        var hash = compute(file);
        Files.createDirectories(memory.toAbsolutePath().resolveSibling(""));
        Files.writeString(
                memory,
                hash + " " + key + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return hash;
    }

    /// A1111's "model hash": the first ten digits.
    public static String shortened(String sha256) {
        return sha256.substring(0, SHORT);
    }

    private static String key(Path file) throws IOException {
        var real = file.toRealPath();
        var changed = Files.getLastModifiedTime(real).toMillis();
        return Files.size(real) + " " + changed + " " + real.toString().replace('\n', ' ');
    }

    private Map<String, String> remembered() throws IOException {
        var hashes = new HashMap<String, String>();
        try {
            for (var line : Files.readAllLines(memory)) {
                if (line.matches("[0-9a-f]{64} .*")) {
                    hashes.put(line.substring(65), line.substring(0, 64));
                }
            }
        } catch (NoSuchFileException e) {
            return Map.of(); // nothing is remembered yet
        }
        return hashes;
    }

    private static String compute(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                Files.copy(file, sink);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
