package dev.atelier.recipe.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.prompt.PromptSchedule.Entry;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The prompt grammar against A1111's own parser.
class GrammarTest {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @TestFactory
    Stream<DynamicTest> schedulesEdits() {
        return Golden.tests("prompt/schedules.json", "rows", "text", GrammarTest::schedules);
    }

    @TestFactory
    Stream<DynamicTest> splitsAtAnd() {
        return Golden.tests("prompt/multicond.json", "rows", "text", GrammarTest::parts);
    }

    @TestFactory
    Stream<DynamicTest> takesOutTags() {
        return Golden.tests("prompt/extra_networks.json", "rows", "text", GrammarTest::tags);
    }

    @TestFactory
    Stream<DynamicTest> choosesTheEntryOfACall() {
        return Golden.tests("prompt/cond_at_step.json", "rows", "text", GrammarTest::entries);
    }

    /// Fields are named like `steps10`, `hires_base20_hr8` and `old_scheduling_steps20`.
    private static void schedules(JsonNode row) {
        row.properties()
                .forEach(field -> {
                    if (!field.getKey().equals("text")) {
                        var schedule =
                                PromptSchedule.of(row.get("text").asText(), steps(field.getKey()));
                        assertEquals(
                                expected(field.getValue()), schedule.entries(), field.getKey());
                    }
                });
    }

    private static Steps steps(String field) {
        var numbers =
                NUMBER.matcher(field).results().map(m -> Integer.parseInt(m.group())).toList();
        int hires = numbers.size() > 1 ? numbers.get(1) : 0;
        return new Steps(numbers.getFirst(), hires, field.startsWith("old"));
    }

    private static List<Entry> expected(JsonNode rows) {
        var entries = new ArrayList<Entry>();
        rows.forEach(row -> entries.add(new Entry(row.get(0).asInt(), row.get(1).asText())));
        return entries;
    }

    private static void parts(JsonNode row) {
        var expected = new ArrayList<Weighted>();
        for (var index : row.get("indexes")) {
            var text = row.get("texts").get(index.get(0).asInt()).asText();
            expected.add(new Weighted(text, index.get(1).asDouble()));
        }
        assertEquals(expected, MultiPrompt.parse(row.get("text").asText()));
    }

    private static void tags(JsonNode row) {
        var parsed = ExtraNetworks.parse(row.get("text").asText());
        assertEquals(row.get("prompt").asText(), parsed.prompt());
        var seen = new LinkedHashMap<String, List<Map<String, String>>>();
        parsed.tags()
                .forEach(
                        t -> seen.computeIfAbsent(t.kind(), _ -> new ArrayList<>()).add(t.named()));
        row.get("networks")
                .properties()
                .forEach(kind -> {
                    var tags =
                            parsed.tags().stream()
                                    .filter(t -> t.kind().equals(kind.getKey()))
                                    .toList();
                    assertEquals(kind.getValue().size(), tags.size());
                    for (int i = 0; i < tags.size(); i++) {
                        var expected = kind.getValue().get(i);
                        assertEquals(texts(expected.get("positional")), tags.get(i).positional());
                        assertEquals(named(expected.get("named")), tags.get(i).named());
                    }
                });
        assertEquals(row.get("networks").size(), seen.size());
    }

    private static void entries(JsonNode row) {
        var schedule =
                PromptSchedule.of(row.get("text").asText(), Steps.of(row.get("steps").asInt()));
        assertEquals(expected(row.get("schedule")), schedule.entries());
        var used = row.get("entry_used_at_denoiser_step(0-based)");
        for (int call = 0; call < used.size(); call++) {
            assertEquals(used.get(call).asInt(), schedule.indexAt(call), "call " + call);
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Map<String, String> named(JsonNode object) {
        var named = new LinkedHashMap<String, String>();
        object.properties().forEach(field -> named.put(field.getKey(), field.getValue().asText()));
        return named;
    }
}
