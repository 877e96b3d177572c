package dev.atelier.pipeline;

import dev.atelier.control.ControlMaps;
import dev.atelier.control.Preprocessors;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.LoraTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What this engine cannot honour of a recipe, whatever model draws it.
public final class LocalLimits {
    private LocalLimits() {}

    /// Without a model and without networks that draw maps, so at once.
    public static List<Unsupported> unsupported(Recipe recipe) {
        return unsupported(recipe, ControlMaps.PLAIN);
    }

    /// Without a model.
    ///
    /// @param maps what draws the maps of control units
    public static List<Unsupported> unsupported(Recipe recipe, ControlMaps maps) {
        var found = new ArrayList<Unsupported>();
        recipe.activeControls().forEach(unit -> control(unit, recipe, maps).ifPresent(found::add));
        recipe.secondPass()
                .filter(hires -> !canEnlarge(hires))
                .ifPresent(hires ->
                        found.add(
                                Unsupported.refused(
                                        RecipeField.HIRES_UPSCALER,
                                        Message.of("unsupported.upscaler", hires.upscaler()),
                                        Message.of("unsupported.choose-upscaler"))));
        found.addAll(idleTags(recipe));
        found.addAll(unreadParts(recipe));
        hiresLoras(recipe).ifPresent(found::add);
        return List.copyOf(found);
    }

    private static boolean canEnlarge(HiresPass hires) {
        return hires.latentUpscaler().isPresent() || hires.pixelUpscaler().isPresent();
    }

    /// A unit whose map cannot be drawn here, or that has no picture.
    private static Optional<Unsupported> control(
            ControlUnit unit, Recipe recipe, ControlMaps maps) {
        var module = unit.preprocessing().module();
        var drawn = Preprocessors.named(module);
        var problem =
                drawn.isEmpty()
                        ? Optional.of(Message.of("control.unknown", module))
                        : maps.missing(drawn.get());
        if (problem.isPresent()) {
            return Optional.of(
                    Unsupported.refused(
                            RecipeField.CONTROLS,
                            Message.of("failure.sentence", problem.get()),
                            Message.of("unsupported.remove")));
        }
        boolean none = unit.image().isEmpty() && recipe.mode() instanceof Mode.TextToImage;
        return none
                ? Optional.of(
                        Unsupported.refused(
                                RecipeField.CONTROLS,
                                Message.of("problem.no-control-picture", unit.model()),
                                Message.of("advice.control-picture")))
                : Optional.empty();
    }

    /// Both passes are made with the weights of the first.
    private static Optional<Unsupported> hiresLoras(Recipe recipe) {
        return recipe.secondPass()
                .map(HiresPass::prompt)
                .filter(prompt -> !prompt.isEmpty())
                .filter(prompt -> !LoraTag.in(prompt).equals(LoraTag.in(recipe.prompt())))
                .map(_ ->
                        Unsupported.leftOut(
                                RecipeField.HIRES, Message.of("unsupported.hires-loras")));
    }

    private static List<Unsupported> idleTags(Recipe recipe) {
        return ExtraNetworks.parse(LoraTag.withoutComments(recipe.prompt())).tags().stream()
                .filter(tag -> LoraTag.of(tag).isEmpty())
                .map(tag -> tag.kind() + ":" + String.join(":", tag.positional()))
                .map(tag ->
                        Unsupported.leftOut(RecipeField.PROMPT, Message.of("unsupported.tag", tag)))
                .toList();
    }

    /// What is written in the tags of LoRAs and has no effect.
    private static List<Unsupported> unreadParts(Recipe recipe) {
        return LoraTag.in(recipe.prompt()).stream()
                .flatMap(tag ->
                        LoraTag.unread(tag).stream()
                                .map(part -> Message.of("unsupported.lora-part", name(tag), part)))
                .distinct()
                .map(why -> Unsupported.leftOut(RecipeField.PROMPT, why))
                .toList();
    }

    private static String name(ExtraNetworks.Tag tag) {
        return tag.positional().isEmpty() ? tag.kind() : tag.positional().getFirst();
    }
}
