package dev.atelier.cloud.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Changes values within a text and adds keys to it, so that its comments, order and spaces stay.
final class ConfigPatch {
    /// What may stand behind a value and before a comment in its line.
    private static final Pattern COMMENT_BEHIND = Pattern.compile("[ \\t]*,?[ \\t]*(//|#).*");

    private final String text;
    private final Map<String, Span> spans = new HashMap<>();
    private final List<Edit> edits = new ArrayList<>();
    private boolean possible = true;

    /// Where a value stands.
    ///
    /// @param start of its first character
    /// @param end behind its last one
    /// @param filled behind the last member of an object
    private record Span(int start, int end, int filled) {
        Span filledTo(int at) {
            return new Span(start, end, at);
        }

        Span endingAt(int at) {
            return new Span(start, at, filled);
        }
    }

    /// @param start and end of what is replaced; equal to insert
    private record Edit(int start, int end, String by) {}

    private ConfigPatch(String text) {
        this.text = text;
    }

    /// The text with other values; empty where more has to change than values and new keys.
    ///
    /// @param text with comments or without
    static Optional<String> of(String text, ObjectNode before, ObjectNode after) {
        var patch = new ConfigPatch(ConfigText.bare(text));
        try {
            patch.read();
        } catch (IOException e) {
            return Optional.empty();
        }
        patch.walk("", before, after);
        return patch.result().filter(it -> isRight(it, after));
    }

    private static boolean isRight(String text, ObjectNode wanted) {
        try {
            return ConfigText.lenient(text).equals(wanted);
        } catch (ConfigException e) {
            return false;
        }
    }

    private void read() throws IOException {
        try (var parser = ConfigText.parser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    read(parser, token);
                }
            }
        }
    }

    private void read(JsonParser parser, JsonToken token) throws IOException {
        parser.finishToken();
        var pointer = parser.getParsingContext().pathAsPointer().toString();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        int end = (int) parser.currentLocation().getCharOffset();
        if (token.isStructStart()) {
            spans.put(pointer, new Span(start, start, start + 1));
            return;
        }
        spans.merge(
                pointer,
                new Span(start, end, end),
                (old, now) -> token.isStructEnd() ? old.endingAt(end) : now);
        if (!pointer.isEmpty()) {
            var parent = pointer.substring(0, pointer.lastIndexOf('/'));
            spans.computeIfPresent(parent, (_, span) -> span.filledTo(end));
        }
    }

    private void walk(String pointer, JsonNode before, JsonNode after) {
        if (before instanceof ObjectNode old && after instanceof ObjectNode now) {
            old.fieldNames().forEachRemaining(key -> possible &= now.has(key));
            now.properties()
                    .forEach(it -> {
                        var key = it.getKey();
                        if (old.has(key)) {
                            var at = pointer + "/" + ServiceConfig.escaped(key);
                            walk(at, old.get(key), it.getValue());
                        } else {
                            add(pointer, key, it.getValue());
                        }
                    });
        } else if (before instanceof ArrayNode old
                && after instanceof ArrayNode now
                && old.size() == now.size()) {
            for (int i = 0; i < now.size(); i++) {
                walk(pointer + "/" + i, old.get(i), now.get(i));
            }
        } else if (!before.equals(after)) {
            span(pointer)
                    .ifPresent(it -> edits.add(new Edit(it.start(), it.end(), json(after, ""))));
        }
    }

    private Optional<Span> span(String pointer) {
        var span = Optional.ofNullable(spans.get(pointer));
        possible &= span.isPresent();
        return span;
    }

    /// Behind the last member, in a line of its own where that has one.
    private void add(String parent, String key, JsonNode value) {
        var span = span(parent);
        if (span.isEmpty()) {
            return;
        }
        int at = span.get().filled();
        boolean empty = at == span.get().start() + 1;
        int line = text.lastIndexOf('\n', at - 1) + 1;
        var indent = text.substring(line).replaceFirst("(?s)^([ \\t]*).*", "$1");
        boolean own = !empty && line > span.get().start();
        var member =
                ConfigText.strict(TextNode.valueOf(key), false)
                        + ": "
                        + json(value, own ? indent : "");
        var rest = text.substring(at).replaceFirst("(?s)\\n.*", "");
        if (own && COMMENT_BEHIND.matcher(rest).matches()) {
            if (!rest.stripLeading().startsWith(",")) {
                edits.add(new Edit(at, at, ","));
            }
            int end = at + rest.length();
            edits.add(new Edit(end, end, "\n" + indent + member));
        } else {
            var between = empty ? "" : own ? ",\n" + indent : ", ";
            edits.add(new Edit(at, at, between + member));
        }
    }

    private static String json(JsonNode value, String indent) {
        return value.isContainerNode() && !indent.isEmpty()
                ? ConfigText.strict(value, true).strip().replace("\n", "\n" + indent)
                : ConfigText.strict(value, false);
    }

    private Optional<String> result() {
        if (!possible) {
            return Optional.empty();
        }
        var all = new StringBuilder(text);
        var backwards = new ArrayList<>(edits);
        // Those at one place are inserted in their order, so the last of them goes in first.
        Collections.reverse(backwards);
        backwards.sort(Comparator.comparingInt(Edit::start).reversed());
        backwards.forEach(it -> all.replace(it.start(), it.end(), it.by()));
        return Optional.of(all.toString());
    }
}
