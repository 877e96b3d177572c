package dev.atelier.app;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/// Small LoRA files, as kohya's trainer writes them, that change what the starter model draws or
/// are made for another family.
final class FakeLoras {
    private static final String BLOCK = "input_blocks_1_1_transformer_blocks_0_";

    private FakeLoras() {}

    /// One for the starter model, strong enough to be seen.
    static Path starter(Path folder, String name, String... words) throws IOException {
        var layers = new ArrayList<String>();
        for (var attention : List.of("attn1", "attn2")) {
            for (var part : List.of("to_q", "to_k", "to_v", "to_out_0")) {
                layers.add("lora_unet_" + BLOCK + attention + "_" + part);
            }
        }
        return write(folder, name, layers, 64, List.of(words));
    }

    /// One of SDXL, by the width of the text that its layers see.
    static Path sdxl(Path folder, String name) throws IOException {
        var layer = "lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k";
        return write(folder, name, List.of(layer), 2048, List.of());
    }

    private static Path write(
            Path folder, String name, List<String> layers, long width, List<String> words)
            throws IOException {
        var entries = new ArrayList<Entry>();
        for (var layer : layers) {
            entries.add(new Entry(layer + ".lora_down.weight", DType.F32, List.of(2L, width)));
            entries.add(new Entry(layer + ".lora_up.weight", DType.F32, List.of(64L, 2L)));
        }
        var counts =
                words.stream()
                        .map(word -> "\"" + word + "\":" + (100 - words.indexOf(word)))
                        .collect(Collectors.joining(",", "{\"10_x\":{", "}}"));
        var metadata =
                Map.of("ss_tag_frequency", counts, "sshs_model_hash", "c0ffee" + "0".repeat(58));
        var numbers = new Random(name.hashCode());
        Files.createDirectories(folder);
        var file = folder.resolve(name + ".safetensors");
        SafetensorsWriter.write(file, metadata, entries, entry -> random(entry, numbers));
        return file;
    }

    private static byte[] random(Entry entry, Random numbers) {
        var bytes = ByteBuffer.allocate((int) entry.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat((float) (numbers.nextGaussian() * 0.5));
        }
        return bytes.array();
    }
}
