package dev.atelier.torch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
    @TempDir Path originals;
    @TempDir Path cache;
    private Path unpacked;

    @BeforeEach
    void unpack() throws IOException {
        put(
                originals.resolve("native/lib/pytorch.properties"),
                "version=2\nflavor=cpu\nclassifier=linux\nlibraries=liba.so,libb.so\n");
        put(originals.resolve("pytorch/cpu/linux/liba.so"), "aaaa");
        put(originals.resolve("pytorch/cpu/linux/libb.so"), "bbbbbb");
        put(originals.resolve("jnilib/linux/cpu/libdjl_torch.so"), "jjj");
        unpacked = cache.resolve("2-cpu-linux");
        put(unpacked.resolve("liba.so"), "aaaa");
        put(unpacked.resolve("libb.so"), "bbbbbb");
        put(unpacked.resolve("0.35.1-libdjl_torch.so"), "jjj");
    }

    private static void put(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void repair() throws IOException {
        try (var loader = new URLClassLoader(new URL[] {originals.toUri().toURL()}, null)) {
            NativeFiles.repair(cache, loader);
        }
    }

    @Test
    void keepsWhatIsWhole() throws IOException {
        repair();
        assertTrue(Files.exists(unpacked.resolve("liba.so")));
        assertTrue(Files.exists(unpacked.resolve("0.35.1-libdjl_torch.so")));
    }

    @Test
    void discardsAllWhereOneIsCut() throws IOException {
        put(unpacked.resolve("libb.so"), "bbb");
        repair();
        assertFalse(Files.exists(unpacked));
    }

    @Test
    void discardsAllWhereOneIsMissing() throws IOException {
        Files.delete(unpacked.resolve("liba.so"));
        repair();
        assertFalse(Files.exists(unpacked));
    }

    @Test
    void discardsACutBindingAlone() throws IOException {
        put(unpacked.resolve("0.35.1-libdjl_torch.so"), "");
        repair();
        assertFalse(Files.exists(unpacked.resolve("0.35.1-libdjl_torch.so")));
        assertTrue(Files.exists(unpacked.resolve("liba.so")));
    }

    @Test
    void discardsOldDrafts() throws IOException {
        put(cache.resolve("tmp123/liba.so"), "a");
        put(cache.resolve("tmp456/liba.so"), "a");
        var old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(cache.resolve("tmp123"), old);
        repair();
        assertFalse(Files.exists(cache.resolve("tmp123")));
        assertTrue(Files.exists(cache.resolve("tmp456")));
    }
}
