package dev.atelier.app.models.choice;

import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.List;
import java.util.Optional;

/// A checkpoint to choose from.
///
/// @param name what recipes call it
/// @param detail family and size, in words
/// @param nativeSize the edge of the pictures it was trained on, in pixels
/// @param problem why it cannot be chosen, empty where it can
/// @param why the same as a sentence with what to do; may be empty
public record ModelChoice(String name, String detail, int nativeSize, String problem, String why) {
    /// Without more to say than the problem.
    public ModelChoice(String name, String detail, int nativeSize, String problem) {
        this(name, detail, nativeSize, problem, "");
    }

    /// Whether it is A1111's word for an autoencoder instead of a file.
    boolean isWord() {
        return name.equals(Recipe.AUTOMATIC_VAE) || name.equals(Recipe.NO_VAE);
    }

    public boolean usable() {
        return problem.isEmpty();
    }

    /// The recipe drawn with this model. Where its size was the former model's native size, that
    /// is, not chosen by the user, it becomes this one's.
    ///
    /// @param all where the former model is found
    public Recipe chosenFor(Recipe recipe, List<ModelChoice> all) {
        var former = ModelLibrary.modelName(recipe);
        if (former.equals(name)) {
            return recipe;
        }
        var named = recipe.withModel(Optional.of(new ModelRef(name, "")));
        boolean untouched =
                all.stream()
                        .filter(choice -> choice.name.equals(former))
                        .anyMatch(choice -> recipe.size().equals(choice.nativePixels()));
        return untouched && nativeSize > 0 ? named.withSize(nativePixels()) : named;
    }

    private Size nativePixels() {
        return new Size(Math.max(Size.MIN, nativeSize), Math.max(Size.MIN, nativeSize));
    }
}
