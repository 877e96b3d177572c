package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A limit on a number of a call, with pydantic 1's words for it.
///
/// @param kind `ge`, `gt`, `le` or `in`
/// @param limits one number, or for `in` all that are allowed
record Bound(String kind, List<Integer> limits) {
    /// Reads `ge=0` or `in=0,1`.
    static Bound parse(String text) {
        int at = text.indexOf('=');
        var limits = Arrays.stream(text.substring(at + 1).split(",")).map(Integer::valueOf);
        return new Bound(text.substring(0, at), limits.toList());
    }

    boolean holds(JsonNode value) {
        double number = value.doubleValue();
        int limit = limits.getFirst();
        return switch (kind) {
            case "ge" -> number >= limit;
            case "gt" -> number > limit;
            case "le" -> number <= limit;
            default -> limits.stream().anyMatch(allowed -> allowed == number);
        };
    }

    String words() {
        return switch (kind) {
            case "ge" -> "ensure this value is greater than or equal to " + limits.getFirst();
            case "gt" -> "ensure this value is greater than " + limits.getFirst();
            case "le" -> "ensure this value is less than or equal to " + limits.getFirst();
            default ->
                    "unexpected value; permitted: "
                            + limits.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "));
        };
    }

    String type() {
        return kind.equals("in") ? "value_error.const" : "value_error.number.not_" + kind;
    }

    ObjectNode context(JsonNode value) {
        var context = Json.object();
        if (kind.equals("in")) {
            context.set("given", value);
            var permitted = context.putArray("permitted");
            limits.forEach(permitted::add);
            return context;
        }
        return context.put("limit_value", limits.getFirst());
    }
}
