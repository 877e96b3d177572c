package dev.atelier.recipe.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/// Brings the JSON of a recipe to the present form before it is read. A step belongs to the schema
/// that it leaves; what a file has already, a step does not touch. Who changes the form gives
/// [RecipeJson#SCHEMA] the next number and adds a step here, with a text of the old form in the
/// test.
///
/// The steps from schema 1 fill in what files lack that were written while it was in use: at first
/// only the side of a size was written that was not 512, and units of ControlNet had no scope.
/// Those values are written out here, since a default may change and an old picture may not.
final class RecipeUpgrades {
    /// Of a text without a number, such as one that a person wrote.
    private static final int FIRST = 1;

    private static final List<Step> STEPS =
            List.of(
                    new Step(1, RecipeUpgrades::completeSize),
                    new Step(1, RecipeUpgrades::giveUnitsAScope));

    /// @param from the last schema that needs it
    private record Step(int from, Consumer<ObjectNode> change) {}

    private RecipeUpgrades() {}

    /// The schema of a text.
    static int schema(JsonNode root) {
        return root.path("schema").asInt(FIRST);
    }

    /// The same recipe in the present form, without its number.
    static ObjectNode present(ObjectNode root) {
        var fields = root.deepCopy();
        fields.remove("schema");
        int schema = schema(root);
        STEPS.stream().filter(step -> schema <= step.from).forEach(it -> it.change.accept(fields));
        return fields;
    }

    private static void completeSize(ObjectNode recipe) {
        if (recipe.get("size") instanceof ObjectNode size && !size.isEmpty()) {
            for (var side : List.of("width", "height")) {
                if (!size.has(side)) {
                    size.put(side, 512);
                }
            }
        }
    }

    private static void giveUnitsAScope(ObjectNode recipe) {
        for (var unit : recipe.path("controls")) {
            if (unit instanceof ObjectNode fields) {
                var scope = fields.get("scope");
                if (scope == null) {
                    fields.putObject("scope")
                            .put("passes", "BOTH")
                            .put("mask", "")
                            .put("region", "")
                            .put("shown", true)
                            .put("on", true);
                } else if (scope instanceof ObjectNode given && !given.has("on")) {
                    given.put("on", true);
                }
            }
        }
    }
}
