package dev.atelier.recipe.importers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The editor's picture of a graph, where a file has nothing else: nodes with values in order,
/// links in a list of their own, nodes that are switched off, and graphs inside of nodes. It
/// becomes the form that is run.
final class ComfyWorkflow {
    private static final int MUTED = 2;
    private static final int BYPASSED = 4;
    private static final int DEEPEST = 100;
    private static final int MOST_NODES = 20_000;
    private static final String INSIDE_IN = "-10";
    private static final String INSIDE_OUT = "-20";

    private final Node root;
    private final Map<String, Scope> scopes = new HashMap<>();
    private final Map<String, Object> made = new LinkedHashMap<>();

    private ComfyWorkflow(Node root) {
        this.root = root;
    }

    private record Link(String from, int slot, String to, int place) {}

    /// One graph: the whole, or that inside of a node.
    ///
    /// @param prefix of the numbers of its nodes, as in `12:`
    /// @param holder the node that it is inside of, and the graph of that
    private record Scope(
            String prefix,
            Map<String, Node> nodes,
            Map<String, Link> links,
            @Nullable Scope outer,
            Node holder) {}

    /// The same as `prompt`.
    static Node prompt(Node workflow) {
        var converter = new ComfyWorkflow(workflow);
        converter.enter(workflow, "", null, Node.NONE);
        for (var scope : List.copyOf(converter.scopes.values())) {
            scope.nodes.forEach((id, node) -> converter.make(scope, id, node));
        }
        return new Node(converter.made);
    }

    /// The names of the outputs of each node.
    static Map<String, List<String>> outputs(Node workflow) {
        var names = new HashMap<String, List<String>>();
        for (var node : workflow.at("nodes").items()) {
            names.put(id(node.at("id")), outputNames(node));
        }
        return names;
    }

    private static List<String> outputNames(Node node) {
        return node.at("outputs").items().stream()
                .map(output -> output.at("name").text().orElse(""))
                .toList();
    }

    private static String id(Node id) {
        return String.valueOf(id.value());
    }

    private void enter(Node graph, String prefix, @Nullable Scope outer, Node holder) {
        var scope = new Scope(prefix, new LinkedHashMap<>(), new HashMap<>(), outer, holder);
        scopes.put(prefix, scope);
        for (var link : graph.at("links").items()) {
            link(link, scope);
        }
        for (var node : graph.at("nodes").items()) {
            if (scopes.size() > DEEPEST || scope.nodes.size() > MOST_NODES) {
                return;
            }
            var id = id(node.at("id"));
            scope.nodes.put(id, node);
            var inside = inside(node);
            if (inside.isPresent() && prefix.length() < DEEPEST && isOn(node)) {
                enter(inside.get(), prefix + id + ":", scope, node);
            }
        }
    }

    private static void link(Node link, Scope scope) {
        var parts = link.items();
        if (parts.size() >= 5) {
            scope.links.put(
                    id(parts.getFirst()),
                    new Link(
                            id(parts.get(1)),
                            number(parts.get(2)),
                            id(parts.get(3)),
                            number(parts.get(4))));
        } else if (link.at("origin_id").isPresent()) {
            scope.links.put(
                    id(link.at("id")),
                    new Link(
                            id(link.at("origin_id")),
                            number(link.at("origin_slot")),
                            id(link.at("target_id")),
                            number(link.at("target_slot"))));
        }
    }

    private static int number(Node node) {
        return node.whole().orElse(0);
    }

    private Optional<Node> inside(Node node) {
        var type = node.at("type").text().orElse("");
        return root.at("definitions").at("subgraphs").items().stream()
                .filter(graph -> graph.at("id").text().filter(type::equals).isPresent())
                .findFirst();
    }

    private static boolean isOn(Node node) {
        int mode = number(node.at("mode"));
        return mode != MUTED && mode != BYPASSED;
    }

    private void make(Scope scope, String id, Node node) {
        if (!isOn(node) || inside(node).isPresent()) {
            return;
        }
        Map<String, @Nullable Object> inputs = ComfyWidgets.of(node);
        for (var input : node.at("inputs").items()) {
            var name = input.at("name").text().orElse("");
            origin(scope, input.at("link"), 0).ifPresent(found -> inputs.put(name, found));
        }
        if (node.at("type").text().filter("GetNode"::equals).isPresent()) {
            setter(scope, inputs.get("text")).ifPresent(found -> inputs.put("value", found));
        }
        var item = new LinkedHashMap<String, Object>();
        item.put("class_type", node.at("type").text().orElse(""));
        item.put("inputs", inputs);
        item.put("outputs", outputNames(node));
        made.put(scope.prefix + id, item);
    }

    /// The link into the node that set a name which another node gets.
    private Optional<Object> setter(Scope scope, @Nullable Object name) {
        for (var node : scope.nodes.values()) {
            var values = node.at("widgets_values").items();
            boolean sets =
                    node.at("type").text().filter("SetNode"::equals).isPresent()
                            && !values.isEmpty()
                            && String.valueOf(values.getFirst().value())
                                    .equals(String.valueOf(name));
            if (sets && !node.at("inputs").items().isEmpty()) {
                return origin(scope, node.at("inputs").items().getFirst().at("link"), 0);
            }
        }
        return Optional.empty();
    }

    /// Where a link comes from: a node's output, or the value that a holder has for its inner
    /// graph.
    private Optional<Object> origin(Scope scope, Node linkId, int depth) {
        var link = linkId.isPresent() ? scope.links.get(id(linkId)) : null;
        if (link == null || depth > DEEPEST) {
            return Optional.empty();
        }
        if (link.from.equals(INSIDE_IN)) {
            return fromOutside(scope, link.slot, depth);
        }
        var node = scope.nodes.get(link.from);
        if (node == null || number(node.at("mode")) == MUTED) {
            return Optional.empty();
        }
        if (number(node.at("mode")) == BYPASSED) {
            return bypassed(scope, node, link.slot, depth);
        }
        var inside = scopes.get(scope.prefix + link.from + ":");
        if (inside == null) {
            return Optional.of(new ArrayList<Object>(List.of(scope.prefix + link.from, link.slot)));
        }
        return inside.links.entrySet().stream()
                .filter(it ->
                        it.getValue().to.equals(INSIDE_OUT) && it.getValue().place == link.slot)
                .findFirst()
                .flatMap(it -> origin(inside, new Node(it.getKey()), depth + 1));
    }

    private Optional<Object> fromOutside(Scope scope, int slot, int depth) {
        var outer = scope.outer;
        var inputs = scope.holder.at("inputs").items();
        if (outer == null || slot >= inputs.size()) {
            return Optional.empty();
        }
        var input = inputs.get(slot);
        if (input.at("link").isPresent()) {
            return origin(outer, input.at("link"), depth + 1);
        }
        var name = input.at("widget").at("name").text().orElse("");
        return Optional.ofNullable(ComfyWidgets.of(scope.holder).get(name));
    }

    /// A node that is bypassed hands on the input of the output's type.
    private Optional<Object> bypassed(Scope scope, Node node, int slot, int depth) {
        var outputs = node.at("outputs").items();
        var type = slot < outputs.size() ? outputs.get(slot).at("type").value() : null;
        var same =
                node.at("inputs").items().stream()
                        .filter(input -> type != null && type.equals(input.at("type").value()))
                        .toList();
        int place =
                (int)
                        outputs.stream()
                                .limit(slot)
                                .filter(it -> type != null && type.equals(it.at("type").value()))
                                .count();
        return same.isEmpty()
                ? Optional.empty()
                : origin(scope, same.get(Math.min(place, same.size() - 1)).at("link"), depth + 1);
    }
}
