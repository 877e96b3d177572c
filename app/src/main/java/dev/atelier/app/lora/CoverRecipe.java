package dev.atelier.app.lora;

import dev.atelier.app.models.ModelRow;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.Optional;

/// One plain picture that shows a model: the words and the sampling of the draft, without its
/// source, maps and LoRAs.
public final class CoverRecipe {
    private CoverRecipe() {}

    /// @param checkpoint draws it
    /// @param lora is shown; empty to show the checkpoint
    public static Recipe of(Recipe draft, ModelRow checkpoint, Optional<LoraOffer> lora) {
        var prompt = draft.prompt();
        for (var tag : PromptLora.in(prompt).reversed()) {
            prompt = tag.removed(prompt);
        }
        var words = prompt.strip();
        var edge = Math.max(Size.MIN, checkpoint.nativeSize());
        var size = checkpoint.nativeSize() > 0 ? new Size(edge, edge) : draft.size();
        return Recipe.of(lora.map(it -> it.shown(words)).orElse(words), size)
                .withNegativePrompt(draft.negativePrompt())
                .withSampling(draft.sampling())
                .withModel(Optional.of(new ModelRef(checkpoint.name(), "")));
    }
}
