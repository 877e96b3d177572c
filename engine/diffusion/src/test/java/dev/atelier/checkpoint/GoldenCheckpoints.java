package dev.atelier.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.noise.PhiloxNormals;
import dev.atelier.recipe.Cancellation;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/// Rebuilds the reference checkpoints from their recipes: every weight is half-precision noise from
/// a seed that is the CRC of its key. Kept in the build folder between tests.
public final class GoldenCheckpoints {
    private GoldenCheckpoints() {}

    /// Names whose files were found sound in this run.
    private static final Set<String> CHECKED = new HashSet<>();

    /// The checkpoint called `name`, such as `tiny-sd1`, with its configuration beside it; skips
    /// the test where its recipe is absent.
    public static synchronized Path file(String name) {
        var recipe = "nets/" + name + ".recipe.json";
        Golden.need(recipe);
        var json = Golden.json(recipe).orElseThrow();
        var hash = json.get("file_sha256").asText();
        var folder =
                Path.of(System.getProperty("atelier.root", "."), "target", "golden")
                        .resolve(hash.substring(0, 10));
        var file = folder.resolve(name + ".safetensors");
        try {
            if (CHECKED.add(name) && !isSound(file, hash)) {
                Files.createDirectories(folder);
                write(file, json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// The reference ControlNet, rebuilt in the same way; skips the test where its recipe is
    /// absent.
    public static synchronized Path control() {
        var recipe = Golden.need("controlnet/tiny-controlnet.recipe.json");
        try {
            var hash = FileHash.sha256(recipe, new Cancellation()).substring(0, 10);
            var folder =
                    Path.of(System.getProperty("atelier.root", "."), "target", "golden")
                            .resolve(hash);
            var file = folder.resolve("tiny-controlnet.safetensors");
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                var json = Golden.json("controlnet/tiny-controlnet.recipe.json").orElseThrow();
                var part = folder.resolve("part");
                writeWeights(part, json);
                Files.move(part, file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeWeights(Path file, JsonNode recipe) throws IOException {
        var weights = recipe.get("tensors");
        var entries = new ArrayList<Entry>();
        for (var key : recipe.get("tensor_order")) {
            entries.add(new Entry(key.asText(), DType.F16, shape(weights.get(key.asText()))));
        }
        SafetensorsWriter.write(
                file,
                Map.of("format", "pt"),
                entries,
                entry -> weight(entry.name(), weights.get(entry.name())));
    }

    private static boolean isSound(Path file, String hash) throws IOException {
        return Files.exists(beside(file))
                && Files.exists(file)
                && FileHash.sha256(file, new Cancellation()).equals(hash);
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /// The order and the metadata of the file are those of its generator, so that the whole file
    /// has the hash that the recipe names and that the pictures made from it name.
    private static void write(Path file, JsonNode recipe) throws IOException {
        var config =
                "{\"config\":%s,\"text_encoder\":%s}"
                        .formatted(recipe.get("config"), recipe.get("text_encoder"));
        Files.writeString(beside(file), config);
        var weights = recipe.get("tensors");
        var buffers = recipe.get("other(non-random buffers)");
        var entries = new ArrayList<Entry>();
        for (var key : recipe.get("tensor_order")) {
            var name = key.asText();
            var weight = weights.path(name);
            entries.add(
                    weight.isMissingNode()
                            ? entry(name, buffers.get(name))
                            : new Entry(name, DType.F16, shape(weight)));
        }
        var schedule = TrainingBuffers.of(recipe);
        SafetensorsWriter.write(
                file,
                Map.of("format", "pt"),
                entries,
                entry ->
                        weights.has(entry.name())
                                ? weight(entry.name(), weights.get(entry.name()))
                                : schedule.bytes(entry));
    }

    private static Entry entry(String name, JsonNode buffer) {
        var dtype =
                switch (buffer.get("dtype").asText()) {
                    case "float32" -> DType.F32;
                    case "int64" -> DType.I64;
                    default -> throw new IllegalArgumentException(name + ": " + buffer);
                };
        return new Entry(name, dtype, shape(buffer));
    }

    private static byte[] weight(String key, JsonNode tensor) {
        int count = shape(tensor).stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
        var noise = new PhiloxNormals(seed(key, tensor)).next(count);
        float base = (float) tensor.get("base").asDouble();
        float std = (float) tensor.get("std").asDouble();
        var bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            float value = base + std * noise[i];
            bytes.putShort(exception(key, i, count, Float.floatToFloat16(value)));
        }
        return bytes.array();
    }

    /// The autoencoder's variance is made tiny, so that encoding is repeatable.
    private static short exception(String key, int i, int count, short value) {
        boolean variance = i >= count / 2;
        if (variance && key.equals("first_stage_model.quant_conv.bias")) {
            return Float.floatToFloat16(-25);
        }
        if (variance && key.equals("first_stage_model.quant_conv.weight")) {
            float hundredth = Float.float16ToFloat(Float.floatToFloat16(0.01f));
            return Float.floatToFloat16(Float.float16ToFloat(value) * hundredth);
        }
        return value;
    }

    /// The seed that a weight names, all 64 bits of it, or else the CRC of its key.
    static long seed(String key, JsonNode tensor) {
        var seed = tensor.path("seed");
        return seed.isIntegralNumber() ? seed.bigIntegerValue().longValue() : crc(key);
    }

    private static long crc(String key) {
        var crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static List<Long> shape(JsonNode tensor) {
        var shape = new ArrayList<Long>();
        tensor.get("shape").forEach(size -> shape.add(size.asLong()));
        return shape;
    }
}
