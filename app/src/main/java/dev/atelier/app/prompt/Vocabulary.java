package dev.atelier.app.prompt;

import dev.atelier.app.failure.NearestName;
import dev.atelier.app.styles.Styles;
import dev.atelier.app.styles.Wildcards;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The names that mean something in a prompt on this computer.
///
/// @param embeddings as they are written in a prompt
/// @param loras as they stand in `<lora:name:1>`
/// @param unfit those of them that cannot be used with the model of the recipe
/// @param weights at which the user wants some of them to begin
public record Vocabulary(
        List<String> embeddings,
        List<String> loras,
        Set<String> unfit,
        Map<String, Double> weights,
        Wildcards wildcards,
        Styles styles) {
    /// No names.
    public static final Vocabulary NONE =
            new Vocabulary(List.of(), List.of(), Set.of(), Wildcards.NONE, Styles.NONE);

    /// The weight of a LoRA that is put into a prompt where no other is given: most were trained
    /// strongly enough to spoil pictures at 1.
    public static final double LORA_WEIGHT = 0.75;

    public Vocabulary {
        embeddings = List.copyOf(embeddings);
        loras = List.copyOf(loras);
        unfit = Set.copyOf(unfit);
        weights = Map.copyOf(weights);
    }

    /// All of whose LoRAs begin with the usual weight.
    public Vocabulary(
            List<String> embeddings,
            List<String> loras,
            Set<String> unfit,
            Wildcards wildcards,
            Styles styles) {
        this(embeddings, loras, unfit, Map.of(), wildcards, styles);
    }

    /// At which a LoRA begins.
    double weight(String lora) {
        return weights.getOrDefault(lora, LORA_WEIGHT);
    }

    /// The LoRAs that may be used with the model of the recipe.
    public List<String> fittingLoras() {
        return loras.stream().filter(name -> !unfit.contains(name)).toList();
    }

    public Vocabulary withUnfit(Set<String> value) {
        return new Vocabulary(embeddings, loras, value, weights, wildcards, styles);
    }

    public Vocabulary withWeights(Map<String, Double> value) {
        return new Vocabulary(embeddings, loras, unfit, value, wildcards, styles);
    }

    public Vocabulary withEmbeddings(List<String> value) {
        return new Vocabulary(value, loras, unfit, weights, wildcards, styles);
    }

    public Vocabulary withLoras(List<String> value) {
        return new Vocabulary(embeddings, value, unfit, weights, wildcards, styles);
    }

    public Vocabulary withWildcards(Wildcards value) {
        return new Vocabulary(embeddings, loras, unfit, weights, value, styles);
    }

    public Vocabulary withStyles(Styles value) {
        return new Vocabulary(embeddings, loras, unfit, weights, wildcards, value);
    }

    /// Tokens know no capitals, so embeddings do not either.
    public boolean isEmbedding(String word) {
        return embeddings.stream().anyMatch(word::equalsIgnoreCase);
    }

    public boolean isLora(String name) {
        return loras.contains(name);
    }

    /// The one of `names` that was most likely meant: few letters apart, whatever their case.
    public static Optional<String> nearest(List<String> names, String typed) {
        return NearestName.of(names, typed, Math.max(1, typed.length() / 4));
    }

    /// Those of `names` that hold the typed letters, first those that begin with them.
    public static List<String> matching(List<String> names, String typed) {
        var letters = typed.toLowerCase(Locale.ROOT);
        var begin = names.stream().filter(name -> lower(name).startsWith(letters));
        var hold =
                names.stream()
                        .filter(name -> !lower(name).startsWith(letters))
                        .filter(name -> lower(name).contains(letters));
        return Stream.concat(begin.sorted(), hold.sorted()).toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
