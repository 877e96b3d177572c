package dev.atelier.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The words of a LoRA's training pictures, as kohya's trainer counts them.
final class TriggerWords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 24;

    private TriggerWords() {}

    /// The most frequent first; none where the trainer wrote nothing, or something else.
    static List<String> of(Map<String, String> metadata) {
        var counts = new HashMap<String, Integer>();
        try {
            JsonNode folders = JSON.readTree(metadata.getOrDefault("ss_tag_frequency", "{}"));
            for (var folder : folders) {
                for (var word : folder.properties()) {
                    counts.merge(word.getKey().strip(), word.getValue().asInt(), Integer::sum);
                }
            }
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }
}
