package dev.atelier.checkpoint;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A file of float32 tensors, put together in a test.
public final class MadeFile {
    /// @param values row by row
    public record Weight(List<Long> shape, float[] values) {}

    private final Map<String, Weight> weights = new TreeMap<>();

    /// All tensors of a file, under other names.
    public static MadeFile of(TensorFile file, UnaryOperator<String> name) {
        var made = new MadeFile();
        file.tensors()
                .values()
                .forEach(info ->
                        made.with(name.apply(info.name()), info.shape(), file.floats(info.name())));
        return made;
    }

    public MadeFile with(String name, List<Long> shape, float... values) {
        weights.put(name, new Weight(shape, values));
        return this;
    }

    /// With small random numbers.
    public MadeFile withRandom(SplittableRandom random, String name, long... shape) {
        var sizes = Arrays.stream(shape).boxed().toList();
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        double spread = 1 / Math.sqrt((double) count / shape[0]);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble(-1, 1) * spread);
        }
        return with(name, sizes, values);
    }

    /// A convolution with its bias.
    public MadeFile withConv(
            SplittableRandom random, String path, long to, long from, long kernel) {
        return withRandom(random, path + ".weight", to, from, kernel, kernel)
                .withRandom(random, path + ".bias", to);
    }

    public Map<String, Weight> weights() {
        return weights;
    }

    public Weight weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /// The same tensors under other names.
    public MadeFile renamed(UnaryOperator<String> name) {
        var made = new MadeFile();
        weights.forEach(
                (key, weight) -> made.with(name.apply(key), weight.shape(), weight.values()));
        return made;
    }

    public Path write(Path target) throws IOException {
        var entries = new ArrayList<Entry>();
        weights.forEach((name, weight) -> entries.add(new Entry(name, DType.F32, weight.shape())));
        SafetensorsWriter.write(target, Map.of(), entries, entry -> bytes(weight(entry.name())));
        return target;
    }

    private static byte[] bytes(Weight weight) {
        var bytes = ByteBuffer.allocate(4 * weight.values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weight.values);
        return bytes.array();
    }
}
