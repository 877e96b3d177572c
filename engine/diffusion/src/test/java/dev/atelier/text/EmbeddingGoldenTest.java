package dev.atelier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.FileHash;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.embedding.Embedding;
import dev.atelier.embedding.Embedding.Side;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.golden.Golden;
import dev.atelier.network.Networks;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Emphasis;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner.Options;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Prompts with embeddings, as A1111 v1.10.1 cut and encoded them.
class EmbeddingGoldenTest {
    private static final double TOLERANCE = 2e-5;
    private static final Options OPTIONS = new Options(1, Emphasis.ORIGINAL, 20);

    @TestFactory
    Stream<DynamicTest> cutsPromptsAsA1111() throws IOException {
        var files = files("tiny-sd1");
        var tokenizer = new ClipTokenizer(Variant.HUGGING_FACE);
        var index = index("tiny-sd1", tokenizer, files);
        var words = new Chunker.Words(tokenizer, index);
        var conditioner = new Conditioner(tokenizer, new NoEncoder(), index);
        return Golden.tests(
                "embeddings/tiny-sd1.json",
                "rows",
                "prompt",
                row -> {
                    var text = row.get("prompt").asText();
                    var result = Conditioner.chunk(words, text, OPTIONS);
                    assertEquals(row.get("token_count").asInt(), result.tokenCount());
                    assertEquals(row.get("chunks").size(), result.chunks().size());
                    for (int i = 0; i < result.chunks().size(); i++) {
                        assertEquals(
                                fixes(row.get("chunks").get(i)), fixes(result.chunks().get(i)));
                    }
                    assertEquals(row.get("ti_hashes").asText(""), hashes(conditioner, text, files));
                });
    }

    private static String fixes(JsonNode chunk) {
        return chunk.get("fixes")
                .valueStream()
                .map(fix ->
                        fix.get(0).asInt() + " " + fix.get(1).asText() + " " + fix.get(2).asInt())
                .collect(Collectors.joining(", "));
    }

    private static String fixes(Chunk chunk) {
        return chunk.placed().stream()
                .map(p -> p.word() + " " + p.embedding().name() + " " + p.embedding().count())
                .collect(Collectors.joining(", "));
    }

    private static String hashes(Conditioner conditioner, String text, Map<Path, Embedding> files) {
        return conditioner.embeddingsIn(List.of(text), OPTIONS).stream()
                .map(embedding -> embedding.name() + ": " + hash(embedding, files))
                .collect(Collectors.joining(", "));
    }

    private static String hash(Embedding embedding, Map<Path, Embedding> files) {
        var file =
                files.entrySet().stream()
                        .filter(e -> e.getValue().equals(embedding))
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        try {
            return FileHash.sha256(file, new Cancellation()).substring(0, 12);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void encodesPromptsAsA1111() throws IOException {
        var tokenizer = new ClipTokenizer(Variant.HUGGING_FACE);
        var index = index("tiny-sd1", tokenizer, files("tiny-sd1"));
        var path = Golden.need("embeddings/tiny-sd1.golden.safetensors");
        try (var torch = Torch.startOnCpu();
                var checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd1"));
                var networks =
                        Networks.load(
                                checkpoint,
                                new Compute(torch, Strategy.PLAIN_F32, Attention.FUSED, "test"));
                var golden = SafetensorsFile.open(path)) {
            var conditioner = new Conditioner(tokenizer, networks.clip(), index);
            Golden.rows("embeddings/tiny-sd1.json", "rows")
                    .forEach(row -> {
                        var texts = List.of(row.get("prompt").asText());
                        var values = conditioner.encode(texts, OPTIONS).getFirst().values();
                        var wide = new double[values.length];
                        for (int i = 0; i < wide.length; i++) {
                            wide[i] = values[i];
                        }
                        Golden.assertClose(golden.doubles(row.get("i").asText()), wide, TOLERANCE);
                    });
        }
    }

    @Test
    void servesBothEncodersOfSdxl() throws IOException {
        var files = files("tiny-sdxl");
        var tokenizer = new ClipTokenizer(Variant.OPEN_CLIP);
        var all = List.copyOf(files.values());
        var loaded = Golden.rows("embeddings/tiny-sdxl.json", "loaded").toList();
        for (var name : loaded) {
            var one = all.stream().filter(e -> e.name().equals(name.asText())).findFirst();
            int width = one.orElseThrow().second().orElseThrow().width();
            var index = EmbeddingIndex.of(tokenizer, all, Side.SECOND, width);

            var words = new Chunker.Words(tokenizer, index);
            var chunk = Conditioner.chunk(words, name.asText(), OPTIONS).chunks().getFirst();

            var placed = chunk.placed().getFirst().embedding();
            assertEquals(one.orElseThrow(), placed);
            assertEquals(width, index.vectors(placed).width());
            assertTrue(only(tokenizer, all, placed).skipped().contains(placed));
        }
    }

    private static EmbeddingIndex only(
            ClipTokenizer tokenizer, List<Embedding> all, Embedding embedding) {
        return EmbeddingIndex.of(tokenizer, all, Side.ONLY, embedding.first().width());
    }

    private static EmbeddingIndex index(
            String model, ClipTokenizer tokenizer, Map<Path, Embedding> files) throws IOException {
        var all = List.copyOf(files.values());
        var index = EmbeddingIndex.of(tokenizer, all, Side.ONLY, width(model));
        var expected = Golden.json("embeddings/" + model + ".json").orElseThrow().get("skipped");
        var skipped = index.skipped().stream().map(Embedding::name).toList();
        expected.forEach(name -> assertTrue(skipped.contains(name.asText()), name::asText));
        return index;
    }

    private static int width(String model) throws IOException {
        var path = Golden.need("embeddings/" + model + ".golden.safetensors");
        try (var golden = SafetensorsFile.open(path)) {
            return Math.toIntExact(golden.info("0").shape().getLast());
        }
    }

    /// Every embedding beside the reference rows.
    private static Map<Path, Embedding> files(String model) throws IOException {
        var folder = Golden.need("embeddings/" + model + ".json").resolveSibling("");
        var all = new TreeMap<Path, Embedding>();
        try (var paths = Files.list(folder)) {
            for (var path : paths.toList()) {
                var name = String.valueOf(path.getFileName());
                if (!name.endsWith(".json") && !name.endsWith(".golden.safetensors")) {
                    all.put(path, EmbeddingFile.read(path));
                }
            }
        }
        return all;
    }

    private static final class NoEncoder implements ClipEncoder {
        @Override
        public Encoded encode(int[][] ids, List<Inserted> inserted, Skip skip) {
            throw new AssertionError("not asked");
        }

        @Override
        public int width() {
            return 32;
        }
    }
}
