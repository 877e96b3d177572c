package dev.atelier.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.torch.Compute.Attention;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Layers whose channels are no multiple of what a processor takes at a time, against sums that are
/// written out. oneDNN gets the last channels of some wrong on AMD Zen 5; which, depends on
/// `ONEDNN_MAX_CPU_ISA`.
class LayersTest {
    /// Of sums of up to three thousand products of numbers below 1, in float32; wrong ones are off
    /// by whole numbers.
    private static final double ROUNDING = 1e-3;

    /// Inpainting models have nine channels, those that edit by instruction eight.
    @ParameterizedTest
    @CsvSource({"320, 4", "320, 8", "320, 9", "96, 5", "4, 320"})
    void convolutionsAreTheSumsThatDefineThem(int outputs, int inputs) {
        int edge = 64;
        var random = new SplittableRandom(1);
        var k = numbers(random, outputs * inputs * 9);
        var b = numbers(random, outputs);
        var x = numbers(random, inputs * edge * edge);
        try (var torch = Torch.startOnCpu();
                var layers = compute(torch).compile("layers.py", Map.of());
                var weight = torch.floats(k, outputs, inputs, 3, 3);
                var bias = torch.floats(b, outputs);
                var picture = torch.floats(x, 1, inputs, edge, edge);
                var result = layers.call("convolved", weight, bias, picture)) {
            var found = result.floats();
            for (int o = 0; o < outputs; o++) {
                for (int at = 0; at < edge * edge; at += 7) {
                    double sum = b[o] + around(k, x, edge, o, at);
                    assertEquals(sum, found[o * edge * edge + at], ROUNDING, o + " at " + at);
                }
            }
        }
    }

    private static double around(float[] k, float[] x, int edge, int o, int at) {
        int inputs = x.length / edge / edge;
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            for (int tap = 0; tap < 9; tap++) {
                int row = at / edge + tap / 3 - 1;
                int column = at % edge + tap % 3 - 1;
                if (row >= 0 && row < edge && column >= 0 && column < edge) {
                    sum += k[(o * inputs + i) * 9 + tap] * x[(i * edge + row) * edge + column];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"64, 32", "96, 32", "160, 40", "48, 48", "1056, 64"})
    void linearLayersAreTheSumsThatDefineThem(int outputs, int inputs) {
        int rows = 77;
        var random = new SplittableRandom(2);
        var k = numbers(random, outputs * inputs);
        var b = numbers(random, outputs);
        var x = numbers(random, rows * inputs);
        try (var torch = Torch.startOnCpu();
                var layers = compute(torch).compile("layers.py", Map.of());
                var weight = torch.floats(k, outputs, inputs);
                var bias = torch.floats(b, outputs);
                var vectors = torch.floats(x, 1, rows, inputs);
                var result = layers.call("multiplied", weight, bias, vectors)) {
            var found = result.floats();
            for (int row = 0; row < rows; row++) {
                for (int o = 0; o < outputs; o++) {
                    double sum = b[o];
                    for (int i = 0; i < inputs; i++) {
                        sum += k[o * inputs + i] * x[row * inputs + i];
                    }
                    assertEquals(sum, found[row * outputs + o], ROUNDING, row + ", " + o);
                }
            }
        }
    }

    private static Compute compute(Torch torch) {
        return new Compute(torch, Strategy.PACKED_F32, Attention.FUSED, "test");
    }

    private static float[] numbers(SplittableRandom random, int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
