package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.embedding.Embedding;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.text.ClipEncoder.Skip;
import dev.atelier.text.Conditioner;
import dev.atelier.text.Conditioning;
import dev.atelier.text.TextEncoders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Prompts as A1111's `get_learned_conditioning` encodes them for each family: the sequence, and in
/// SDXL the vector of pooled text and sizes.
class TextGoldenTest {
    /// The tolerance of the reference index.
    private static final double TEXT = 2e-5;

    // Original height and width, crop, target size: each of so many numbers.
    private static final int SIZES = 6;
    private static final int SINUSOID = 256;

    private static final Map<String, Model> LOADED = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> conditionsAsA1111() {
        return Stream.of("tiny-sd1", "tiny-sd1-inpainting", "tiny-sd2-v", "tiny-sdxl")
                .flatMap(TextGoldenTest::rows);
    }

    @TestFactory
    Stream<DynamicTest> placesEmbeddingsInBothTextModelsOfSdxlAsA1111() throws IOException {
        var name = "tiny-sdxl";
        var folder = Golden.need("embeddings/" + name + ".json").resolveSibling("");
        var path = Golden.need("embeddings/" + name + ".golden.safetensors");
        var all = new ArrayList<Embedding>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var ending = String.valueOf(file.getFileName());
                if (!ending.endsWith(".json") && !ending.endsWith(".golden.safetensors")) {
                    all.add(EmbeddingFile.read(file));
                }
            }
        }
        return Golden.rows("embeddings/" + name + ".json", "rows")
                .map(row ->
                        dynamicTest(
                                row.get("prompt").asText(),
                                () -> {
                                    var model = model(name);
                                    var encoders = ModelText.encoders(model, all);
                                    try (var golden = SafetensorsFile.open(path)) {
                                        close(
                                                golden,
                                                row.get("i").asText(),
                                                encoded(encoders, model, row),
                                                size(model, row));
                                    }
                                }));
    }

    private static Stream<DynamicTest> rows(String name) {
        var rows = Golden.rows("nets/" + name + ".trace.json", "text_rows");
        var path = Golden.need("nets/" + name + ".golden.safetensors");
        return rows.map(row ->
                dynamicTest(
                        name + " " + row.get("key").asText(),
                        () -> {
                            try (var golden = SafetensorsFile.open(path)) {
                                compare(model(name), golden, row);
                            }
                        }));
    }

    /// Loaded once for all rows.
    private static Model model(String name) throws IOException {
        var known = LOADED.get(name);
        if (known != null) {
            return known;
        }
        var model = TinyModels.load(name);
        LOADED.put(name, model);
        return model;
    }

    @AfterAll
    static void close() {
        LOADED.values().forEach(Model::close);
    }

    private static void compare(Model model, SafetensorsFile golden, JsonNode row)
            throws IOException {
        var key = row.get("key").asText();
        var encoded = encoded(ModelText.encoders(model, List.of()), model, row);
        close(golden, key, encoded, size(model, row));
    }

    private static void close(SafetensorsFile golden, String key, Conditioning encoded, Size size)
            throws IOException {
        if (golden.tensors().containsKey(key)) {
            Golden.assertClose(golden.doubles(key), widen(encoded.values()), TEXT);
        } else {
            Golden.assertClose(golden.doubles(key + ".crossattn"), widen(encoded.values()), TEXT);
            vector(golden.doubles(key + ".vector"), widen(encoded.pooled()), size);
        }
    }

    /// The pooled text, then sinusoids of sizes: their frequencies are float32, so that a number in
    /// the last place of one turns the angle by as much times the size. The reference and exact
    /// arithmetic differ by that too.
    private static void vector(double[] expected, double[] actual, Size size) {
        assertEquals(expected.length, actual.length);
        int pooled = expected.length - SIZES * SINUSOID;
        Golden.assertClose(Arrays.copyOf(expected, pooled), Arrays.copyOf(actual, pooled), TEXT);
        double place = Math.ulp(0.5f) * Math.max(size.width(), size.height());
        Golden.assertClose(
                Arrays.copyOfRange(expected, pooled, expected.length),
                Arrays.copyOfRange(actual, pooled, actual.length),
                Math.max(TEXT, place));
    }

    private static Conditioning encoded(TextEncoders encoders, Model model, JsonNode row) {
        int clipSkip = row.path("clip_skip").asInt(1);
        var emphasis = Emphasis.ofLabel(row.path("emphasis").asText("Original")).orElseThrow();
        // The rows of deeper layers were made with "Clip skip SDXL".
        var options = new Conditioner.Options(new Skip(clipSkip, clipSkip > 1), emphasis, 20);
        boolean negative = row.path("is_negative_prompt").asBoolean();
        var sizes = new SizeConditioning(model, size(model, row), TextSettings.Sdxl.DEFAULT);
        var texts = List.of(row.get("prompt").asText());
        var encoded =
                negative
                        ? encoders.encodeNegative(texts, options)
                        : encoders.encode(texts, options);
        return sizes.joinedTo(encoded.getFirst(), negative);
    }

    /// Rows without a size were made for pictures of the size that whole runs have.
    private static Size size(Model model, JsonNode row) {
        var runs = Golden.json("e2e/" + model.name() + ".json").orElseThrow().get("base");
        return new Size(
                row.path("width").asInt(runs.get("width").asInt()),
                row.path("height").asInt(runs.get("height").asInt()));
    }

    private static double[] widen(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
