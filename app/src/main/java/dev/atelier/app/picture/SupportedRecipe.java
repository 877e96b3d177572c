package dev.atelier.app.picture;

import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.List;

/// What a generator can draw of a recipe that came from elsewhere: parts that it refuses are taken
/// out and reported, so that the recipe that remains can be made.
public final class SupportedRecipe {
    private SupportedRecipe() {}

    /// Blocks as [Generator#unsupported].
    public static ParsedRecipe by(Generator generator, ParsedRecipe reading)
            throws GenerationException {
        var recipe = reading.recipe();
        var issues = new ArrayList<>(reading.issues());
        for (var it : generator.unsupported(recipe)) {
            boolean removed = !Unsupported.without(List.of(it), recipe).equals(recipe);
            if (removed || it.effect() == Unsupported.Effect.LEFT_OUT) {
                issues.add(new Issue(it.field().where(), it.why()));
            }
        }
        return new ParsedRecipe(Unsupported.without(generator.unsupported(recipe), recipe), issues);
    }
}
