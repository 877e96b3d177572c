package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.compare.SetPairs.By;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which pictures of two sets belong together.
class SetPairsTest {
    private static SetPicture picture(String name, Optional<Recipe> recipe) {
        return new SetPicture(name, "/" + name, recipe, () -> Path.of(name));
    }

    private static Optional<Recipe> recipe(String prompt, long seed) {
        return Optional.of(Recipe.of(prompt, new Size(64, 64)).withSeed(Seed.of(seed)));
    }

    private static String shown(SetPairs pairs) {
        return pairs.pairs().stream()
                .map(it -> it.a().name() + "+" + it.b().name() + " " + it.by())
                .collect(Collectors.joining(", "));
    }

    @Test
    void theSameRecipeCountsMoreThanTheSameName() {
        var a = List.of(picture("1.png", recipe("boat", 1)), picture("2.png", recipe("boat", 2)));
        var b = List.of(picture("1.png", recipe("boat", 2)), picture("2.png", recipe("boat", 1)));

        assertEquals("1.png+2.png RECIPE, 2.png+1.png RECIPE", shown(SetPairs.of(a, b)));
    }

    @Test
    void theHashOfAModelMakesNoOtherRecipe() {
        var here =
                recipe("boat", 1).map(it -> it.withModel(Optional.of(new ModelRef("m", "1a2b"))));
        var there = recipe("boat", 1).map(it -> it.withModel(Optional.of(new ModelRef("m", ""))));

        var pairs = SetPairs.of(List.of(picture("a.png", here)), List.of(picture("b.png", there)));

        assertEquals(By.RECIPE, pairs.pairs().getFirst().by());
    }

    @Test
    void anotherSamplerIsPairedByPromptSeedAndSize() {
        var other = recipe("boat", 1).map(it -> it.withText(it.text().withClipSkip(2)));

        var pairs =
                SetPairs.of(
                        List.of(picture("a.png", recipe("boat", 1))),
                        List.of(picture("b.png", recipe("boat", 9)), picture("c.png", other)));

        assertEquals("a.png+c.png MOTIF", shown(pairs));
        assertEquals("b.png", pairs.onlyB().getFirst().name());
    }

    /// As files of earlier versions and other programs have it.
    @Test
    void aVariationSeedThatMovesNothingMakesNoOtherRecipe() {
        var first = recipe("boat", 13).map(it -> it.withSeed(new Seed(13, 5, 0, Optional.empty())));
        var second =
                recipe("boat", 13).map(it -> it.withSeed(new Seed(13, 99, 0, Optional.empty())));
        var weaker = second.map(it -> it.withText(it.text().withClipSkip(2)));
        var moved = second.map(it -> it.withSeed(it.seed().withStrength(0.2)));

        var x = List.of(picture("x.png", first));

        assertEquals(
                "x.png+y.png RECIPE", shown(SetPairs.of(x, List.of(picture("y.png", second)))));
        assertEquals("x.png+y.png MOTIF", shown(SetPairs.of(x, List.of(picture("y.png", weaker)))));
        assertEquals("", shown(SetPairs.of(x, List.of(picture("y.png", moved)))));
    }

    @Test
    void withoutRecipesTheNameDecidesWhateverItsEnding() {
        var pairs =
                SetPairs.of(
                        List.of(
                                picture("x.png", Optional.empty()),
                                picture("y.png", Optional.empty())),
                        List.of(picture("y.jpg", Optional.empty())));

        assertEquals("y.png+y.jpg NAME", shown(pairs));
        assertEquals("x.png", pairs.onlyA().getFirst().name());
    }

    @Test
    void copiesArePairedInTheirOrder() {
        var recipe = recipe("boat", 1);
        var pairs =
                SetPairs.of(
                        List.of(picture("a1.png", recipe), picture("a2.png", recipe)),
                        List.of(
                                picture("b1.png", recipe),
                                picture("b2.png", recipe),
                                picture("b3.png", recipe)));

        assertEquals("a1.png+b1.png RECIPE, a2.png+b2.png RECIPE", shown(pairs));
        assertEquals(1, pairs.onlyB().size());
    }
}
