package dev.atelier.checkpoint.diffusers;

import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes OpenCLIP's text model of a reference checkpoint as the diffusers library keeps it, after
/// the table `textenc_conversion_lst` of its own script: joined projections in three parts, the
/// pooled one transposed.
final class DiffusersTexts {
    private static final List<String[]> TABLE =
            List.of(
                    new String[] {"transformer.resblocks.", "text_model.encoder.layers."},
                    new String[] {"ln_1", "layer_norm1"},
                    new String[] {"ln_2", "layer_norm2"},
                    new String[] {".c_fc.", ".fc1."},
                    new String[] {".c_proj.", ".fc2."},
                    new String[] {".attn", ".self_attn"},
                    new String[] {"ln_final.", "text_model.final_layer_norm."},
                    new String[] {
                        "token_embedding.weight", "text_model.embeddings.token_embedding.weight"
                    },
                    new String[] {
                        "positional_embedding", "text_model.embeddings.position_embedding.weight"
                    });

    private final SafetensorsFile file;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();

    private DiffusersTexts(SafetensorsFile file) {
        this.file = file;
    }

    /// @param prefix of the model's keys
    /// @param left a layer to leave out, or -1
    static void write(SafetensorsFile file, String prefix, int left, Path folder)
            throws IOException {
        var texts = new DiffusersTexts(file);
        for (var key : file.tensors().keySet()) {
            boolean leftOut = key.startsWith(prefix + "transformer.resblocks." + left + ".");
            if (key.startsWith(prefix) && !leftOut) {
                texts.add(key, key.substring(prefix.length()));
            }
        }
        Files.createDirectories(folder);
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                Map.of(),
                texts.entries,
                entry -> texts.bytes.getOrDefault(entry.name(), new byte[0]));
    }

    private void add(String key, String path) {
        var name = path;
        for (var pair : TABLE) {
            name = name.replace(pair[0], pair[1]);
        }
        var own = file.bytes(key);
        var shape = file.info(key).shape();
        if (path.equals("text_projection")) {
            put("text_projection.weight", key, shape.reversed(), transposed(own, shape));
        } else if (name.contains("in_proj_")) {
            var part = new ArrayList<>(shape);
            part.set(0, shape.getFirst() / 3);
            int size = own.length / 3;
            for (int i = 0; i < 3; i++) {
                var one = "qkv".charAt(i) + "_proj.";
                var some = Arrays.copyOfRange(own, i * size, (i + 1) * size);
                put(name.replace("in_proj_", one), key, part, some);
            }
        } else {
            put(name, key, shape, own);
        }
    }

    private void put(String name, String key, List<Long> shape, byte[] numbers) {
        entries.add(new Entry(name, file.info(key).dtype(), shape));
        bytes.put(name, numbers);
    }

    private static byte[] transposed(byte[] own, List<Long> shape) {
        int rows = Math.toIntExact(shape.getFirst());
        int columns = Math.toIntExact(shape.getLast());
        int size = own.length / rows / columns;
        var turned = new byte[own.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                System.arraycopy(
                        own,
                        (row * columns + column) * size,
                        turned,
                        (column * rows + row) * size,
                        size);
            }
        }
        return turned;
    }
}
