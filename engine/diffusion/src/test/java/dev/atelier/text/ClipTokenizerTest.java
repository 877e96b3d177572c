package dev.atelier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.text.ClipTokenizer.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ClipTokenizerTest {
    @TestFactory
    Stream<DynamicTest> encodesAsHuggingFace() {
        return rows(new ClipTokenizer(Variant.HUGGING_FACE), "hf_slow");
    }

    @TestFactory
    Stream<DynamicTest> encodesAsOpenClip() {
        return rows(new ClipTokenizer(Variant.OPEN_CLIP), "open_clip");
    }

    private static Stream<DynamicTest> rows(ClipTokenizer tokenizer, String field) {
        return Golden.tests(
                "prompt/tokenizer.json",
                "rows",
                "text",
                row -> {
                    var expected = ids(row.has(field) ? row.get(field) : row.get("openai"));
                    assertEquals(expected, tokenizer.encode(row.get("text").asText()));
                });
    }

    private static List<Integer> ids(JsonNode array) {
        var ids = new ArrayList<Integer>();
        array.forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
