package dev.atelier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.CheckpointException;
import dev.atelier.checkpoint.RandomTaesd;
import dev.atelier.checkpoint.RandomTaesd.Maps;
import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.checkpoint.TaesdFile.Part;
import dev.atelier.pickle.TorchZip;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TAESD of random weights against its description, computed one number at a time.
class TaesdTest {
    private static final int WIDTH = 16;
    private static final double CLOSE = 1e-4;
    private static Torch torch;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        torch = Torch.startOnCpu();
    }

    @AfterAll
    static void stop() {
        torch.close();
    }

    private static Compute compute(Strategy strategy) {
        return new Compute(torch, strategy, Attention.FUSED, "test");
    }

    private static Maps random(int channels, int height, int width, boolean positive) {
        var random = new SplittableRandom(7);
        var values = new double[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            double value = positive ? random.nextDouble() : 2 * random.nextGaussian();
            values[i] = (float) value;
        }
        return new Maps(channels, height, width, values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PACKED_F32", "PLAIN_F32"})
    void decodesAsDescribed(String strategy) throws IOException {
        var weights = RandomTaesd.decoder(WIDTH);
        var z = random(4, 6, 9, false);
        try (var taesd = load(weights.write(folder.resolve("d.safetensors"), "", 0), strategy);
                var tensor = torch.floats(z.values(), 1, 4, 6, 9);
                var decoded = taesd.decode(tensor);
                var pixels = taesd.decodePixels(tensor)) {
            var expected = weights.apply(z);
            assertArrayEquals(new long[] {1, 3, 48, 72}, decoded.shape());
            assertClose(expected.values(), decoded.floats());
            var bytes = pixels.bytes();
            for (int i = 0; i < bytes.length; i++) {
                double share = expected.values()[i % 3 * 48 * 72 + i / 3];
                assertEquals(Math.clamp(share, 0, 1) * 255 - 0.5, bytes[i] & 0xFF, 0.6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PACKED_F32", "PLAIN_F32"})
    void encodesAsDescribed(String strategy) throws IOException {
        var weights = RandomTaesd.encoder(WIDTH);
        var x = random(3, 40, 24, true);
        try (var taesd = load(weights.write(folder.resolve("e.safetensors"), "", 0), strategy);
                var tensor = torch.floats(x.values(), 1, 3, 40, 24);
                var latent = taesd.encode(tensor)) {
            assertArrayEquals(new long[] {1, 4, 5, 3}, latent.shape());
            assertClose(weights.apply(x).values(), latent.floats());
        }
    }

    /// The author's files, those of ComfyUI and those of the diffusers library, which has no layer
    /// for the clamp.
    @ParameterizedTest
    @CsvSource({
        "'', 0, '', 0",
        "taesd_decoder., 0, taesd_encoder., 0",
        "decoder., 0, encoder., 0",
        "decoder.layers., -1, encoder.layers., 0"
    })
    void everySpellingOfKeysIsRead(String decoder, int shift, String encoder, int none)
            throws IOException {
        var file =
                RandomTaesd.decoder(WIDTH).write(folder.resolve("d.safetensors"), decoder, shift);
        var other =
                RandomTaesd.encoder(WIDTH).write(folder.resolve("e.safetensors"), encoder, none);
        try (var first = TaesdFile.open(file);
                var second = TaesdFile.open(other)) {
            assertTrue(first.has(Part.DECODER) && !first.has(Part.ENCODER));
            assertTrue(second.has(Part.ENCODER) && !second.has(Part.DECODER));
            assertEquals(first.file().tensors().size(), first.keys(Part.DECODER).size());
            assertEquals(second.file().tensors().size(), second.keys(Part.ENCODER).size());
            assertEquals(
                    "decoder.conv_in.weight",
                    first.keys(Part.DECODER).get(decoder + (1 + shift) + ".weight"));
            assertEquals(
                    "encoder.2.op.weight",
                    second.keys(Part.ENCODER).get(encoder + (2 + none) + ".weight"));
        }
    }

    @Test
    void aPthFileDecodesLikeTheSafetensorsFile() throws IOException {
        var safe = RandomTaesd.decoder(WIDTH).write(folder.resolve("d.safetensors"), "", 0);
        var pth = folder.resolve("taesd_decoder.pth");
        try (var file = SafetensorsFile.open(safe)) {
            TorchZip.write(file, pth);
        }
        try (var one = load(safe, "PACKED_F32");
                var other = load(pth, "PACKED_F32");
                var z = torch.floats(random(4, 3, 3, false).values(), 1, 4, 3, 3);
                var left = one.decode(z);
                var right = other.decode(z)) {
            assertArrayEquals(left.floats(), right.floats());
        }
    }

    @Test
    void otherFilesAreRefusedInWords() throws IOException {
        var sd3 = RandomTaesd.ofSd3(WIDTH).write(folder.resolve("taesd3.safetensors"), "", 0);
        assertEquals(
                "taesd3.safetensors: is for another family of models: latent channels: expected 4,"
                        + " got 16",
                refusal(sd3));
        var encoder = RandomTaesd.encoder(WIDTH).write(folder.resolve("e.safetensors"), "x.", 0);
        assertEquals("e.safetensors: holds no TAESD", refusal(encoder));
        try (var file = SafetensorsFile.open(encoder)) {
            assertFalse(TaesdFile.isTaesd(file.tensors()));
        }
    }

    private static String refusal(Path file) {
        var thrown = assertThrows(CheckpointException.class, () -> TaesdFile.open(file));
        return String.valueOf(thrown.getMessage());
    }

    private static Taesd load(Path file, String strategy) throws IOException {
        var taesd = Taesd.empty(compute(Strategy.valueOf(strategy)));
        try (var opened = TaesdFile.open(file)) {
            taesd.load(opened);
        }
        return taesd;
    }

    private static void assertClose(double[] expected, float[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i], CLOSE * Math.max(1, Math.abs(expected[i])));
        }
    }
}
