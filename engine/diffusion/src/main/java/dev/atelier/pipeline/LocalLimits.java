package dev.atelier.pipeline;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import dev.atelier.recipe.prompt.ExtraNetworks;
import java.util.ArrayList;
import java.util.List;

/// What this engine cannot honour of a recipe, whatever model draws it.
public final class LocalLimits {
    private LocalLimits() {}

    /// Without a model, so at once.
    public static List<Unsupported> unsupported(Recipe recipe) {
        var found = new ArrayList<Unsupported>();
        recipe.loras()
                .forEach(
                        it -> found.add(refused(RecipeField.LORAS, "unsupported.lora", it.name())));
        recipe.controls()
                .forEach(it ->
                        found.add(
                                refused(RecipeField.CONTROLS, "unsupported.control", it.model())));
        recipe.secondPass()
                .filter(hires -> !canEnlarge(hires))
                .ifPresent(hires ->
                        found.add(
                                Unsupported.refused(
                                        RecipeField.HIRES_UPSCALER,
                                        Message.of("unsupported.upscaler", hires.upscaler()),
                                        Message.of("unsupported.choose-upscaler"))));
        found.addAll(idleTags(recipe));
        return List.copyOf(found);
    }

    private static boolean canEnlarge(HiresPass hires) {
        return hires.latentUpscaler().isPresent() || hires.pixelUpscaler().isPresent();
    }

    private static Unsupported refused(RecipeField field, String key, String name) {
        return Unsupported.refused(field, Message.of(key, name), Message.of("unsupported.remove"));
    }

    private static List<Unsupported> idleTags(Recipe recipe) {
        return ExtraNetworks.parse(recipe.prompt()).tags().stream()
                .map(tag -> tag.kind() + ":" + String.join(":", tag.positional()))
                .map(tag ->
                        Unsupported.leftOut(RecipeField.PROMPT, Message.of("unsupported.tag", tag)))
                .toList();
    }
}
