package dev.atelier.checkpoint;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// TAESD files of random numbers, and what they make of a latent or a picture, computed one number
/// at a time from the description at https://github.com/madebyollin/taesd (`taesd.py`).
public final class RandomTaesd {
    private static final List<String> DECODER =
            List.of(
                    "clamp", "conv", "relu", "block", "block", "block", "up", "bare", "block",
                    "block", "block", "up", "bare", "block", "block", "block", "up", "bare",
                    "block", "conv");
    private static final List<String> ENCODER =
            List.of(
                    "conv", "block", "half", "block", "block", "block", "half", "block", "block",
                    "block", "half", "block", "block", "block", "conv");

    /// One channel after another, row by row.
    public record Maps(int channels, int height, int width, double[] values) {
        double at(int c, int y, int x) {
            boolean inside = y >= 0 && y < height && x >= 0 && x < width;
            return inside ? values[(c * height + y) * width + x] : 0;
        }
    }

    private final List<String> layers;
    private final Map<String, float[]> weights = new LinkedHashMap<>();
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private RandomTaesd(List<String> layers, int in, int width, int out, long seed) {
        this.layers = layers;
        var random = new SplittableRandom(seed);
        for (int n = 0; n < layers.size(); n++) {
            int from = n <= 1 && layers.get(n).equals("conv") ? in : width;
            int to = n == layers.size() - 1 ? out : width;
            switch (layers.get(n)) {
                case "conv" -> add(random, n + "", to, from, true);
                case "bare", "half" -> add(random, n + "", width, width, false);
                case "block" -> {
                    for (int k = 0; k <= 4; k += 2) {
                        add(random, n + ".conv." + k, width, width, true);
                    }
                }
                default -> {}
            }
        }
    }

    /// @param width channels inside, 64 in the real ones
    public static RandomTaesd decoder(int width) {
        return new RandomTaesd(DECODER, 4, width, 3, 1);
    }

    public static RandomTaesd encoder(int width) {
        return new RandomTaesd(ENCODER, 3, width, 4, 2);
    }

    /// A relative with more channels in its latents, as for SD3.
    public static RandomTaesd ofSd3(int width) {
        return new RandomTaesd(DECODER, 16, width, 3, 3);
    }

    private void add(SplittableRandom random, String key, int out, int in, boolean bias) {
        var weight = new float[out * in * 9];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = half(random.nextGaussian() / Math.sqrt(in * 9.0));
        }
        weights.put(key + ".weight", weight);
        shapes.put(key + ".weight", List.of((long) out, (long) in, 3L, 3L));
        if (bias) {
            var added = new float[out];
            for (int i = 0; i < out; i++) {
                added[i] = half(0.1 * random.nextGaussian());
            }
            weights.put(key + ".bias", added);
            shapes.put(key + ".bias", List.of((long) out));
        }
    }

    /// Writes the file with these keys.
    ///
    /// @param shift what is added to a layer's number
    public Path write(Path file, String prefix, int shift) throws IOException {
        var names = new LinkedHashMap<String, String>();
        for (var key : weights.keySet()) {
            int dot = key.indexOf('.');
            int number = Integer.parseInt(key.substring(0, dot)) + shift;
            names.put(prefix + number + key.substring(dot), key);
        }
        var entries = new ArrayList<Entry>();
        names.forEach((name, key) -> entries.add(new Entry(name, DType.F16, shape(key))));
        SafetensorsWriter.write(
                file, Map.of(), entries, entry -> bytes(weight(names.get(entry.name()))));
        return file;
    }

    /// As the file keeps it.
    private static float half(double value) {
        return Float.float16ToFloat(Float.floatToFloat16((float) value));
    }

    private static byte[] bytes(float[] values) {
        var bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return bytes.array();
    }

    /// What the network makes of `given`.
    public Maps apply(Maps given) {
        var maps = given;
        for (int n = 0; n < layers.size(); n++) {
            var key = Integer.toString(n);
            maps =
                    switch (layers.get(n)) {
                        case "clamp" -> each(maps, v -> Math.tanh(v / 3) * 3);
                        case "relu" -> each(maps, v -> Math.max(0, v));
                        case "up" -> doubled(maps);
                        case "half" -> conv(maps, key, 2);
                        case "block" -> block(maps, key);
                        default -> conv(maps, key, 1);
                    };
        }
        return maps;
    }

    private Maps block(Maps x, String key) {
        var h = each(conv(x, key + ".conv.0", 1), v -> Math.max(0, v));
        h = each(conv(h, key + ".conv.2", 1), v -> Math.max(0, v));
        h = conv(h, key + ".conv.4", 1);
        var sum = new double[h.values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.max(0, h.values[i] + x.values[i]);
        }
        return new Maps(h.channels, h.height, h.width, sum);
    }

    private static Maps each(Maps x, DoubleUnaryOperator change) {
        return new Maps(
                x.channels, x.height, x.width, Arrays.stream(x.values).map(change).toArray());
    }

    private static Maps doubled(Maps x) {
        var values = new double[4 * x.values.length];
        var result = new Maps(x.channels, 2 * x.height, 2 * x.width, values);
        for (int i = 0; i < values.length; i++) {
            int column = i % result.width;
            int row = i / result.width % result.height;
            int channel = i / result.width / result.height;
            values[i] = x.at(channel, row / 2, column / 2);
        }
        return result;
    }

    private float[] weight(@Nullable String key) {
        return Objects.requireNonNull(weights.get(String.valueOf(key)), key);
    }

    private List<Long> shape(String key) {
        return Objects.requireNonNull(shapes.get(key), key);
    }

    /// Three by three, nothing beyond the edges.
    private Maps conv(Maps x, String key, int stride) {
        var weight = weight(key + ".weight");
        var bias = weights.get(key + ".bias");
        int out = shape(key + ".weight").getFirst().intValue();
        int height = (x.height - 1) / stride + 1;
        int width = (x.width - 1) / stride + 1;
        var values = new double[out * height * width];
        for (int i = 0; i < values.length; i++) {
            int column = i % width * stride;
            int row = i / width % height * stride;
            int channel = i / width / height;
            double sum = bias == null ? 0 : bias[channel];
            for (int c = 0; c < x.channels; c++) {
                for (int k = 0; k < 9; k++) {
                    sum +=
                            weight[(channel * x.channels + c) * 9 + k]
                                    * x.at(c, row + k / 3 - 1, column + k % 3 - 1);
                }
            }
            values[i] = sum;
        }
        return new Maps(out, height, width, values);
    }
}
