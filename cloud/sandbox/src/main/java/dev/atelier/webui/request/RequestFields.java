package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// The read fields of a call, which are also its echo in the answer.
///
/// @param echo every field of its table, null where it says so
/// @param given the names of those that the call has, null or not
public record RequestFields(ObjectNode echo, Set<String> given) {
    public RequestFields {
        given = Set.copyOf(given);
    }

    public Optional<String> text(String name) {
        var value = echo.path(name);
        return value.isTextual() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    /// A number that must fit in an int, or `missing` where it is null.
    ///
    /// @throws ApiException where it does not fit
    public int number(String name, int missing) {
        var value = echo.path(name);
        if (!value.isNumber()) {
            return missing;
        }
        if (!value.canConvertToInt()) {
            throw WebuiError.TOO_LARGE.with(name);
        }
        return value.intValue();
    }

    public BigInteger large(String name, BigInteger missing) {
        return echo.path(name).isNumber() ? echo.path(name).bigIntegerValue() : missing;
    }

    public Optional<Double> real(String name) {
        return echo.path(name).isNumber()
                ? Optional.of(echo.path(name).doubleValue())
                : Optional.empty();
    }

    public boolean on(String name) {
        return echo.path(name).asBoolean(false);
    }

    public JsonNode tree(String name) {
        return echo.path(name);
    }

    /// The texts of a list; what is no text there is left out.
    public List<String> texts(String name) {
        return StreamSupport.stream(echo.path(name).spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    /// A setting of `override_settings`.
    public Optional<JsonNode> override(String name) {
        return Optional.ofNullable(echo.path("override_settings").get(name))
                .filter(v -> !v.isNull());
    }

    /// All settings of `override_settings`.
    public Map<String, Object> overrides() {
        return settings(echo.path("override_settings"));
    }

    /// Settings as numbers, texts and booleans; null is none.
    public static Map<String, Object> settings(JsonNode object) {
        var settings = new HashMap<String, Object>();
        for (var entry : object.properties()) {
            var value = entry.getValue();
            if (value.isNumber()) {
                settings.put(entry.getKey(), value.numberValue());
            } else if (value.isBoolean()) {
                settings.put(entry.getKey(), value.booleanValue());
            } else if (!value.isNull()) {
                settings.put(entry.getKey(), value.isTextual() ? value.asText() : value.toString());
            }
        }
        return settings;
    }

    /// What PAI-EAS reads from `alwayson_scripts` besides scripts.
    public Optional<String> extra(String name) {
        var value = echo.path("alwayson_scripts").path(name);
        return value.isTextual() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    /// The echo of an answer: pictures sent along are left out, unless asked for.
    public ObjectNode answer() {
        var copy = echo.deepCopy();
        if (copy.has("init_images") && !on("include_init_images")) {
            copy.putNull("init_images");
            copy.putNull("mask");
        }
        return copy;
    }
}
