package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.Cancellation;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class HashCacheTest {
    // FIPS 180-2, appendix B.1: the SHA-256 of "abc".
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path folder;
    private Path file = Path.of("");
    private HashCache cache = new HashCache(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("model.safetensors"), "abc");
        cache = new HashCache(folder.resolve("hashes"));
    }

    @Test
    void hashesAndRemembers() throws IOException {
        assertEquals(Optional.empty(), cache.known(file));

        assertEquals(ABC, cache.sha256(file, new Cancellation()));

        assertEquals(Optional.of(ABC), new HashCache(folder.resolve("hashes")).known(file));
        assertEquals("ba7816bf8f", FileHash.shorten(ABC));
    }

    @Test
    void hashesAgainWhenTheFileChanged() throws IOException {
        cache.sha256(file, new Cancellation());

        Files.writeString(file, "abd");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));

        assertEquals(Optional.empty(), cache.known(file));
        assertEquals(FileHash.ofText("abd"), cache.sha256(file, new Cancellation()));
    }

    @Test
    void outlivesDamagedEntries() throws IOException {
        cache.sha256(file, new Cancellation());
        for (var damage : List.of("", "sha256=zz", "\\uZZZZ", "sha256=" + ABC, "\0\0\0")) {
            try (var entries = Files.list(folder.resolve("hashes"))) {
                Files.writeString(entries.findFirst().orElseThrow(), damage);
            }

            assertEquals(ABC, cache.sha256(file, new Cancellation()), damage);
            assertEquals(Optional.of(ABC), cache.known(file), damage);
        }
    }

    @Test
    void answersWithoutAPlaceToRemember() throws IOException {
        var blocked = Files.writeString(folder.resolve("blocked"), "a file, not a folder");

        assertEquals(ABC, new HashCache(blocked).sha256(file, new Cancellation()));
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        var answers = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                var own = i % 2 == 0 ? cache : new HashCache(folder.resolve("hashes"));
                answers.add(threads.submit(() -> own.sha256(file, new Cancellation())));
            }
        }

        for (var answer : answers) {
            assertEquals(ABC, answer.get());
        }
        try (var entries = Files.list(folder.resolve("hashes"))) {
            assertEquals(1, entries.count());
        }
    }

    @Test
    void stopsWhenCancelled() throws IOException {
        var large = sparse(1L << 40);
        var cancelled = new Cancellation();
        cancelled.cancel();

        assertThrows(CancellationException.class, () -> cache.sha256(large, cancelled));
        assertEquals(Optional.empty(), cache.known(large));
    }

    @Test
    void stopsWhenCancelledInBetween() throws InterruptedException, IOException {
        var large = sparse(1L << 40); // an hour's work
        var cancellation = new Cancellation();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> cache.sha256(large, cancellation));
            Thread.sleep(20);
            cancellation.interrupt();
            var thrown = assertThrows(ExecutionException.class, answer::get);
            assertInstanceOf(CancellationException.class, thrown.getCause());
        }
    }

    @Test
    void hashesDataWithoutTheHeader() throws IOException {
        var entries = List.of(new Entry("a", DType.U8, List.of(3L)));
        for (var title : List.of("one", "another")) {
            var model = folder.resolve(title + ".safetensors");
            SafetensorsWriter.write(
                    model, Map.of("title", title), entries, e -> new byte[] {'a', 'b', 'c'});

            assertEquals(ABC, FileHash.dataSha256(model, new Cancellation()));
        }
        assertThrows(
                CheckpointException.class, () -> FileHash.dataSha256(file, new Cancellation()));
    }

    @Test
    void knowsTheFirstHashOfA1111() throws IOException {
        var large = folder.resolve("large.ckpt");
        try (var content = new RandomAccessFile(large.toFile(), "rw")) {
            content.seek(0x100000);
            content.writeBytes("abc");
        }

        assertEquals(ABC.substring(0, 8), FileHash.legacy(large));
        assertEquals(FileHash.ofText("").substring(0, 8), FileHash.legacy(file));
    }

    private Path sparse(long sizeBytes) throws IOException {
        var large = folder.resolve("large.safetensors");
        try (var content = new RandomAccessFile(large.toFile(), "rw")) {
            content.setLength(sizeBytes);
        }
        return large;
    }
}
