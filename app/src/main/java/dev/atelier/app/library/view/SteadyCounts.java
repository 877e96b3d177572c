package dev.atelier.app.library.view;

import dev.atelier.app.library.Facets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which values of a group are listed, and in which order. While the pointer rests on the list
/// those that are there keep their places: a value that a search leaves without pictures stays with
/// none, and another comes below the last. Otherwise the row under the pointer would be another one
/// when the counts have come, and a second click would hit that. Event thread.
final class SteadyCounts {
    private final int most;
    private final BooleanSupplier pointed;
    private final Map<String, List<String>> listed = new HashMap<>();
    private boolean held;

    /// @param most values of a group
    /// @param pointed whether the pointer is on the list
    SteadyCounts(int most, BooleanSupplier pointed) {
        this.most = most;
        this.pointed = pointed;
    }

    /// What is listed of a group now.
    ///
    /// @param counts those of the search, the most frequent first
    /// @param all those of the whole library: what is not there is gone
    List<Facets.Count> of(String group, List<Facets.Count> counts, List<Facets.Count> all) {
        var usual = counts.stream().filter(it -> !it.value().isBlank()).limit(most).toList();
        var before = listed.getOrDefault(group, List.of());
        var now =
                pointed.getAsBoolean() && !before.isEmpty()
                        ? kept(before, usual, counts, all)
                        : usual;
        held |= !now.equals(usual);
        listed.put(group, now.stream().map(Facets.Count::value).toList());
        return now;
    }

    private static List<Facets.Count> kept(
            List<String> before,
            List<Facets.Count> usual,
            List<Facets.Count> found,
            List<Facets.Count> all) {
        // Of all that are found: one that is not among the most frequent any more has its count.
        var counts =
                found.stream().collect(Collectors.toMap(Facets.Count::value, Facets.Count::count));
        var there = all.stream().map(Facets.Count::value).collect(Collectors.toSet());
        there.addAll(counts.keySet());
        var old = new HashSet<>(before);
        var stay =
                before.stream()
                        .filter(there::contains)
                        .map(it -> new Facets.Count(it, counts.getOrDefault(it, 0)));
        var more = usual.stream().filter(it -> !old.contains(it.value()));
        return Stream.concat(stay, more).toList();
    }

    /// Whether rows were kept that the pointer has left meanwhile, so that they can be listed as
    /// usual.
    boolean isLeft() {
        boolean left = held && !pointed.getAsBoolean();
        held &= !left;
        return left;
    }
}
