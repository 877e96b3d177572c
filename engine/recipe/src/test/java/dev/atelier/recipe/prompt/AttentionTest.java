package dev.atelier.recipe.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AttentionTest {
    @TestFactory
    Stream<DynamicTest> readsEmphasisAsA1111() {
        return Golden.tests("prompt/attention.json", "rows", "text", AttentionTest::compare);
    }

    private static void compare(JsonNode row) {
        var text = row.get("text").asText();
        if (row.get("parsed").has("exception")) {
            assertThrows(PromptException.class, () -> Attention.parse(text));
            return;
        }
        var expected = new ArrayList<Weighted>();
        row.get("parsed").forEach(p -> expected.add(weighted(p)));
        assertEquals(expected, Attention.parse(text));
    }

    private static Weighted weighted(JsonNode pair) {
        return new Weighted(pair.get(0).asText(), pair.get(1).asDouble());
    }
}
