package dev.atelier.checkpoint;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Cancellation.StopMode;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.StopPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/// The hashes by which A1111 and model sites know a file. All in lower case hexadecimal; all block
/// while they read, about a second per gigabyte.
public final class FileHash {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int SHORT_DIGITS = 10;

    private static final long LEGACY_START = 0x100000;
    private static final int LEGACY_BYTES = 0x10000;
    private static final int LEGACY_DIGITS = 8;

    private FileHash() {}

    /// SHA-256 of the whole file.
    ///
    /// @throws CancellationException soon after any request to stop
    public static String sha256(Path file, Cancellation cancellation) throws IOException {
        return sha256(file, 0, cancellation);
    }

    /// SHA-256 of a safetensors file without its header, which stays the same when metadata are
    /// edited: A1111's "Lora hashes" are its first 12 digits.
    ///
    /// @throws CancellationException soon after any request to stop
    public static String dataSha256(Path file, Cancellation cancellation) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            fill(length, channel);
            long header = length.hasRemaining() ? -1 : length.flip().getLong();
            if (header < 0 || header > channel.size() - Long.BYTES) {
                throw new CheckpointException(file, Message.of("file.no-header"));
            }
            return sha256(file, Long.BYTES + header, cancellation);
        }
    }

    /// The first ten digits of a SHA-256: "Model hash" in A1111's infotext, AutoV2 on model sites.
    public static String shorten(String sha256) {
        return sha256.substring(0, SHORT_DIGITS);
    }

    /// A1111's first model hash (AutoV1), eight digits of the 64 KiB after the first mebibyte: old
    /// pictures name their model by it. A file too short for it has that of no bytes.
    public static String legacy(Path file) throws IOException {
        var digest = sha256Digest();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(LEGACY_START);
            var bytes = ByteBuffer.allocate(LEGACY_BYTES);
            fill(bytes, channel);
            digest.update(bytes.flip());
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, LEGACY_DIGITS);
    }

    /// Reads until the buffer is full or the file ends.
    private static void fill(ByteBuffer buffer, FileChannel channel) throws IOException {
        int count = 0;
        while (count >= 0 && buffer.hasRemaining()) {
            count = channel.read(buffer);
        }
    }

    private static String sha256(Path file, long start, Cancellation cancellation)
            throws IOException {
        var digest = sha256Digest();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(start);
            var chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            while (channel.read(chunk) >= 0) {
                if (cancellation.mode() != StopMode.NONE
                        || Thread.currentThread().isInterrupted()) {
                    throw new CancellationException();
                }
                StopPoint.pass();
                digest.update(chunk.flip());
                chunk.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
