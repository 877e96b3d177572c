package dev.atelier.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// LDM's configuration as its `.yaml` files spell it, as far as it says something about a
/// checkpoint: maps in maps by indentation, with numbers, truth values and words. Lists are passed
/// over.
final class YamlConfig {
    private static final Pattern FIELD = Pattern.compile("( *)([A-Za-z0-9_.]+) *:(?: +(.*?))? *");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    /// A map that lines further in belong to.
    private record Level(int indent, ObjectNode map) {}

    private YamlConfig() {}

    /// The outermost map; whatever is not understood is left out.
    static ObjectNode read(List<String> lines) {
        var root = JsonNodeFactory.instance.objectNode();
        var levels = new ArrayDeque<Level>();
        levels.push(new Level(-1, root));
        int listIndent = Integer.MAX_VALUE;
        for (var raw : lines) {
            var line = COMMENT.matcher(raw).replaceAll("").stripTrailing();
            int indent = line.length() - line.stripLeading().length();
            if (line.isBlank() || indent > listIndent) {
                continue;
            }
            boolean item = line.stripLeading().startsWith("-");
            listIndent = item ? indent : Integer.MAX_VALUE;
            var field = FIELD.matcher(line);
            if (!item && field.matches()) {
                put(levels, indent, field.group(2), field.group(3));
            }
        }
        return root;
    }

    private static void put(Deque<Level> levels, int indent, String name, String value) {
        while (levels.element().indent >= indent) {
            levels.pop();
        }
        var map = levels.element().map;
        if (value == null || value.isEmpty()) {
            levels.push(new Level(indent, map.putObject(name)));
            return;
        }
        if (WHOLE.matcher(value).matches()) {
            map.put(name, Integer.parseInt(value));
        } else if (NUMBER.matcher(value).matches()) {
            map.put(name, Double.parseDouble(value));
        } else if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            map.put(name, Boolean.parseBoolean(value));
        } else if (!value.startsWith("[") && !value.startsWith("{")) {
            map.put(name, unquoted(value));
        }
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() >= 2
                        && ((value.startsWith("\"") && value.endsWith("\""))
                                || (value.startsWith("'") && value.endsWith("'")));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
