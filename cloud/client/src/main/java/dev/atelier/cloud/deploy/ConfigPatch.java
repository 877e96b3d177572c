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

/// Changes values within a text, adds keys to it and takes keys out, so that its comments, order
/// and spaces stay. What goes takes the comments of its own lines along.
final class ConfigPatch {
    /// What may stand behind a value and before a comment in its line.
    private static final Pattern COMMENT_BEHIND = Pattern.compile("[ \\t]*,?[ \\t]*(//|#).*");

    /// What may stand behind the last thing in a line.
    private static final Pattern NOTHING_BEHIND = Pattern.compile("[ \\t]*,?[ \\t\\r]*((//|#).*)?");

    private final String text;
    private final Map<String, Span> spans = new HashMap<>();

    /// Where names of members begin, by the pointer of the member.
    private final Map<String, Integer> names = new HashMap<>();

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

    /// The text with other values and keys; empty where that is not possible within it.
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
                if (token == JsonToken.FIELD_NAME) {
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    names.put(parser.getParsingContext().pathAsPointer().toString(), start);
                } else {
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
            remove(pointer, old, now);
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

    private void remove(String parent, ObjectNode old, ObjectNode now) {
        var whole = spans.get(parent);
        int before = whole == null ? 0 : whole.start() + 1;
        boolean lastGoes = false;
        int kept = -1; // behind the last member that stays
        for (var key : (Iterable<String>) old::fieldNames) {
            var pointer = parent + "/" + ServiceConfig.escaped(key);
            var name = names.get(pointer);
            var span = span(pointer);
            if (span.isEmpty() || name == null) {
                return;
            }
            lastGoes = !now.has(key);
            if (lastGoes) {
                remove(before, name, span.get());
            } else {
                kept = span.get().end();
            }
            before = span.get().end();
        }
        if (lastGoes) {
            // New keys come behind the last one, which goes.
            possible &= now.properties().stream().allMatch(it -> old.has(it.getKey()));
            if (kept >= 0 && text.substring(kept).stripLeading().startsWith(",")) {
                int comma = text.indexOf(',', kept);
                edits.add(new Edit(comma, comma + 1, ""));
            }
        }
    }

    /// Takes a member out, with its lines where it has lines of its own.
    ///
    /// @param before the end of what stands before it
    private void remove(int before, int name, Span value) {
        int line = text.indexOf('\n', before);
        var rest = text.substring(value.end()).replaceFirst("(?s)\\n.*", "");
        boolean own = line >= 0 && line < name && NOTHING_BEHIND.matcher(rest).matches();
        if (own) {
            edits.add(new Edit(line, value.end() + rest.length(), ""));
            return;
        }
        int after = value.end();
        while (after < text.length() && " \t".indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        boolean comma = after < text.length() && text.charAt(after) == ',';
        edits.add(new Edit(name, comma ? after + 1 : value.end(), ""));
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
        for (int i = 1; i < backwards.size(); i++) {
            if (backwards.get(i).end() > backwards.get(i - 1).start()) {
                return Optional.empty(); // two meet at one place
            }
        }
        backwards.forEach(it -> all.replace(it.start(), it.end(), it.by()));
        return Optional.of(all.toString());
    }
}
