package dev.atelier.assets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetsTest {
    @TempDir private Path folder;

    @Test
    void unpacksWhatShips() throws IOException {
        var file = Assets.file(Assets.STARTER_MODEL, folder);

        assertEquals(folder.resolve(Assets.STARTER_MODEL), file);
        assertShipped(file);
    }

    @Test
    void keepsAFileThatIsWhole() throws IOException {
        var file = Assets.file(Assets.STARTER_MODEL, folder);
        var before = Files.readAttributes(file, "fileKey,lastModifiedTime");

        Assets.file(Assets.STARTER_MODEL, folder);

        assertEquals(before, Files.readAttributes(file, "fileKey,lastModifiedTime"));
    }

    @Test
    void replacesAFileThatIsCutShort() throws IOException {
        var file = Assets.file(Assets.STARTER_MODEL, folder);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(1000);
        }

        assertShipped(Assets.file(Assets.STARTER_MODEL, folder));
    }

    @Test
    void replacesAFileOfTheSameSizeWithOtherBytes() throws IOException {
        var file = Assets.file(Assets.STARTER_MODEL, folder);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.write(file, bytes);

        assertShipped(Assets.file(Assets.STARTER_MODEL, folder));
    }

    @Test
    void survivesManyAtOnceAndLeavesNothingElse() throws Exception {
        Callable<Path> unpack = () -> Assets.file(Assets.STARTER_MODEL, folder);
        var files = new HashSet<Path>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var tasks = IntStream.range(0, 4).mapToObj(_ -> unpack).toList();
            for (var answer : threads.invokeAll(tasks)) {
                files.add(answer.get());
            }
        }

        assertEquals(1, files.size());
        assertShipped(files.iterator().next());
        try (var left = Files.list(folder.resolve("models"))) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void namesWhatDoesNotShip() {
        var e = assertThrows(FileNotFoundException.class, () -> Assets.open("models/none"));

        assertEquals("no asset named models/none", e.getMessage());
    }

    private static void assertShipped(Path file) throws IOException {
        try (var shipped = Assets.open(Assets.STARTER_MODEL)) {
            assertArrayEquals(shipped.readAllBytes(), Files.readAllBytes(file));
        }
    }
}
