package dev.atelier.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parameters of a query or of a form, decoded, in the order of the wire.
///
/// @param pairs a key may occur more than once
public record Query(List<Pair> pairs) {
    /// @param value empty also where there was no `=`
    public record Pair(String key, String value) {}

    public Query {
        pairs = List.copyOf(pairs);
    }

    /// Reads `a=1&b=2`.
    ///
    /// @throws BadRequestException on broken percent encoding
    public static Query parse(String text) {
        var pairs = new ArrayList<Pair>();
        for (var part : text.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int at = part.indexOf('=');
            var key = at < 0 ? part : part.substring(0, at);
            pairs.add(
                    new Pair(
                            Percent.decode(key, true),
                            at < 0 ? "" : Percent.decode(part.substring(at + 1), true)));
        }
        return new Query(pairs);
    }

    /// The value of the first pair with this key.
    public Optional<String> first(String key) {
        return pairs.stream().filter(p -> p.key().equals(key)).map(Pair::value).findFirst();
    }

    /// Whether there is a pair with this key, whatever its value.
    public boolean has(String key) {
        return first(key).isPresent();
    }

    /// The value of the first pair with this key, or the empty text.
    public String text(String key) {
        return first(key).orElse("");
    }

    /// The same, where an empty value counts as none.
    public Optional<String> given(String key) {
        return first(key).filter(value -> !value.isEmpty());
    }

    /// A whole number within bounds, or `missing` where the key is absent or says something else.
    public int number(String key, int missing, int least, int most) {
        try {
            return first(key)
                    .map(Integer::parseInt)
                    .filter(n -> n >= least && n <= most)
                    .orElse(missing);
        } catch (NumberFormatException e) {
            return missing;
        }
    }

    /// The pairs of both.
    public Query and(Query other) {
        var all = new ArrayList<>(pairs);
        all.addAll(other.pairs);
        return new Query(all);
    }
}
