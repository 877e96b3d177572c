package dev.atelier.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileHeaderTest {
    private static final List<Charset> UTF_16_AND_32 =
            List.of(
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE,
                    StandardCharsets.UTF_32LE);

    private static final String SOUND =
            """
            {"__metadata__":{"format":"pt"},\
            "a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
            "b.weight":{"dtype":"F16","shape":[4],"data_offsets":[24,32]}}\
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [] | header: expected a JSON object
                    {"a":1} | a: expected an object
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]} | header: not sound JSON at character 53
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {} | header: expected nothing after its JSON object
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | a: named twice
                    {"a":{"dtype":"F32","dtype":"F16","shape":[2],"data_offsets":[0,8]}} | a: dtype named twice
                    {"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}} | a: unknown number format "Q4"
                    {"a":{"dtype":{"x":"F32"},"shape":[2],"data_offsets":[0,8]}} | a: expected the name of a number format
                    {"a":{"dtype":"F32","data_offsets":[0,4]}} | a: shape is missing
                    {"a":{"shape":[2],"data_offsets":[0,8]}} | a: dtype is missing
                    {"a":{"dtype":"F32","shape":[2]}} | a: data_offsets is missing
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}} | a: expected 2 data offsets, got 1
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}} | a: data ends before it begins
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9]}} | a: expected 9 bytes of data, got 8: the file is cut short
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}} | a: expected 4 bytes for F32 [1], got 8
                    {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}} | a: expected no negative number, got -2
                    {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}} | a: expected whole numbers of 64 bits
                    {"a":{"dtype":"F32","shape":[18446744073709551618],"data_offsets":[0,8]}} | a: expected whole numbers of 64 bits
                    {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | a: shape [4294967296, 4294967296] is too large
                    {"a":{"dtype":"U8","shape":[6],"data_offsets":[0,6]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}} | b: its bytes overlap those of the tensor before it
                    {"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}} | b: bytes before it belong to no tensor
                    {"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}} | expected 63 bytes, got 69: the last belong to no tensor
                    {"__metadata__":3} | __metadata__: expected an object of strings
                    {"__metadata__":{"x":{}}} | __metadata__: expected a string for x
                    {"__metadata__":{"x":"1","x":"2"}} | __metadata__: x named twice
                    {"__metadata__":{},"__metadata__":{}} | __metadata__: named twice
                    """)
    void namesWhatIsWrong(String header, String message) throws IOException {
        var file = folder.resolve("hostile.safetensors");
        HeaderFile.write(file, header, 8);

        var thrown = assertThrows(SafetensorsException.class, () -> open(file));

        assertEquals("hostile.safetensors: " + message, thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1", "100000001", "9223372036854775807", "162"})
    void refusesHeaderLengths(long length) throws IOException {
        var file = folder.resolve("length.safetensors");
        HeaderFile.write(file, length, SOUND.getBytes(StandardCharsets.UTF_8), 0);

        assertThrows(SafetensorsException.class, () -> open(file));
    }

    @Test
    void refusesAHeaderBeyondTheCapEvenInALargeFile() throws IOException {
        var file = folder.resolve("cap.safetensors");
        HeaderFile.write(file, 100_000_001, new byte[0], 200_000_000);

        var thrown = assertThrows(SafetensorsException.class, () -> open(file));

        assertEquals(
                "cap.safetensors: it is not a safetensors file (its first 8 bytes would make a header of 100000001 bytes), nor any other model file that is known",
                thrown.getMessage());
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        var whole = HeaderFile.write(folder.resolve("whole.safetensors"), SOUND, 32);
        var bytes = Files.readAllBytes(whole);
        open(whole);

        for (int length = 0; length < bytes.length; length++) {
            var file = folder.resolve("cut.safetensors");
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(SafetensorsException.class, () -> open(file), "cut to " + length);
        }
    }

    @Test
    void refusesDeepNesting() throws IOException {
        var deep = "{\"a\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
        var file = HeaderFile.write(folder.resolve("deep.safetensors"), deep, 0);

        assertThrows(SafetensorsException.class, () -> open(file));
    }

    @Test
    void refusesManyDimensions() throws IOException {
        var many = "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + "1,".repeat(65) + "1]}}";
        var file = HeaderFile.write(folder.resolve("many.safetensors"), many, 0);

        var thrown = assertThrows(SafetensorsException.class, () -> open(file));

        assertEquals("many.safetensors: a: expected at most 64 dimensions", thrown.getMessage());
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        for (var charset : UTF_16_AND_32) {
            var file = folder.resolve("text.safetensors");
            HeaderFile.write(file, "{\"a\":{}}".getBytes(charset), 0);
            assertThrows(SafetensorsException.class, () -> open(file), charset.name());
        }
        var latin = "{\"__metadata__\":{\"x\":\"é\"}}".getBytes(StandardCharsets.ISO_8859_1);
        var file = HeaderFile.write(folder.resolve("latin.safetensors"), latin, 0);

        var thrown = assertThrows(SafetensorsException.class, () -> open(file));

        assertEquals("latin.safetensors: header: expected UTF-8 text", thrown.getMessage());
    }

    /// Whatever a header says, opening ends well or with a named error, and then every tensor can
    /// be read to its last byte.
    @Test
    void survivesMutatedHeaders() throws IOException {
        var random = new Random(20261123);
        int sound = 0;
        for (int i = 0; i < 8000; i++) {
            var header = mutated(SOUND.getBytes(StandardCharsets.UTF_8), random);
            long announced = random.nextInt(20) == 0 ? random.nextLong() : header.length;
            var file = HeaderFile.write(folder.resolve("fuzz.safetensors"), announced, header, 32);
            try {
                open(file);
                sound++;
            } catch (SafetensorsException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("fuzz.safetensors: "));
            }
        }
        assertTrue(sound > 50, "the fuzz never produced a sound file, so it proves little");
    }

    private static byte[] mutated(byte[] header, Random random) {
        var bytes = header.clone();
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> replaced(bytes, at, at + 1, (byte) random.nextInt(256));
                        case 1 -> replaced(bytes, at, at + 1, digitOrMark(random));
                        case 2 -> replaced(bytes, at, at, digitOrMark(random));
                        case 3 ->
                                replaced(bytes, at, Math.min(bytes.length, at + random.nextInt(9)));
                        default -> {
                            int end = Math.min(bytes.length, at + random.nextInt(60));
                            yield replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
                        }
                    };
            if (bytes.length == 0) {
                return header;
            }
        }
        return bytes;
    }

    private static byte digitOrMark(Random random) {
        var choices = "0123456789{}[],:\"-.eE \\u";
        return (byte) choices.charAt(random.nextInt(choices.length()));
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte... with) {
        var result = Arrays.copyOf(bytes, bytes.length - (to - from) + with.length);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }

    private static void open(Path path) throws IOException {
        try (var file = SafetensorsFile.open(path)) {
            for (var info : file.tensors().values()) {
                assertEquals(info.sizeBytes(), file.bytes(info.name()).length);
            }
        }
    }
}
