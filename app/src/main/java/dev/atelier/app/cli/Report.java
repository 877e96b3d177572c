package dev.atelier.app.cli;

import dev.atelier.recipe.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Facts under their topics, as aligned text or as one JSON object of objects.
record Report(List<Fact> facts) {
    Report {
        facts = List.copyOf(facts);
    }

    void print(Terminal terminal, boolean json) {
        terminal.out().println(json ? JsonText.of(byTopic()) : text());
    }

    private Map<String, Map<String, Object>> byTopic() {
        var topics = new LinkedHashMap<String, Map<String, Object>>();
        for (var fact : facts) {
            topics.computeIfAbsent(fact.topic(), _ -> new LinkedHashMap<>())
                    .put(fact.name(), fact.value());
        }
        return topics;
    }

    private String text() {
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        var lines = new StringBuilder();
        var topic = "";
        for (var fact : facts) {
            if (!fact.topic().equals(topic)) {
                topic = fact.topic();
                lines.append(lines.isEmpty() ? "" : "\n").append(topic).append('\n');
            }
            lines.append("  ").append(fact.name());
            lines.repeat(' ', width - fact.name().length() + 2).append(fact.text()).append('\n');
        }
        return lines.toString().stripTrailing();
    }
}
