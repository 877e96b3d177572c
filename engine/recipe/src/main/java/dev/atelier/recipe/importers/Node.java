package dev.atelier.recipe.importers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.atelier.recipe.Seed;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place in JSON that nobody promised a shape of: asking for what is not there gives nothing.
record Node(@Nullable Object value) {
    static final Node NONE = new Node(null);

    /// Python writes `NaN` and `Infinity`, which JSON does not have.
    private static final ObjectMapper LENIENT =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build();

    /// Of a text; nothing where it is no JSON object.
    static Node of(String text) {
        try {
            var start = text.stripLeading();
            return start.startsWith("{") ? new Node(LENIENT.readValue(start, Map.class)) : NONE;
        } catch (JsonProcessingException e) {
            return NONE;
        }
    }

    /// Whether a text begins like a JSON object and is none: it is cut short or damaged.
    static boolean isDamaged(String text) {
        return text.stripLeading().startsWith("{") && !of(text).isPresent();
    }

    boolean isPresent() {
        return value != null;
    }

    /// Nothing, or nothing in it: null, an empty text, list or object, `false`.
    boolean isEmpty() {
        return switch (value) {
            case null -> true;
            case String text -> text.isBlank();
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case Boolean flag -> !flag;
            default -> false;
        };
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

    /// A list, or a text that parts its members by commas.
    List<Node> list() {
        return text().map(text ->
                        text.isBlank()
                                ? List.<Node>of()
                                : Arrays.stream(text.split(",", -1))
                                        .map(part -> new Node(part.strip()))
                                        .toList())
                .orElseGet(this::items);
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

    /// A text or a number as a text.
    Optional<String> scalar() {
        return value instanceof Number ? Optional.of(String.valueOf(value)) : text();
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

    /// A seed: whole and exact, without a sign in 64 bits, or -1 for any.
    Optional<BigInteger> seed() {
        try {
            var digits = value == null ? "" : String.valueOf(value).strip();
            return Optional.of(Seed.number(digits))
                    .filter(it -> it.compareTo(Seed.RANDOM) >= 0 && it.compareTo(Seed.MAX) <= 0);
        } catch (IllegalArgumentException e) {
            return number().filter(n -> n == Math.rint(n) && n >= 0 && n < 1L << 53)
                    .map(n -> BigInteger.valueOf(n.longValue()));
        }
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value)
                || text().filter(word -> word.equalsIgnoreCase("true")).isPresent();
    }
}
