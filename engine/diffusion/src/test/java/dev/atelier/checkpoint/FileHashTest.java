package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.Cancellation;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashTest {
    // FIPS 180-2, appendix B.1: the SHA-256 of "abc".
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path folder;

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        var memory = folder.resolve("hashes.properties");
        var files = new ArrayList<Path>();
        for (int i = 0; i < 4; i++) {
            files.add(Files.writeString(folder.resolve("model" + i), "abc"));
        }
        var answers = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                var file = files.get(i % 4);
                var own = new FileHashes(memory);
                answers.add(threads.submit(() -> own.sha256(file)));
            }
        }

        for (var answer : answers) {
            assertEquals(ABC, answer.get());
        }
    }

    @Test
    void answersWithoutAPlaceToRemember() throws IOException {
        var file = Files.writeString(folder.resolve("model"), "abc");
        var blocked = Files.writeString(folder.resolve("blocked"), "a file, not a folder");

        assertEquals(ABC, new FileHashes(blocked.resolve("hashes.properties")).sha256(file));
    }

    @Test
    void forgetsDamagedHashes() throws IOException {
        var file = Files.writeString(folder.resolve("model"), "abc");
        var memory = folder.resolve("hashes.properties");
        new FileHashes(memory).sha256(file);
        for (var damage : List.of("zz", "", "\\uZZZZ", "\0")) {
            Files.writeString(memory, Files.readString(memory).replace(ABC, damage));

            assertEquals(ABC, new FileHashes(memory).sha256(file), damage);
        }
    }

    @Test
    void stopsWhenCancelled() throws IOException {
        var large = sparse(1L << 40);
        var cancelled = new Cancellation();
        cancelled.cancel();

        assertThrows(CancellationException.class, () -> FileHash.sha256(large, cancelled));
    }

    @Test
    void stopsWhenCancelledInBetween() throws InterruptedException, IOException {
        var large = sparse(1L << 40); // an hour's work
        var cancellation = new Cancellation();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> FileHash.sha256(large, cancellation));
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
        var file = Files.writeString(folder.resolve("text"), "abc");
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
        // The hash of no bytes.
        var tiny = Files.writeString(folder.resolve("tiny.ckpt"), "abc");
        assertEquals("e3b0c442", FileHash.legacy(tiny));
    }

    private Path sparse(long sizeBytes) throws IOException {
        var large = folder.resolve("large.safetensors");
        try (var content = new RandomAccessFile(large.toFile(), "rw")) {
            content.setLength(sizeBytes);
        }
        return large;
    }
}
