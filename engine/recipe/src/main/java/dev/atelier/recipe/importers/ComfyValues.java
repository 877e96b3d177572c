package dev.atelier.recipe.importers;

import dev.atelier.recipe.importers.ComfyGraph.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Values and texts behind the links of a graph: primitives, string nodes, switches, and results
/// that a node stored when it ran.
final class ComfyValues {
    private static final int DEEPEST = 60;
    private static final int LONGEST = 1 << 20;

    /// Nodes that take one text twice, many times over, would never end.
    private static final int MOST_NODES = 20_000;

    private static final Pattern PART =
            Pattern.compile(
                    "(?i)(?:string|text|prompt|str|value|input|any|line)?_?0*(?:\\d+|[a-h])");
    private static final Pattern NEGATIVE = Pattern.compile("(?i).*neg.*");
    private static final Pattern SIDES = Pattern.compile("(\\d{2,5})\\s*[x×*]\\s*(\\d{2,5})");
    private static final List<String> DELIMITERS =
            List.of("delimiter", "separator", "seperator", "sep", "delim");

    /// Where nodes keep what they made, best first.
    private static final List<String> RESULTS =
            List.of("populated_text", "text_0", "result", "output_text", "generated_text");

    private static final List<String> PLAIN =
            List.of(
                    "value",
                    "text",
                    "string",
                    "Text",
                    "STRING",
                    "prompt",
                    "positive",
                    "int",
                    "float",
                    "number",
                    "Number",
                    "seed",
                    "noise_seed",
                    "val",
                    "wildcard_text",
                    "multiline_text",
                    "text_positive",
                    "String",
                    "str",
                    "a",
                    "input",
                    "Value");

    /// What the names of nodes are made of that hand on a value as it is.
    private static final Set<String> PLAIN_WORDS =
            Set.of(
                    ("primitive int integer float double num number str string txt text seed value val"
                                    + " constant const literal multiline multi line box input output"
                                    + " widget simple basic node prompt positive negative note show"
                                    + " display preview any something everywhere from context ctx"
                                    + " big pipe bus tuple config settings setting reroute set get"
                                    + " unpack pack edit sampler scheduler ttn wlsh was easy impact"
                                    + " jps mtb rgthree pysssss essentials nodes kjnodes")
                            .split(" "));

    /// Whose node it is, as in `Seed (rgthree)` and `Primitive string [Crystools]`.
    private static final Pattern MAKER = Pattern.compile("(?<=\\w)\\s*+[(\\[|/].*+$");

    /// Between words, also of capitals.
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private static final int MOST_GUESSES = 50;

    private final ComfyGraph graph;
    private final Set<String> visited = new LinkedHashSet<>();
    private final Map<String, Guess> guesses = new LinkedHashMap<>();
    private final Set<Item> circles = new LinkedHashSet<>();
    private boolean circular;
    private int nodes;

    /// A value that was taken from a node of which it is not known what it makes.
    ///
    /// @param name of what it was taken for
    record Guess(Item item, String name, String value) {}

    ComfyValues(ComfyGraph graph) {
        this.graph = graph;
    }

    /// A value, or that of the node it is taken from; nothing where no link leads to one, or links
    /// lead round in a circle.
    ///
    /// @param name of the input, which helps to choose among the values of a node
    Node value(Node input, String name) {
        circular = false;
        var found = value(input, name, 0);
        return circular ? Node.NONE : found;
    }

    /// What was guessed so far, by node.
    List<Guess> guesses() {
        return List.copyOf(guesses.values());
    }

    /// Nodes at which links came round to where they began.
    List<Item> circles() {
        return List.copyOf(circles);
    }

    /// The value of one of a node's inputs.
    Node of(Item item, String... names) {
        for (var name : names) {
            var input = item.inputs().at(name);
            if (input.isPresent()) {
                return value(input, name);
            }
        }
        return Node.NONE;
    }

    private Node value(Node input, String name, int depth) {
        if (input.items().isEmpty()) {
            return input;
        }
        if (depth > DEEPEST || nodes++ > MOST_NODES) {
            return Node.NONE;
        }
        var source = graph.source(input, name);
        if (source.isEmpty()) {
            return Node.NONE;
        }
        if (!visited.add(source.get().item().id() + name)) {
            circular = true;
            circles.add(source.get().item());
            return Node.NONE;
        }
        try {
            return made(source.get().item(), source.get().slot(), name, depth + 1);
        } finally {
            visited.remove(source.get().item().id() + name);
        }
    }

    private Node made(Item item, int slot, String name, int depth) {
        if (graph.isSwitch(item)) {
            return value(graph.chosen(item), name, depth);
        }
        for (var key : RESULTS) {
            if (item.inputs().at(key).text().isPresent()) {
                return item.inputs().at(key);
            }
        }
        var worked = worked(item, depth);
        if (worked.isPresent()) {
            return worked;
        }
        var sides = sides(item, name);
        if (sides.isPresent()) {
            return sides;
        }
        var found = value(picked(item, slot, name), name, depth);
        if (found.isPresent() && !isPlain(item) && guesses.size() < MOST_GUESSES) {
            var shown = ImportDraft.shown(found.value());
            guesses.putIfAbsent(item.id(), new Guess(item, name, shown));
        }
        return found;
    }

    /// Whether a node hands on a value as it is, by its name. Two letters are a maker's sign.
    private static boolean isPlain(Item item) {
        var name = MAKER.matcher(item.type()).replaceFirst("");
        for (var word : BETWEEN_WORDS.split(name, -1)) {
            var plain = word.toLowerCase(Locale.ROOT);
            boolean known =
                    PLAIN_WORDS.contains(plain) || (plain.length() < 3 && !plain.equals("ai"));
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private Node picked(Item item, int slot, String name) {
        var inputs = item.inputs();
        if (slot < item.outputs().size()) {
            var output = item.outputs().get(slot);
            var same = inputs.any(output, output.toLowerCase(Locale.ROOT));
            if (same.isPresent()) {
                return same;
            }
        }
        if (slot == 1 || NEGATIVE.matcher(name).matches()) {
            for (var key : inputs.keys()) {
                if (NEGATIVE.matcher(key).matches() && !key.contains("style")) {
                    return inputs.at(key);
                }
            }
        }
        var named = inputs.at(name);
        if (named.isPresent()) {
            return named;
        }
        if (name.endsWith("_name")) { // contexts have a `sampler` for `sampler_name`
            var bare = inputs.at(name.substring(0, name.length() - "_name".length()));
            if (bare.isPresent()) {
                return bare;
            }
        }
        for (var key : PLAIN) {
            if (inputs.at(key).isPresent()) {
                return inputs.at(key);
            }
        }
        for (var key : inputs.keys()) {
            if (name.length() > 2 && key.contains(name)) {
                return inputs.at(key);
            }
        }
        return inputs.keys().size() == 1
                ? inputs.at(inputs.keys().iterator().next())
                : onlyLink(item);
    }

    private Node onlyLink(Item item) {
        var links =
                item.inputs().keys().stream().map(item.inputs()::at).filter(graph::isLink).toList();
        return links.size() == 1 ? links.getFirst() : Node.NONE;
    }

    /// A size that stands as a text, as in `896x1152 portrait`.
    private Node sides(Item item, String name) {
        boolean width = name.endsWith("width");
        if ((!width && !name.endsWith("height")) || item.inputs().at(name).isPresent()) {
            return Node.NONE;
        }
        for (var key : List.of("resolution", "dimensions", "aspect_ratio", "size", "ratio")) {
            var sides = SIDES.matcher(item.inputs().at(key).text().orElse(""));
            if (sides.find()) {
                return new Node(sides.group(width ? 1 : 2));
            }
        }
        return Node.NONE;
    }

    /// The result of a node that works on texts.
    private Node worked(Item item, int depth) {
        var type = item.type().toLowerCase(Locale.ROOT);
        if (type.contains("concat")
                || type.contains("join")
                || (type.contains("combine") && hasDelimiter(item))) {
            return joined(item, depth);
        }
        if (type.startsWith("stringfunction") || type.startsWith("string function")) {
            return function(item, depth);
        }
        if (type.contains("replace")) {
            return replaced(item, depth);
        }
        var text = text(item, depth, "string", "text");
        if (text.isEmpty()) {
            return Node.NONE;
        }
        var mode = item.inputs().at("mode").text().orElse("");
        return switch (type) {
            case "stringtrim" ->
                    new Node(
                            switch (mode) {
                                case "Left" -> text.get().stripLeading();
                                case "Right" -> text.get().stripTrailing();
                                default -> text.get().strip();
                            });
            case "caseconverter" ->
                    new Node(
                            switch (mode) {
                                case "UPPERCASE" -> text.get().toUpperCase(Locale.ROOT);
                                default -> text.get().toLowerCase(Locale.ROOT); // alike to CLIP
                            });
            case "stringsubstring" -> substring(item, text.get(), depth);
            default -> Node.NONE;
        };
    }

    private static boolean hasDelimiter(Item item) {
        return DELIMITERS.stream().anyMatch(key -> item.inputs().at(key).isPresent());
    }

    private Optional<String> text(Item item, int depth, String... names) {
        for (var name : names) {
            if (item.inputs().at(name).isPresent()) {
                return value(item.inputs().at(name), name, depth).text();
            }
        }
        return Optional.empty();
    }

    private Node substring(Item item, String text, int depth) {
        int start = value(item.inputs().at("start"), "start", depth).whole().orElse(0);
        int end = value(item.inputs().at("end"), "end", depth).whole().orElse(text.length());
        int from = Math.clamp(start < 0 ? start + text.length() : start, 0, text.length());
        int to = Math.clamp(end < 0 ? end + text.length() : end, 0, text.length());
        return new Node(text.substring(from, Math.max(from, to)));
    }

    private Node joined(Item item, int depth) {
        var parts = new ArrayList<String>();
        for (var key : item.inputs().keys()) {
            if (!DELIMITERS.contains(key) && PART.matcher(key).matches()) {
                value(item.inputs().at(key), key, depth).scalar().ifPresent(parts::add);
            }
        }
        if (parts.isEmpty()) {
            return Node.NONE;
        }
        var delimiter =
                DELIMITERS.stream()
                        .map(key -> value(item.inputs().at(key), key, depth))
                        .flatMap(found -> found.text().stream())
                        .findFirst()
                        .orElse(item.isA("easy") || item.isA("CR ") ? "" : otherwise(item))
                        .replace("\\n", "\n");
        var whole = String.join(delimiter, used(item, parts));
        return whole.length() > LONGEST ? Node.NONE : new Node(whole);
    }

    /// Some nodes leave empty texts out, and clean the rest.
    private static List<String> used(Item item, List<String> parts) {
        boolean cleans =
                item.inputs().at("clean_whitespace").isTrue()
                        || item.inputs().at("clean_whitespace").text().isPresent();
        return cleans
                ? parts.stream().map(String::strip).filter(it -> !it.isEmpty()).toList()
                : parts;
    }

    private static String otherwise(Item item) {
        return item.isA("concat") ? "" : ", ";
    }

    private Node function(Item item, int depth) {
        var a = text(item, depth, "text_a").orElse("");
        var b = text(item, depth, "text_b").orElse("");
        var c = text(item, depth, "text_c").orElse("");
        if (item.inputs().at("action").text().orElse("append").equals("replace")) {
            return b.isEmpty() ? new Node(a) : new Node(a.replace(b, c));
        }
        var parts = List.of(a, b, c).stream().filter(it -> !it.isEmpty()).toList();
        boolean tidy = item.inputs().at("tidy_tags").text().orElse("yes").equals("yes");
        return new Node(String.join(tidy ? ", " : "", parts));
    }

    private Node replaced(Item item, int depth) {
        var text = text(item, depth, "string", "text", "text_a");
        var find = text(item, depth, "find", "regex_pattern", "find1", "pattern", "old");
        var with = text(item, depth, "replace", "replace1", "replacement", "new").orElse("");
        if (text.isEmpty() || find.isEmpty()) {
            return text.map(Node::new).orElse(Node.NONE);
        }
        if (!item.isA("regex")) {
            return new Node(text.get().replace(find.get(), with));
        }
        return plain(find.get())
                ? new Node(text.get().replaceAll(find.get(), Matcher.quoteReplacement(with)))
                : Node.NONE;
    }

    /// Only patterns that cannot take long are tried: a stranger wrote them.
    private static boolean plain(String pattern) {
        try {
            return pattern.length() < 100
                    && pattern.chars().noneMatch(c -> "*+{(".indexOf(c) >= 0)
                    && Pattern.compile(pattern).flags() == 0;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
