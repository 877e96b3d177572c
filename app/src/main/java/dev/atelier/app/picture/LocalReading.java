package dev.atelier.app.picture;

import dev.atelier.recipe.Issue;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.prompt.ExtraNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the local engine can draw of a recipe that came from elsewhere: parts that it refuses are
/// taken out and reported, so that the recipe that remains can be made.
public final class LocalReading {
    private LocalReading() {}

    public static ParsedRecipe of(ParsedRecipe reading) {
        var recipe = reading.recipe();
        var issues = new ArrayList<>(reading.issues());
        recipe.loras().forEach(lora -> issues.add(leftOut("loras", "LoRA " + lora.name())));
        recipe.controls()
                .forEach(
                        unit -> issues.add(leftOut("controls", "ControlNet unit " + unit.model())));
        recipe.refiner()
                .ifPresent(it -> issues.add(leftOut("refiner", "refiner " + it.model().name())));
        issues.addAll(idleTags(recipe));
        return new ParsedRecipe(
                recipe.withLoras(List.of()).withControls(List.of()).withRefiner(Optional.empty()),
                issues);
    }

    /// Tags in the words stay there, where they can be seen, and do nothing.
    private static List<Issue> idleTags(Recipe recipe) {
        return ExtraNetworks.parse(recipe.prompt()).tags().stream()
                .map(tag -> tag.kind() + ":" + String.join(":", tag.positional()))
                .map(tag -> "The tag <%s> does nothing on the local engine.".formatted(tag))
                .map(sentence -> new Issue("prompt", sentence))
                .toList();
    }

    private static Issue leftOut(String where, String what) {
        return new Issue(
                where, "The " + what + " is left out: the local engine does not draw with it.");
    }
}
