package dev.atelier.recipe.importers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A graph of ComfyUI as it was run: nodes by number, each a `class_type` with `inputs` that are
/// values or links `[node, output slot]`.
final class ComfyGraph {
    static final int DEEPEST = 200;

    private static final int MOST_NODES = 20_000;
    private static final int LONGEST_SHOWN = 120;
    private static final Pattern PIPE =
            Pattern.compile(
                    "(?:.*_)?(?:pipe|ctx|context|tuple|bus)(?:_.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SWITCH =
            Pattern.compile(
                    ".*(?:switch|select|conditionalbranch|ifelse|if_else).*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern BY_TRUTH =
            Pattern.compile("(?i)boolean|switch|cond|condition|select_on|bool");
    private static final Pattern NUMBERED = Pattern.compile("[a-zA-Z_ ]*?_?0*(\\d+)");

    /// @param outputs names of its outputs where the editor's picture of the graph has them
    record Item(String id, String type, Node inputs, List<String> outputs) {
        /// How an issue names it.
        String where() {
            return "node %s (%s)".formatted(id, type);
        }

        /// Its type with the values that are set in it, as in `FreeU (b1: 1.3, b2: 1.4)`.
        String described() {
            var set = new StringBuilder();
            for (var key : inputs.keys()) {
                var value = inputs.at(key).scalar();
                if (value.isPresent() && set.length() < LONGEST_SHOWN) {
                    set.append(set.isEmpty() ? "" : ", ")
                            .append(key)
                            .append(": ")
                            .append(value.get());
                }
            }
            if (set.length() > LONGEST_SHOWN) {
                set.setLength(LONGEST_SHOWN);
                set.append('…');
            }
            return set.isEmpty() ? type : type + " (" + set + ")";
        }

        boolean isA(String part) {
            return type.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
        }
    }

    /// @param role what is wanted of the node: `model`, `positive` and so on
    record Source(Item item, int slot, String role) {}

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, List<Item>> takers = new HashMap<>();

    private ComfyGraph() {}

    /// @param prompt what was run
    /// @param workflow the editor's picture of it, or nothing
    static ComfyGraph of(Node prompt, Node workflow) {
        var names = ComfyWorkflow.outputs(workflow);
        var graph = new ComfyGraph();
        var nodes = nodes(prompt.isPresent() ? prompt : ComfyWorkflow.prompt(workflow));
        for (var id : nodes.keys()) {
            var node = nodes.at(id);
            var type = node.at("class_type").text();
            if (type.isPresent() && graph.items.size() < MOST_NODES) {
                var own = node.at("outputs").items().stream().flatMap(it -> it.text().stream());
                var named = names.getOrDefault(id, List.of());
                graph.items.put(
                        id,
                        new Item(
                                id,
                                type.get(),
                                node.at("inputs"),
                                named.isEmpty() ? own.toList() : named));
            }
        }
        return graph;
    }

    /// The nodes themselves, also where a file holds them one level down.
    private static Node nodes(Node root) {
        for (var key : List.of("prompt", "output")) {
            var inner = root.at(key);
            if (inner.keys().stream().anyMatch(id -> inner.at(id).at("class_type").isPresent())) {
                return inner;
            }
        }
        return root;
    }

    List<Item> items() {
        return List.copyOf(items.values());
    }

    /// Whether an input is a link to a node that is there.
    boolean isLink(Node input) {
        var parts = input.items();
        return parts.size() == 2
                && parts.getLast().whole().isPresent()
                && items.containsKey(String.valueOf(parts.getFirst().value()));
    }

    private Optional<Item> item(Node link) {
        return isLink(link)
                ? Optional.ofNullable(items.get(String.valueOf(link.items().getFirst().value())))
                : Optional.empty();
    }

    /// The node that an input really comes from, behind reroutes, switches and pipes.
    Optional<Source> source(Node input, String role) {
        var link = input;
        for (int depth = 0; depth < DEEPEST; depth++) {
            var item = item(link);
            if (item.isEmpty()) {
                return Optional.empty();
            }
            int slot = link.items().getLast().whole().orElse(0);
            var next = through(item.get(), role);
            if (!isLink(next)) {
                return Optional.of(new Source(item.get(), slot, role));
            }
            link = next;
        }
        return Optional.empty();
    }

    /// The input that a node hands on for a role; nothing where it makes something itself.
    private Node through(Item item, String role) {
        if (SWITCH.matcher(item.type).matches() && !item.isA("KSampler")) {
            return chosen(item);
        }
        var pipe = pipe(item);
        boolean hands =
                (item.isA("pipe") && !item.isA("sampler") && !item.isA("loader"))
                        || item.isA("context")
                        || item.isA("bus");
        if (hands) {
            var own = own(item, role);
            return isLink(own) ? own : pipe;
        }
        var inputs = item.inputs;
        var only =
                inputs.keys().size() == 1 ? inputs.at(inputs.keys().iterator().next()) : Node.NONE;
        boolean passes =
                item.isA("reroute")
                        || item.isA("GetNode")
                        || item.isA("SetNode")
                        || item.isA("anything")
                        || item.isA("showanything")
                        || item.isA("clean");
        return passes || passesByName(item) ? first(item, only) : Node.NONE;
    }

    private static boolean passesByName(Item item) {
        return item.isA("passthrough")
                || item.isA("pass through")
                || item.isA("cache")
                || item.isA("preview as text");
    }

    private Node first(Item item, Node only) {
        if (isLink(only)) {
            return only;
        }
        return item.inputs.keys().stream()
                .map(item.inputs::at)
                .filter(this::isLink)
                .findFirst()
                .orElse(Node.NONE);
    }

    /// The input of a role by the names that nodes give it.
    Node own(Item item, String role) {
        var inputs = item.inputs;
        return switch (role) {
            case "latent" ->
                    inputs.any("latent_image", "samples", "latent", "latents", "latent_opt");
            case "image" -> inputs.any("image", "images", "pixels", "IMAGE");
            case "positive" -> inputs.any("positive", "pos", "POSITIVE", "base_positive");
            case "negative" -> inputs.any("negative", "neg", "NEGATIVE", "base_negative");
            default ->
                    inputs.any(
                            role,
                            role.toUpperCase(Locale.ROOT),
                            "optional_" + role,
                            "opt_" + role,
                            role.replaceFirst("_name$", ""));
        };
    }

    /// The input that carries many things at once.
    Node pipe(Item item) {
        return item.inputs.keys().stream()
                .filter(key -> PIPE.matcher(key).matches())
                .map(item.inputs::at)
                .filter(this::isLink)
                .findFirst()
                .orElse(Node.NONE);
    }

    boolean isSwitch(Item item) {
        return SWITCH.matcher(item.type).matches() && !item.isA("KSampler");
    }

    /// What a switch is set to: by a truth value, a number, or the first input that is connected.
    Node chosen(Item item) {
        var inputs = item.inputs;
        for (var key : inputs.keys()) {
            var value = inputs.at(key).value();
            if (value instanceof Boolean flag
                    && (BY_TRUTH.matcher(key).matches() || item.isA("bool"))) {
                return flag
                        ? inputs.any(
                                "on_true",
                                "tt_value",
                                "true_value",
                                "true",
                                "text_b",
                                "input_true",
                                "image_true",
                                "if_true")
                        : inputs.any(
                                "on_false",
                                "ff_value",
                                "false_value",
                                "false",
                                "text_a",
                                "input_false",
                                "image_false",
                                "if_false");
            }
        }
        var number =
                inputs.any("select", "index", "Input", "input", "selected", "selector", "choice")
                        .whole();
        if (number.isPresent()) {
            for (var key : inputs.keys()) {
                var counted = NUMBERED.matcher(key);
                if (counted.matches() && counted.group(1).equals(String.valueOf(number.get()))) {
                    return inputs.at(key);
                }
            }
        }
        return inputs.keys().stream()
                .map(inputs::at)
                .filter(this::isLink)
                .findFirst()
                .orElse(Node.NONE);
    }

    /// A setting of a node, or of those in front of it in its pipe.
    Node setting(Item item, String... names) {
        var at = Optional.of(item);
        for (int depth = 0; depth < DEEPEST && at.isPresent(); depth++) {
            var found = at.get().inputs.any(names);
            if (found.isPresent()) {
                return found;
            }
            at = item(pipe(at.get()));
        }
        return Node.NONE;
    }

    /// Nodes that take something of this node.
    List<Item> takers(Item from) {
        if (takers.isEmpty()) {
            for (var item : items.values()) {
                for (var key : item.inputs.keys()) {
                    item(item.inputs.at(key))
                            .map(of -> takers.computeIfAbsent(of.id, id -> new ArrayList<>()))
                            .filter(all -> all.isEmpty() || !all.getLast().id.equals(item.id))
                            .ifPresent(all -> all.add(item));
                }
            }
        }
        return takers.getOrDefault(from.id, List.of());
    }
}
