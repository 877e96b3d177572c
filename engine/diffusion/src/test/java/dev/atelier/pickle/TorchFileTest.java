package dev.atelier.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.safetensors.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that Python's pickle module wrote, see `src/test/python/make_pickles.py`.
class TorchFileTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.ckpt",
                "model-protocol4.pt",
                "model-deflated.pt",
                "model-legacy.ckpt"
            })
    void readsTheTensorsOfEveryForm(String name) throws IOException {
        try (var file = TorchFile.open(fixture(name))) {
            assertEquals(
                    List.of("whole", "transposed", "tail", "halves", "brains", "steps"),
                    List.copyOf(file.tensors().keySet()));
            assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, file.floats("whole"));
            assertEquals(List.of(3L, 2L), file.info("transposed").shape());
            assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, file.floats("transposed"));
            assertArrayEquals(new float[] {4, 5}, file.floats("tail"));
            assertArrayEquals(new float[] {0.5f, -2}, file.floats("halves"));
            assertEquals(DType.BF16, file.info("brains").dtype());
            assertArrayEquals(new float[] {1}, file.floats("brains"));
            assertArrayEquals(new long[] {-7}, file.longs("steps"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.ckpt", "model-legacy.ckpt"})
    void findsStoredNumbersInTheFileItself(String name) throws IOException {
        var bytes = Files.readAllBytes(fixture(name));
        try (var file = TorchFile.open(fixture(name));
                var arena = Arena.ofConfined()) {
            for (var info : file.tensors().values()) {
                var expected = file.bytes(info.name());
                if (info.begin() > 0) {
                    assertArrayEquals(
                            expected,
                            Arrays.copyOfRange(bytes, (int) info.begin(), (int) info.end()));
                }
                assertArrayEquals(
                        expected, file.mapped(info.name(), arena).toArray(ValueLayout.JAVA_BYTE));
            }
            assertTrue(file.info("tail").begin() > 0);
            assertEquals(0, file.info("transposed").begin());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hostile-system.ckpt, posix.system",
        "hostile-eval-legacy.ckpt, __builtin__.eval",
        "hostile-getattr-protocol4.pt, builtins.getattr"
    })
    void namesWhatAHostilePickleAsksFor(String name, String refused) {
        var refusal = assertThrows(PickleException.class, () -> TorchFile.open(fixture(name)));

        assertEquals(
                "%s: refused: it asks for %s, which no model needs and which may run code"
                        .formatted(name, refused),
                refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"beyond.pt, reaches beyond its numbers", "model-big-endian.pt, not little-endian"})
    void refusesUnsoundFiles(String name, String reason) {
        var refusal = assertThrows(PickleException.class, () -> TorchFile.open(fixture(name)));

        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal::toString);
    }

    @Test
    void refusesCallsOfEverythingElse() throws IOException {
        var programs =
                List.of(
                        "cos\nsystem\n(S'true'\ntR.", // a name not allowed
                        "(S'true'\nios\nsystem\n.", // the old spelling of a call
                        "(cos\nsystem\nS'true'\no.", // another
                        "S'a'\nS'b'\nR.", // a call of a text
                        "S'a'\n}b.", // the state of a text
                        "Pid\n.", // a persistent id of another kind
                        "\u0082\u0001."); // a registered extension
        for (var program : programs) {
            var path = legacy(program);
            var refusal = assertThrows(PickleException.class, () -> TorchFile.open(path));
            var chinese = refusal.reason().in(Locale.SIMPLIFIED_CHINESE);
            assertTrue(chinese.contains("已拒绝") || chinese.contains("其中"), chinese);
        }
    }

    /// A legacy file whose value is the given program.
    private Path legacy(String program) throws IOException {
        var whole = Files.readAllBytes(fixture("model-legacy.ckpt"));
        var head = Arrays.copyOf(whole, 137);
        var text = program.getBytes(StandardCharsets.ISO_8859_1);
        var bytes = Arrays.copyOf(head, head.length + text.length);
        System.arraycopy(text, 0, bytes, head.length, text.length);
        return Files.write(folder.resolve("program.pt"), bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.ckpt",
                "model-protocol4.pt",
                "model-deflated.pt",
                "model-legacy.ckpt",
                "parameter-dict.pt"
            })
    void survivesAnyDamage(String name) throws IOException {
        var sound = Files.readAllBytes(fixture(name));
        var random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            int length = i % 3 == 0 ? random.nextInt(sound.length) : sound.length;
            var bytes = Arrays.copyOf(sound, length);
            for (int edits = random.nextInt(1, 5); edits > 0 && length > 0; edits--) {
                bytes[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            readAll(bytes);
        }
    }

    /// Anything but [MalformedPickleException] fails the test.
    private static void readAll(byte[] bytes) {
        try (var arena = Arena.ofConfined()) {
            var file = TorchFile.read(Path.of("a.pt"), arena, MemorySegment.ofArray(bytes));
            for (var tensor : file.tensors().keySet()) {
                assertEquals(file.info(tensor).sizeBytes(), file.bytes(tensor).length);
            }
        } catch (MalformedPickleException expected) {
            assertNotEquals("", expected.what());
        } catch (UncheckedIOException expected) {
            assertTrue(expected.getCause() instanceof PickleException, expected::toString);
        }
    }

    @Test
    void isOpenedByWhatItHoldsNotByItsName() throws IOException {
        var path = Files.copy(fixture("model.ckpt"), folder.resolve("model.safetensors"));

        try (var file = TensorFiles.open(path)) {
            assertEquals(6, file.tensors().size());
        }
    }

    static Path fixture(String name) {
        var url = TorchFileTest.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("no fixture " + name);
        }
        return Path.of(URI.create(url.toString()));
    }
}
