package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What makes two pictures more alike.
class SuggestedChangeTest {
    private static final Recipe BOAT = Recipe.of("a boat", new Size(16, 16)).withSeed(Seed.of(7));
    private static final Map<String, String> HERE = Map.of("strategy", "bf16 packed");

    @TempDir private Path folder;

    private ComparedPicture made(int grey, Recipe recipe, Map<String, String> facts)
            throws IOException {
        var file = folder.resolve(grey + ".png");
        var pixels = new byte[16 * 16 * 3];
        Arrays.fill(pixels, (byte) grey);
        PictureFile.write(new Picture(recipe.size(), pixels, recipe, facts), file);
        return ComparedPicture.read(file);
    }

    private static Optional<SuggestedChange> closer(ComparedPicture a, ComparedPicture b) {
        return SuggestedChange.of(Comparison.of(a, b));
    }

    @Test
    void otherSettingsAreTakenOverWhereEachWasMade() throws IOException {
        var a = made(10, BOAT, HERE);
        var b = made(90, BOAT.withSeed(Seed.of(8)), Map.of("service", "sd_v32"));

        var closer = closer(a, b).orElseThrow();

        assertEquals(SuggestedChange.Kind.SETTINGS, closer.kind());
        assertEquals(List.of("Seed"), closer.names());
        var first = closer.steps().getFirst();
        assertEquals(Side.B, first.again());
        assertEquals(Seed.of(7), first.recipe().seed());
        assertEquals(Optional.of("sd_v32"), first.place());
        var second = closer.steps().getLast();
        assertEquals(Side.A, second.again());
        assertEquals(Seed.of(8), second.recipe().seed());
        assertEquals(Optional.of(""), second.place());
    }

    @Test
    void ofOneRecipeThePlaceIsChanged() throws IOException {
        var closer =
                closer(made(10, BOAT, HERE), made(90, BOAT, Map.of("service", "sd_v32")))
                        .orElseThrow();

        assertEquals(SuggestedChange.Kind.PLACE, closer.kind());
        assertEquals(
                List.of(
                        new SuggestedChange.Step(Side.B, BOAT, Optional.of(""), false),
                        new SuggestedChange.Step(Side.A, BOAT, Optional.of("sd_v32"), false)),
                closer.steps());
    }

    @Test
    void theShorterNumbersOfThisComputerAreMadeLonger() throws IOException {
        var closer =
                closer(made(10, BOAT, HERE), made(11, BOAT, Map.of("strategy", "f32 packed")))
                        .orElseThrow();

        assertEquals(SuggestedChange.Kind.ENGINE, closer.kind());
        assertEquals(List.of("Precision"), closer.names());
        assertEquals(
                List.of(new SuggestedChange.Step(Side.A, BOAT, Optional.of(""), true)),
                closer.steps());
    }

    @Test
    void numbersOfAServiceAreNotChangedFromHere() throws IOException {
        var there = Map.of("service", "sd_v32", "strategy", "f16 CUDA");
        var closer =
                closer(made(10, BOAT, there), made(11, BOAT, with(there, "f32 CUDA")))
                        .orElseThrow();

        assertEquals(SuggestedChange.Kind.ENGINE, closer.kind());
        assertEquals(List.of(), closer.steps());
    }

    private static Map<String, String> with(Map<String, String> facts, String strategy) {
        return Map.of("service", facts.getOrDefault("service", ""), "strategy", strategy);
    }

    @Test
    void equalPicturesNeedNothing() throws IOException {
        var boat = made(10, BOAT, HERE);

        assertEquals(Optional.empty(), closer(boat, boat));
    }
}
