package dev.atelier.app.models;

import dev.atelier.app.prompt.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the user wrote down of a LoRA, beside what its file says.
///
/// @param words own trigger words
/// @param weight at which it is added; empty for the usual one
/// @param adds what is written into the prompt when it is added, words with commas between; may be
///   empty
/// @param base the checkpoint or family it goes with; may be empty
public record LoraStart(List<String> words, Optional<Double> weight, String adds, String base) {
    /// Nothing.
    public static final LoraStart NONE = new LoraStart(List.of(), Optional.empty(), "", "");

    /// The weights that a tag takes here.
    public static final double MOST = 10;

    private static final Pattern COMMA = Pattern.compile("[,\uff0c]");

    public LoraStart {
        words = List.copyOf(words);
    }

    /// Words that were typed with commas between.
    static List<String> split(String typed) {
        return Arrays.stream(COMMA.split(typed))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /// At which it is added, the usual one where none is written down.
    public double startWeight() {
        return weight.orElse(Vocabulary.LORA_WEIGHT);
    }

    /// What is added to a prompt, one part each.
    public List<String> added() {
        return split(adds);
    }

    LoraStart withWords(List<String> value) {
        return new LoraStart(value, weight, adds, base);
    }

    LoraStart withWeight(Optional<Double> value) {
        return new LoraStart(words, value, adds, base);
    }

    LoraStart withAdds(String value) {
        return new LoraStart(words, weight, value, base);
    }

    LoraStart withBase(String value) {
        return new LoraStart(words, weight, adds, value);
    }
}
