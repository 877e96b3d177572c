package dev.atelier.recipe.foreign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The editor's picture of a graph, where a file has nothing else.
final class ComfyWorkflow {
    private ComfyWorkflow() {}

    static Node prompt(Node workflow) {
        return Node.NONE;
    }

    static Map<String, List<String>> outputs(Node workflow) {
        return new HashMap<>();
    }
}
