package dev.atelier.recipe.foreign;

import dev.atelier.recipe.Seed;
import dev.atelier.recipe.json.JsonText;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in JSON that nobody promised a shape of: asking for what is not there gives nothing.
record Node(@Nullable Object value) {
    static final Node NONE = new Node(null);

    /// What Python writes where JSON has nothing.
    private static final Pattern NAN = Pattern.compile("(?<=[:\\[,] ?)NaN(?=\\s*[,\\]}])");

    /// Of a text; nothing where it is no JSON object.
    static Node of(String text) {
        try {
            return new Node(JsonText.object(NAN.matcher(text).replaceAll("null")));
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    boolean isPresent() {
        return value != null;
    }

    Node at(String key) {
        return value instanceof Map<?, ?> map ? new Node(map.get(key)) : NONE;
    }

    /// The first of some names that is there.
    Node any(String... keys) {
        for (var key : keys) {
            var found = at(key);
            if (found.isPresent()) {
                return found;
            }
        }
        return NONE;
    }

    List<Node> items() {
        return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
    }

    Set<String> keys() {
        var keys = new LinkedHashSet<String>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        }
        return keys;
    }

    Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /// A number, also one that is written as a text.
    Optional<Double> number() {
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue()).filter(Double::isFinite);
        }
        try {
            return text().map(String::strip).map(Double::parseDouble).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Optional<Integer> whole() {
        return number().filter(n -> n == Math.rint(n) && Math.abs(n) < 1e9).map(Double::intValue);
    }

    /// A seed: whole and exact, as far as 64 bits go.
    Optional<BigInteger> seed() {
        try {
            var digits = value == null ? "" : String.valueOf(value).strip();
            return Optional.of(Seed.number(digits)).filter(seed -> seed.signum() >= 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }
}
