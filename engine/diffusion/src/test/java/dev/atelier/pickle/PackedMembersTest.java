package dev.atelier.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of a packed archive only the members of tensors that are requested are unpacked.
class PackedMembersTest {
    private static final int CENTRAL = 0x02014b50;

    @TempDir private Path folder;

    @Test
    void membersThatNoTensorUsesAreNotUnpacked() throws IOException {
        var bomb = copyWith("archive/data/bomb", new byte[64 << 20]);
        long before = Files.size(bomb);
        assertTrue(before < 1 << 20, "packed: " + before);
        damage(bomb, "archive/data/bomb"); // unpacking it would fail

        try (var file = TorchFile.open(bomb)) {
            assertEquals(6, file.tensors().size());
            assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, file.floats("whole"));
        }
    }

    @Test
    void damageOfAPackedTensorIsReportedWhenItIsRead() throws IOException {
        var file = copyWith("archive/other", new byte[1]);
        var key = keyOfFirst(file);
        damage(file, key);

        try (var read = TorchFile.open(file)) {
            var thrown = assertThrows(UncheckedIOException.class, () -> read.floats("whole"));
            assertTrue(thrown.getCause() instanceof PickleException, thrown::toString);
            assertArrayEquals(new float[] {0.5f, -2}, read.floats("halves")); // others are sound
        }
    }

    @Test
    void saysTheLimitOfAPickleThatUnpacksToTooMuch() throws IOException {
        var file = folder.resolve("big.pt");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("archive/data.pkl"));
            var zeros = new byte[1 << 20];
            for (int i = 0; i <= 256; i++) {
                out.write(zeros);
            }
        }

        var thrown = assertThrows(PickleException.class, () -> TorchFile.open(file));

        assertEquals(
                "big.pt: its member archive/data.pkl has more than 256 MB", thrown.getMessage());
    }

    /// The packed fixture with one more member.
    private Path copyWith(String name, byte[] bytes) throws IOException {
        var target = folder.resolve("packed.pt");
        try (var in = new ZipFile(TorchFileTest.fixture("model-deflated.pt").toFile());
                var out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (var entry : in.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
        }
        return target;
    }

    private static String keyOfFirst(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith("data/0"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Overwrites the packed bytes of a member by an unknown kind of block.
    private static void damage(Path file, String name) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var text = new String(bytes.array(), StandardCharsets.ISO_8859_1);
        int central = text.lastIndexOf(name) - 46;
        assertEquals(CENTRAL, bytes.getInt(central));
        int local = bytes.getInt(central + 42);
        int data = local + 30 + bytes.getShort(local + 26) + bytes.getShort(local + 28);
        bytes.put(data, (byte) 0x07);
        Files.write(file, bytes.array());
    }
}
