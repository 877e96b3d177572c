package dev.atelier.app.words;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The names that mean something in a prompt on this computer.
///
/// @param embeddings as they are written in a prompt
/// @param loras as they stand in `<lora:name:1>`
public record Vocabulary(
        List<String> embeddings, List<String> loras, Wildcards wildcards, Styles styles) {
    /// No names.
    public static final Vocabulary NONE =
            new Vocabulary(List.of(), List.of(), Wildcards.NONE, Styles.NONE);

    public Vocabulary {
        embeddings = List.copyOf(embeddings);
        loras = List.copyOf(loras);
    }

    public Vocabulary withEmbeddings(List<String> value) {
        return new Vocabulary(value, loras, wildcards, styles);
    }

    public Vocabulary withLoras(List<String> value) {
        return new Vocabulary(embeddings, value, wildcards, styles);
    }

    public Vocabulary withWildcards(Wildcards value) {
        return new Vocabulary(embeddings, loras, value, styles);
    }

    public Vocabulary withStyles(Styles value) {
        return new Vocabulary(embeddings, loras, wildcards, value);
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
        int allowed = Math.max(1, typed.length() / 4);
        return names.stream()
                .filter(name -> distance(lower(name), lower(typed)) <= allowed)
                .min(Comparator.comparingInt(name -> distance(lower(name), lower(typed))));
    }

    /// How many letters must be added, taken away or changed (Levenshtein).
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
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
