package dev.atelier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.prompt.Attention;
import dev.atelier.text.ClipTokenizer.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ChunkerTest {
    private final ClipTokenizer tokenizer = new ClipTokenizer(Variant.HUGGING_FACE);

    @TestFactory
    Stream<DynamicTest> cutsAsA1111() {
        return Golden.tests("prompt/chunks.json", "rows", "text", this::compare);
    }

    private void compare(JsonNode row) {
        var pieces = Attention.parse(row.get("text").asText());
        var backtrack = row.get("comma_padding_backtrack").asInt();

        var result =
                Chunker.chunk(new Chunker.Words(tokenizer, EmbeddingIndex.NONE), pieces, backtrack);

        assertEquals(row.get("token_count").asInt(), result.tokenCount());
        assertEquals(row.get("target_count").asInt(), result.targetCount());
        assertEquals(chunks(row.get("chunks")), result.chunks());
    }

    private static List<Chunk> chunks(JsonNode rows) {
        var chunks = new ArrayList<Chunk>();
        rows.forEach(row -> chunks.add(new Chunk(ids(row), multipliers(row), List.of())));
        return chunks;
    }

    private static List<Integer> ids(JsonNode row) {
        var ids = new ArrayList<Integer>();
        row.get("tokens").forEach(id -> addIds(id, ids));
        return ids;
    }

    /// A run of end marks is written as "eos*N".
    private static void addIds(JsonNode id, List<Integer> ids) {
        if (id.isInt()) {
            ids.add(id.asInt());
        } else {
            int times = Integer.parseInt(id.asText().substring("eos*".length()));
            ids.addAll(Collections.nCopies(times, ClipTokenizer.END));
        }
    }

    private static List<Double> multipliers(JsonNode row) {
        var values = new ArrayList<Double>();
        for (var run : row.get("multipliers")) {
            values.addAll(Collections.nCopies(run.get(1).asInt(), run.get(0).asDouble()));
        }
        return values;
    }
}
