package dev.atelier.recipe;

import java.util.List;
import java.util.Optional;

/// Something of a recipe that a generator cannot honour.
///
/// @param effect what it does with such a recipe
/// @param why one sentence
/// @param remedy what to do, one sentence
public record Unsupported(RecipeField field, Effect effect, Message why, Message remedy) {
    /// What happens to a recipe that has it.
    public enum Effect {
        /// The picture is made as if it were not there.
        LEFT_OUT,
        /// No picture is made.
        REFUSED
    }

    /// @param why one sentence
    /// @param remedy what to do, one sentence
    public static Unsupported refused(RecipeField field, Message why, Message remedy) {
        return new Unsupported(field, Effect.REFUSED, why, remedy);
    }

    /// What can be ignored.
    ///
    /// @param why one sentence
    public static Unsupported leftOut(RecipeField field, Message why) {
        return new Unsupported(field, Effect.LEFT_OUT, why, Message.of("unsupported.left-out"));
    }

    /// The failure of a recipe that is refused for it.
    public Failure failure() {
        return new Failure.BadRecipe(why, remedy);
    }

    /// Accepts a recipe of which nothing is refused.
    ///
    /// @throws GenerationException with the first that is
    public static void require(List<Unsupported> all) throws GenerationException {
        var first = all.stream().filter(it -> it.effect == Effect.REFUSED).findFirst();
        if (first.isPresent()) {
            throw new GenerationException(first.get().failure(), null);
        }
    }

    /// A recipe without the parts that are refused, as far as a picture can be made without them.
    public static Recipe without(List<Unsupported> all, Recipe recipe) {
        var less = recipe;
        for (var it : all) {
            if (it.effect == Effect.REFUSED) {
                less = it.removedFrom(less);
            }
        }
        return less;
    }

    private Recipe removedFrom(Recipe recipe) {
        return switch (field) {
            case LORAS -> recipe.withLoras(List.of());
            case CONTROLS -> recipe.withControls(List.of());
            case REFINER -> recipe.withRefiner(Optional.empty());
            default -> recipe;
        };
    }
}
