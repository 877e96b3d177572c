package dev.atelier.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.torch.Compute.Attention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Layers whose channels are no multiple of what a processor takes at a time, against sums that are
/// written out. oneDNN gets the last channels of some wrong on AMD Zen 5; which, depends on
/// `ONEDNN_MAX_CPU_ISA`.
class LayersTest {
    /// Of sums of up to three thousand products of numbers below 1, in float32; wrong ones are off
    /// by whole numbers.
    private static final double ROUNDING = 1e-3;

    /// Half a step of bfloat16, as a share: the result is rounded once.
    private static final double BF16 = 1.0 / 256;

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

    /// Layers of the networks of SD1 and SDXL as the engine lays them out, in both formats.
    @ParameterizedTest
    @CsvSource({
        "320, 320, 3, 1",
        "640, 320, 3, 1",
        "320, 960, 3, 1",
        "1280, 1280, 3, 1",
        "320, 320, 3, 2",
        "640, 960, 1, 1",
        "512, 512, 3, 1",
        "128, 256, 3, 1",
        "64, 64, 3, 1"
    })
    void packedConvolutionsAreSums(int outputs, int inputs, int kernel, int stride) {
        try (var torch = Torch.startOnCpu()) {
            for (var strategy : packed(torch)) {
                convolve(compute(torch, strategy), outputs, inputs, kernel, stride);
            }
        }
    }

    private static void convolve(Compute compute, int outputs, int inputs, int kernel, int stride) {
        int edge = 16;
        var random = new SplittableRandom(3);
        var k = rounded(numbers(random, outputs * inputs * kernel * kernel));
        var b = rounded(numbers(random, outputs));
        var x = rounded(numbers(random, inputs * edge * edge));
        var name = stride == 2 ? "0.op" : "0";
        var torch = compute.torch();
        try (var layers = compute.compile("layers.py", Map.of());
                var weight = torch.floats(k, outputs, inputs, kernel, kernel);
                var bias = torch.floats(b, outputs);
                var picture = torch.floats(x, 1, inputs, edge, edge);
                var result =
                        layers.call(
                                "convolved_packed", weight, bias, picture, name, (long) stride)) {
            var found = result.floats();
            int side = edge / stride;
            int size = inputs * kernel * kernel;
            for (int o = 0; o < outputs; o++) {
                var filters = Arrays.copyOfRange(k, o * size, (o + 1) * size);
                for (int at = o % 11; at < side * side; at += 11) {
                    int row = at / side * stride;
                    int column = at % side * stride;
                    double sum = b[o] + window(filters, x, kernel, row, column);
                    double off = rounding(compute.strategy(), sum);
                    assertEquals(
                            sum, found[o * side * side + at], off, compute.strategy() + " " + o);
                }
            }
        }
    }

    /// Convolutions that last are computed some rows at a time.
    @ParameterizedTest
    @CsvSource({"3, 5", "3, 1", "3, 16", "1, 5"})
    void bandsOfAConvolutionAreItsRows(int kernel, int rows) {
        var random = new SplittableRandom(5);
        var k = rounded(numbers(random, 64 * 32 * kernel * kernel));
        var b = rounded(numbers(random, 64));
        var x = rounded(numbers(random, 2 * 32 * 16 * 12));
        try (var torch = Torch.startOnCpu()) {
            var strategies = new ArrayList<>(packed(torch));
            strategies.add(Strategy.PLAIN_F32);
            for (var strategy : strategies) {
                try (var layers = compute(torch, strategy).compile("layers.py", Map.of());
                        var weight = torch.floats(k, 64, 32, kernel, kernel);
                        var bias = torch.floats(b, 64);
                        var picture = torch.floats(x, 2, 32, 16, 12);
                        var whole =
                                layers.call("convolved_packed", weight, bias, picture, "0", 1L);
                        var bands =
                                layers.call(
                                        "convolved_in_bands",
                                        weight,
                                        bias,
                                        picture,
                                        "0",
                                        (long) rows)) {
                    assertArrayEquals(whole.shape(), bands.shape());
                    var expected = whole.floats();
                    var found = bands.floats();
                    for (int i = 0; i < expected.length; i++) {
                        double off = 2 * rounding(strategy, expected[i]);
                        assertEquals(expected[i], found[i], off, strategy + " at " + i);
                    }
                }
            }
        }
    }

    /// @param filters of the output, `[inputs, kernel, kernel]`
    private static double window(float[] filters, float[] x, int kernel, int row, int column) {
        int inputs = filters.length / kernel / kernel;
        int edge = (int) Math.sqrt(x.length / (double) inputs);
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            for (int tap = 0; tap < kernel * kernel; tap++) {
                int r = row + tap / kernel - kernel / 2;
                int c = column + tap % kernel - kernel / 2;
                if (r >= 0 && r < edge && c >= 0 && c < edge) {
                    sum +=
                            (double) filters[i * kernel * kernel + tap]
                                    * x[(i * edge + r) * edge + c];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"320, 320", "320, 768", "2560, 320", "640, 2048", "1280, 5120", "160, 40", "2, 64"})
    void packedLinearLayersAreSums(int outputs, int inputs) {
        try (var torch = Torch.startOnCpu()) {
            for (var strategy : packed(torch)) {
                for (int rows : new int[] {1, 2, 77, 256}) {
                    multiply(compute(torch, strategy), rows, outputs, inputs);
                }
            }
        }
    }

    private static void multiply(Compute compute, int rows, int outputs, int inputs) {
        var random = new SplittableRandom(4);
        var k = rounded(numbers(random, outputs * inputs));
        var b = rounded(numbers(random, outputs));
        var x = rounded(numbers(random, rows * inputs));
        var torch = compute.torch();
        try (var layers = compute.compile("layers.py", Map.of());
                var weight = torch.floats(k, outputs, inputs);
                var bias = torch.floats(b, outputs);
                var vectors = torch.floats(x, 1, rows, inputs);
                var result = layers.call("multiplied_packed", weight, bias, vectors)) {
            var found = result.floats();
            for (int at = 0; at < found.length; at += rows > 2 ? 13 : 1) {
                int row = at / outputs;
                int o = at % outputs;
                double sum = b[o];
                for (int i = 0; i < inputs; i++) {
                    sum += (double) k[o * inputs + i] * x[row * inputs + i];
                }
                double off = rounding(compute.strategy(), sum);
                assertEquals(sum, found[at], off, compute.strategy() + " " + row + ", " + o);
            }
        }
    }

    /// What the program itself looks at before it trusts a strategy.
    @Test
    void theStartFindsTheLayersSound() {
        try (var torch = Torch.startOnCpu()) {
            for (var strategy : packed(torch)) {
                assertTrue(Probe.deviation(torch, strategy) <= Probe.TRUSTED, strategy.label());
            }
        }
    }

    private static double rounding(Strategy strategy, double sum) {
        return strategy == Strategy.PACKED_F32 ? ROUNDING : Math.abs(sum) * BF16 + ROUNDING;
    }

    /// Those that this CPU has.
    private static List<Strategy> packed(Torch torch) {
        try (var module = compute(torch).compile("probe.py", Map.of())) {
            return module.callLong("supports_bf16") == 1
                    ? List.of(Strategy.PACKED_F32, Strategy.PACKED_BF16)
                    : List.of(Strategy.PACKED_F32);
        }
    }

    /// The nearest numbers of bfloat16, so that rounding of what goes in is no difference.
    private static float[] rounded(float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            int bits = Float.floatToRawIntBits(numbers[i]);
            numbers[i] = Float.intBitsToFloat((bits + 0x8000) & 0xFFFF0000);
        }
        return numbers;
    }

    private static Compute compute(Torch torch) {
        return compute(torch, Strategy.PACKED_F32);
    }

    private static Compute compute(Torch torch, Strategy strategy) {
        return new Compute(torch, strategy, Attention.FUSED, "test");
    }

    private static float[] numbers(SplittableRandom random, int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
