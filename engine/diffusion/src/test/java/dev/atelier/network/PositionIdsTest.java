package dev.atelier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.EditedFile;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Position ids that a merge damaged change prompts as they do in A1111 v1.10.1, whose transformers
/// 4.30 copies them into a whole-number buffer.
class PositionIdsTest {
    private static final String EMBEDDINGS = "cond_stage_model.transformer.text_model.embeddings.";
    private static final String IDS = EMBEDDINGS + "position_ids";
    private static final String VECTORS = EMBEDDINGS + "position_embedding.weight";
    private static final List<Long> SHAPE = List.of(1L, 77L);

    @TempDir private Path folder;

    /// 0.999 n is cut to n - 1: the text is that of a model whose vectors stand one place further.
    @ParameterizedTest
    @ValueSource(strings = {"F32", "F16"})
    void fractionsAreCutOff(String format) throws IOException {
        var dtype = DType.valueOf(format);
        var damaged =
                EditedFile.of("tiny-sd1")
                        .with(IDS, dtype, SHAPE, scaled(dtype, 0.999f))
                        .write(folder.resolve("damaged.safetensors"));

        var shifted =
                EditedFile.of("tiny-sd1")
                        .with(VECTORS, List.of(77L, width()), moved())
                        .write(folder.resolve("shifted.safetensors"));

        assertArrayEquals(StoredFormatsTest.encoded(shifted), StoredFormatsTest.encoded(damaged));
        assertFalse(
                Arrays.equals(
                        StoredFormatsTest.encoded(GoldenCheckpoints.file("tiny-sd1")),
                        StoredFormatsTest.encoded(damaged)));
        try (var checkpoint = Checkpoint.open(damaged)) {
            assertEquals("0, 0, 1, 2, 3, 4 …", checkpoint.positionIds().orElseThrow().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32", "F16", "I64", "none"})
    void soundOnesChangeNothing(String format) throws IOException {
        var edit = EditedFile.of("tiny-sd1");
        if (format.equals("none")) {
            edit.without(IDS);
        } else {
            var dtype = DType.valueOf(format);
            edit.with(IDS, dtype, SHAPE, scaled(dtype, 1));
        }

        var file = edit.write(folder.resolve("sound.safetensors"));

        assertArrayEquals(
                StoredFormatsTest.encoded(GoldenCheckpoints.file("tiny-sd1")),
                StoredFormatsTest.encoded(file));
    }

    @Test
    void refusesPositionsThatTheModelLacks() throws IOException {
        var beyond =
                EditedFile.of("tiny-sd1")
                        .with(IDS, DType.F32, SHAPE, scaled(DType.F32, 2))
                        .write(folder.resolve("beyond.safetensors"));
        var few =
                EditedFile.of("tiny-sd1")
                        .with(IDS, DType.F32, List.of(1L), new byte[4])
                        .write(folder.resolve("few.safetensors"));

        assertEquals(
                "beyond.safetensors: position_ids: expected 0 to 76, got 78; remove the tensor",
                refusal(beyond));
        assertTrue(refusal(few).contains("expected 77 numbers, got 1"), refusal(few));
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(IOException.class, () -> Checkpoint.openComplete(file)).getMessage());
    }

    private static byte[] scaled(DType dtype, float factor) {
        var bytes = ByteBuffer.allocate(77 * dtype.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < 77; n++) {
            switch (dtype) {
                case F16 -> bytes.putShort(Float.floatToFloat16(factor * n));
                case I64 -> bytes.putLong(n);
                default -> bytes.putFloat(factor * n);
            }
        }
        return bytes.array();
    }

    private static long width() throws IOException {
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file("tiny-sd1"))) {
            return file.info(VECTORS).shape().getLast();
        }
    }

    /// The position vectors of the model at 0, 0, 1, 2 … 75.
    private static float[] moved() throws IOException {
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file("tiny-sd1"))) {
            var own = file.floats(VECTORS);
            int width = own.length / 77;
            var moved = own.clone();
            System.arraycopy(own, 0, moved, width, own.length - width);
            return moved;
        }
    }
}
