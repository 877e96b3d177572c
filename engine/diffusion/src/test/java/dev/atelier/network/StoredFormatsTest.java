package dev.atelier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.EditedFile;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.checkpoint.Weight;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.text.ClipEncoder.Skip;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Weights in every float format that files have, as PyTorch reads them.
class StoredFormatsTest {
    private static final String PREFIX = "cond_stage_model.transformer.text_model.";
    private static final String POSITIONS = "embeddings.position_embedding.weight";

    @TempDir private Path folder;

    /// All 256 codes through PyTorch's own conversion are what [dev.atelier.safetensors] reads.
    @ParameterizedTest
    @EnumSource(names = {"F8_E4M3", "F8_E5M2"})
    void pyTorchReadsEightBitFloatsAsWeDo(DType dtype) throws IOException {
        var codes = new byte[256];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        var key = "first_stage_model.decoder.conv_out.weight";
        var file =
                EditedFile.of("tiny-sd1")
                        .with(key, dtype, List.of(256L), codes)
                        .write(folder.resolve("codes.safetensors"));
        try (var torch = Torch.startOnCpu();
                var tensors = SafetensorsFile.open(file);
                var vae = Vae.compile(plain(torch), 32)) {
            var loader = new WeightLoader(torch, tensors);
            loader.load(vae.module(), List.of(new Weight(key, key, "trace:conv_out.x")));
            try (var read = vae.module().call("traced", "conv_out.x")) {
                assertArrayEquals(tensors.floats(key), read.floats());
            }
        }
    }

    /// One tensor in another format whose numbers are all representable gives the same text.
    @ParameterizedTest
    @EnumSource(names = {"F8_E4M3", "F8_E5M2", "F16", "BF16", "F32", "F64"})
    void everyFormatOfTheSameNumbersEncodesAlike(DType dtype) throws IOException {
        int count;
        List<Long> shape;
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file("tiny-sd1"))) {
            shape = file.info(PREFIX + POSITIONS).shape();
            count = Math.toIntExact(file.info(PREFIX + POSITIONS).count());
        }
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 7 % 15 - 7) / 4f; // two bits of fraction at most
        }
        var expected =
                encoded(
                        EditedFile.of("tiny-sd1")
                                .with(PREFIX + POSITIONS, shape, values)
                                .write(folder.resolve("f32.safetensors")));

        var other =
                EditedFile.of("tiny-sd1")
                        .with(PREFIX + POSITIONS, dtype, shape, stored(dtype, values))
                        .write(folder.resolve("other.safetensors"));

        assertArrayEquals(expected, encoded(other));
    }

    private static byte[] stored(DType dtype, float[] values) {
        var bytes =
                ByteBuffer.allocate(values.length * dtype.sizeBytes())
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (dtype) {
                case F8_E4M3 -> bytes.put(code(value, 3, 7));
                case F8_E5M2 -> bytes.put(code(value, 2, 15));
                case F16 -> bytes.putShort(Float.floatToFloat16(value));
                case BF16 -> bytes.putShort((short) (Float.floatToIntBits(value) >>> 16));
                case F32 -> bytes.putFloat(value);
                default -> bytes.putDouble(value);
            }
        }
        return bytes.array();
    }

    /// The code of a normal number that has one.
    private static byte code(float value, int fractionBits, int bias) {
        if (value == 0) {
            return 0;
        }
        int exponent = Math.getExponent(value);
        float fraction = Math.abs(value) / Math.scalb(1f, exponent) - 1;
        float scaled = fraction * (1 << fractionBits);
        assertEquals(Math.rint(scaled), scaled, "not representable: " + value);
        int bits = (exponent + bias) << fractionBits | (int) scaled;
        return (byte) (value < 0 ? bits | 0x80 : bits);
    }

    static float[] encoded(Path file) throws IOException {
        try (var torch = Torch.startOnCpu();
                var checkpoint = Checkpoint.openComplete(file);
                var networks = Networks.load(checkpoint, plain(torch))) {
            var ids = new int[1][77];
            for (int i = 0; i < ids[0].length; i++) {
                ids[0][i] = 320 + 5 * i;
            }
            return networks.clip().encode(ids, List.of(), new Skip(1, false)).sequence();
        }
    }

    private static Compute plain(Torch torch) {
        return new Compute(torch, Strategy.PLAIN_F32, Attention.FUSED, "test");
    }
}
