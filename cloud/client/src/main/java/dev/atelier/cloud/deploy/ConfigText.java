package dev.atelier.cloud.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Text to tree and back, and edits of trees.
final class ConfigText {
    /// What people paste from web pages, by what we call it.
    private static final Map<JsonReadFeature, JsonDeviation> LENIENCIES = leniencies();

    private static final JsonMapper STRICT = mapper(LENIENCIES, null);

    private ConfigText() {}

    private static Map<JsonReadFeature, JsonDeviation> leniencies() {
        var map = new LinkedHashMap<JsonReadFeature, JsonDeviation>();
        map.put(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonDeviation.TRAILING_COMMA);
        map.put(JsonReadFeature.ALLOW_YAML_COMMENTS, JsonDeviation.COMMENT);
        map.put(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonDeviation.COMMENT);
        map.put(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonDeviation.LOOSE_QUOTES);
        map.put(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonDeviation.LOOSE_QUOTES);
        return map;
    }

    /// All leniencies but one.
    private static JsonMapper mapper(
            Map<JsonReadFeature, JsonDeviation> allowed, @Nullable JsonReadFeature forbidden) {
        var builder = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        for (var feature : allowed.keySet()) {
            builder.configure(feature, feature != forbidden);
        }
        return builder.build();
    }

    static ObjectNode lenient(String text) throws ConfigException {
        try {
            var node = STRICT.readTree(bare(text));
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new ConfigException(
                    Message.of("lint.no-object"), Message.of("lint.no-object-advice"), 0, 0);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            int line = at == null ? 0 : at.getLineNr();
            int column = at == null ? 0 : at.getColumnNr();
            boolean cut = e instanceof JsonEOFException;
            var what =
                    cut
                            ? Message.of("lint.cut", line, column)
                            : Message.of("lint.no-json", e.getOriginalMessage(), line, column);
            var advice = Message.of(cut ? "lint.cut-advice" : "lint.no-json-advice");
            throw new ConfigException(what, advice, line, column);
        }
    }

    /// The line where a text needs a leniency, by rule.
    static Map<JsonDeviation, Integer> leniencies(String text) {
        var found = new LinkedHashMap<JsonDeviation, Integer>();
        if (failure(STRICT, text).isPresent()) {
            // It cannot be read at all, which is one fault and not one of each kind.
            return found;
        }
        Typography.line(plain(text))
                .ifPresent(line -> found.put(JsonDeviation.TYPOGRAPHIC_MARKS, line));
        LENIENCIES.forEach((feature, rule) ->
                failure(mapper(LENIENCIES, feature), text)
                        .ifPresent(line -> found.putIfAbsent(rule, line)));
        var unique = STRICT.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        failure(unique, text).ifPresent(line -> found.put(JsonDeviation.DUPLICATE_KEY, line));
        return found;
    }

    /// The line of what stands at a JSON pointer, or of the nearest that is there above it;
    /// 1-based.
    static int line(String text, String pointer) {
        int line = 1;
        int depth = -1;
        try (var parser = STRICT.createParser(bare(text))) {
            while (parser.nextToken() != null) {
                var at = parser.getParsingContext().pathAsPointer().toString();
                boolean above = pointer.equals(at) || pointer.startsWith(at + "/");
                if (above && at.length() > depth) {
                    depth = at.length();
                    line = parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (IOException e) {
            return line; // what was read so far
        }
        return line;
    }

    /// Reads a text as leniently as [#lenient].
    static JsonParser parser(String text) throws IOException {
        return STRICT.createParser(text);
    }

    private static Optional<Integer> failure(JsonMapper mapper, String text) {
        try {
            var _ = mapper.readTree(bare(text));
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        }
    }

    /// As [#plain], with JSON's own quotation marks and punctuation.
    static String bare(String text) {
        return Typography.straight(plain(text));
    }

    /// Without a byte order mark, and with the no-break spaces of web pages as spaces.
    private static String plain(String text) {
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).replace('\u00A0', ' ');
    }

    static String strict(JsonNode node, boolean indented) {
        try {
            if (!indented) {
                return STRICT.writeValueAsString(node);
            }
            var indenter = new DefaultIndenter("  ", "\n");
            var printer =
                    new DefaultPrettyPrinter()
                            .withArrayIndenter(indenter)
                            .withObjectIndenter(indenter);
            return STRICT.writer(printer).writeValueAsString(node).replace("\" : ", "\": ") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    static @Nullable JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonNode node -> node;
            default -> STRICT.valueToTree(value);
        };
    }

    static ObjectNode edited(ObjectNode root, String pointer, @Nullable JsonNode value) {
        var copy = root.deepCopy();
        var at = JsonPointer.compile(pointer);
        var head = at.head();
        if (head == null) {
            throw new IllegalArgumentException("pointer: expected one below the root");
        }
        var parent = copy.at(head);
        if (value == null) {
            remove(parent, at.last());
        } else if (parent instanceof ArrayNode array && at.last().mayMatchElement()) {
            place(array, at.last().getMatchingIndex(), value);
        } else {
            var target =
                    head.matches() ? copy : copy.withObject(head, JsonNode.OverwriteMode.ALL, true);
            target.set(at.last().getMatchingProperty(), value);
        }
        return copy;
    }

    private static void place(ArrayNode array, int index, JsonNode value) {
        if (index == array.size()) {
            array.add(value);
        } else {
            array.set(index, value);
        }
    }

    private static void remove(JsonNode parent, JsonPointer last) {
        if (parent instanceof ObjectNode object) {
            object.remove(last.getMatchingProperty());
        } else if (parent instanceof ArrayNode array) {
            array.remove(last.getMatchingIndex());
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
