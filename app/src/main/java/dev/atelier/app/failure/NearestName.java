package dev.atelier.app.failure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The name that was most likely meant by one that was mistyped.
public final class NearestName {
    private NearestName() {}

    /// The one of `names` that is fewest letters apart, whatever their case.
    ///
    /// @param most letters that it may be apart
    public static Optional<String> of(Collection<String> names, String typed, int most) {
        var wanted = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(name, wanted)))
                .filter(name -> distance(name, wanted) <= most);
    }

    /// How many letters must be added, taken away or changed (Levenshtein).
    private static int distance(String name, String b) {
        var a = name.toLowerCase(Locale.ROOT);
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
}
