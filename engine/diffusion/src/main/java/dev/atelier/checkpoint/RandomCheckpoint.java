package dev.atelier.checkpoint;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Writes a checkpoint of given sizes with random float16 weights: as large and as slow as a real
/// one, for measuring. Its pictures are noise.
public final class RandomCheckpoint {
    private RandomCheckpoint() {}

    /// Writes the file; about 2 GB for [CheckpointConfig#SD15].
    ///
    /// @throws IOException when the disk is full or the folder not writable
    public static void write(Path target, CheckpointConfig config) throws IOException {
        var layout = TensorLayout.of(config);
        List<Entry> entries =
                layout.entrySet().stream()
                        .map(tensor -> new Entry(tensor.getKey(), DType.F16, tensor.getValue()))
                        .toList();
        var random = new SplittableRandom(1);
        SafetensorsWriter.write(target, Map.of(), entries, entry -> weight(entry, random));
    }

    /// Uniform numbers of the variance that keeps activations at their size; norms start at 1 and
    /// 0.
    private static byte[] weight(Entry entry, SplittableRandom random) {
        var shape = entry.shape();
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        long inputs = count / shape.getFirst();
        boolean vector = shape.size() == 1;
        double spread = vector ? 0 : Math.sqrt(3.0 / inputs);
        double base = vector && entry.name().endsWith(".weight") ? 1 : 0;
        var bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double value = spread == 0 ? base : base + spread * (2 * random.nextDouble() - 1);
            bytes.putShort(Float.floatToFloat16((float) value));
        }
        return bytes.array();
    }
}
