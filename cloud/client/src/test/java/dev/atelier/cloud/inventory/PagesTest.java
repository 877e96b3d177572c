package dev.atelier.cloud.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final List<String> asked = new ArrayList<>();

    /// A list of numbers, as many as `total`, in pages.
    private JsonNode page(int total, Map<String, String> parameters) {
        asked.add(parameters.get("PageNumber"));
        int size = Integer.parseInt(parameters.getOrDefault("PageSize", "0"));
        int from = (Integer.parseInt(parameters.getOrDefault("PageNumber", "0")) - 1) * size;
        var answer = JsonNodeFactory.instance.objectNode().put("TotalCount", total);
        var list = answer.putObject("Rows").putArray("Row");
        IntStream.range(from, Math.min(total, from + size)).forEach(list::add);
        return answer;
    }

    private Pages.Read<Integer> read(int total) throws Exception {
        return Pages.all(
                parameters -> page(total, parameters), Map.of(), "/Rows/Row", JsonNode::asInt);
    }

    @Test
    void asksForPageAfterPage() throws Exception {
        var read = read(120);
        assertEquals(IntStream.range(0, 120).boxed().toList(), read.items());
        assertEquals(List.of("1", "2", "3"), asked);
        assertTrue(read.whole());
    }

    @Test
    void stopsAfterTheFirstPageWhereItIsAll() throws Exception {
        assertEquals(50, read(50).items().size());
        assertEquals(List.of("1"), asked);
    }

    @Test
    void saysThatAVeryLongListIsNotWhole() throws Exception {
        assertFalse(read(1_000_000).whole());
    }

    @Test
    void endsWhereAServerCountsWrongly() throws Exception {
        var empty = JsonNodeFactory.instance.objectNode().put("TotalCount", 99);
        assertTrue(Pages.all(_ -> empty, Map.of(), "/Rows/Row", JsonNode::asInt).items().isEmpty());
    }
}
