package dev.atelier.checkpoint;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        write(target, TensorLayout.of(config));
    }

    /// The paths of a UNet's weights in its network, with their shapes.
    public static Map<String, List<Long>> unet(UnetConfig config) {
        return TensorLayout.unet("", config);
    }

    /// The same of an autoencoder.
    public static Map<String, List<Long>> vae(VaeConfig config) {
        return TensorLayout.vae("", config);
    }

    /// The same of a text model.
    public static Map<String, List<Long>> text(TextConfig config) {
        var all = new LinkedHashMap<String, List<Long>>();
        TensorLayout.text(config)
                .forEach((key, shape) -> all.put(key.substring(config.prefix().length()), shape));
        return all;
    }

    /// Writes a ControlNet for a UNet of these sizes.
    public static void writeControl(Path target, UnetConfig config) throws IOException {
        write(target, TensorLayout.control("control_model.", config.withInChannels(4), 3));
    }

    /// Writes the decoder of a TAESD.
    public static void writeTaesd(Path target) throws IOException {
        long width = 64;
        var layout = new LinkedHashMap<String, List<Long>>();
        for (int n = 1; n < 20; n++) {
            boolean block = n > 2 && n < 19 && (n % 5 == 0 || n % 5 > 2);
            if (block) {
                for (var conv : List.of(".conv.0", ".conv.2", ".conv.4")) {
                    layout.put(n + conv + ".weight", List.of(width, width, 3L, 3L));
                    layout.put(n + conv + ".bias", List.of(width));
                }
            } else if (n == 1 || n == 19 || (n % 5 == 2 && n > 2)) {
                long in = n == 1 ? 4 : width;
                long out = n == 19 ? 3 : width;
                layout.put(n + ".weight", List.of(out, in, 3L, 3L));
                if (n == 1 || n == 19) {
                    layout.put(n + ".bias", List.of(out));
                }
            }
        }
        write(target, layout);
    }

    /// Writes a LoRA for all linear layers of a UNet's transformers.
    ///
    /// @return LDM's keys of the weights that it changes
    public static List<String> writeLora(Path target, UnetConfig config, long rank)
            throws IOException {
        var layout = new LinkedHashMap<String, List<Long>>();
        var touched = new ArrayList<String>();
        for (var entry : TensorLayout.unet("", config).entrySet()) {
            var key = entry.getKey();
            var shape = entry.getValue();
            boolean linear = key.contains(".transformer_blocks.") && shape.size() == 2;
            if (linear) {
                var name = "lora_unet_" + key.replace(".weight", "").replace('.', '_');
                layout.put(name + ".lora_down.weight", List.of(rank, shape.get(1)));
                layout.put(name + ".lora_up.weight", List.of(shape.get(0), rank));
                touched.add(TensorLayout.UNET + key);
            }
        }
        write(target, layout);
        return touched;
    }

    private static void write(Path target, Map<String, List<Long>> layout) throws IOException {
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
