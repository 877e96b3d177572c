package dev.atelier.app.picture;

import dev.atelier.recipe.Reading;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.prompt.ExtraNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the local engine can draw of a recipe that came from elsewhere: parts that it refuses are
/// taken out and told, so that nobody is left with a recipe that cannot be made.
public final class LocalReading {
    private LocalReading() {}

    public static Reading of(Reading reading) {
        var recipe = reading.recipe();
        var losses = new ArrayList<>(reading.losses());
        recipe.loras().forEach(lora -> losses.add(leftOut("LoRA " + lora.name())));
        recipe.controls().forEach(unit -> losses.add(leftOut("ControlNet unit " + unit.model())));
        recipe.refiner().ifPresent(it -> losses.add(leftOut("refiner " + it.model().name())));
        losses.addAll(idleTags(recipe));
        return new Reading(
                recipe.withLoras(List.of()).withControls(List.of()).withRefiner(Optional.empty()),
                losses);
    }

    /// Tags in the words stay there, where they can be seen, and do nothing.
    private static List<String> idleTags(Recipe recipe) {
        return ExtraNetworks.parse(recipe.prompt()).tags().stream()
                .map(tag -> tag.kind() + ":" + String.join(":", tag.positional()))
                .map(tag -> "The tag <%s> does nothing on the local engine.".formatted(tag))
                .toList();
    }

    private static String leftOut(String what) {
        return "The " + what + " is left out: the local engine does not draw with it.";
    }
}
