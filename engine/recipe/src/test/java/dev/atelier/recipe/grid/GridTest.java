package dev.atelier.recipe.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    private static final Recipe BASE = Recipe.of("a red boat", new Size(64, 64));

    /// The examples of A1111's wiki, "X/Y/Z plot".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    STEPS | 1-5            | 1,2,3,4,5
                    STEPS | 1-5 (+2)       | 1,3,5
                    STEPS | 10-5 (-3)      | 10,7
                    CFG   | 1-3 (+0.5)     | 1,1.5,2,2.5,3
                    STEPS | 1-10 [5]       | 1,3,5,7,10
                    CFG   | 0.0-1.0 [6]    | 0,0.2,0.4,0.6,0.8,1
                    STEPS | 1-3, 20        | 1,2,3,20
                    SEED  | -1,5           | -1,5
                    """)
    void rangesAreReadAsTheWikiSays(Axis axis, String text, String expected) {
        assertEquals(List.of(expected.split(",")), axis.read(text));
    }

    @Test
    void quotesKeepCommasAndDoubledQuotes() {
        assertEquals(
                List.of("a red boat", "a red, big boat", "a \"red\" boat"),
                Axis.PROMPT_SR.read("a red boat, \"a red, big boat\", \"a \"\"red\"\" boat\""));
    }

    @Test
    void noSamplersMeansAll() {
        assertEquals(SamplerId.values().length, Axis.SAMPLER.read(" ").size());
        assertEquals(List.of("Euler a"), Axis.SAMPLER.read("euler A"));
    }

    @Test
    void aBadValueIsNamedWithWhatIsAllowed() {
        assertSentence("sampler: expected one of Euler, Euler a", Axis.SAMPLER, "Eular");
        assertSentence("steps: expected a whole number", Axis.STEPS, "1,two");
        assertSentence("never reaches its end", Axis.STEPS, "5-1");
        assertSentence("at least one value", Axis.CFG, " ");
        assertSentence("more than 1000", Axis.STEPS, "1-99999");
    }

    private static void assertSentence(String part, Axis axis, String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> axis.read(text));
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    void theCheckpointChangesLeastOften() {
        var grid = Grid.of(BASE, List.of(line(Axis.CHECKPOINT, "a,b"), line(Axis.CFG, "3,7")));
        var cells = grid.cells();
        assertEquals(
                List.of("a 3.0", "a 7.0", "b 3.0", "b 7.0"),
                cells.stream()
                        .map(c ->
                                c.recipe().model().orElseThrow().name()
                                        + " "
                                        + c.recipe().sampling().cfgScale())
                        .toList());
        assertEquals(
                List.of("0,0", "0,1", "1,0", "1,1"),
                cells.stream().map(c -> c.x() + "," + c.y()).toList());
    }

    @Test
    void theFirstWordIsReplacedByTheOthers() {
        var grid = Grid.of(BASE, List.of(line(Axis.PROMPT_SR, "red,blue")));
        assertEquals(
                List.of("a red boat", "a blue boat"),
                grid.cells().stream().map(c -> c.recipe().prompt()).toList());
        var absent = Grid.of(BASE, List.of(line(Axis.PROMPT_SR, "green,blue")));
        assertThrows(IllegalArgumentException.class, absent::cells);
    }

    @Test
    void aRandomSeedIsDrawnOnceForAllCells() {
        var seeds =
                Grid.of(BASE, List.of(line(Axis.STEPS, "1-5"))).cells().stream()
                        .map(c -> c.recipe().seed().bits())
                        .distinct()
                        .toList();
        assertEquals(1, seeds.size());
        assertNotEquals(-1L, seeds.getFirst());
    }

    @Test
    void tooManyPicturesAreRefusedBeforeAnyIsMade() {
        var lines = List.of(line(Axis.STEPS, "1-100"), line(Axis.CFG, "1-11"));
        assertThrows(IllegalArgumentException.class, () -> Grid.of(BASE, lines));
    }

    private static Grid.Line line(Axis axis, String text) {
        return new Grid.Line(axis, axis.read(text));
    }

    /// Every axis changes what its name says and nothing else.
    @ParameterizedTest
    @CsvSource({
        "eta ddim, 0.5",
        "sigma tmin, 0.1",
        "sigma tmax, 9",
        "sigma noise, 1.1",
        "skip early, 0.2",
        "hires scale, 1.5",
        "lora weight, 0.4",
        "emphasis, No norm",
        "noise source, CPU"
    })
    void variesTheFinerFields(String label, String value) {
        var base =
                Recipe.of("a boat", new Size(64, 64))
                        .withSeed(Seed.of(3))
                        .withHires(Optional.of(HiresPass.DEFAULT))
                        .withLoras(List.of(new LoraUse("ink", 1, 1)));
        var axis = Axis.ofLabel(label).orElseThrow();
        var grid = Grid.of(base, List.of(new Grid.Line(axis, axis.read(value))));
        var changed = grid.cells().getFirst().recipe();

        assertNotEquals(base, changed);
        var first = grid.base();
        var again =
                Grid.of(changed, List.of(new Grid.Line(axis, axis.read(value))))
                        .cells()
                        .getFirst()
                        .recipe();
        assertEquals(changed, again);
        assertEquals(first.prompt(), changed.prompt());
        assertEquals(first.seed(), changed.seed());
    }

    @Test
    void seedsKeepAllTheirDigits() {
        assertEquals(
                List.of("12345678901234567890", "18446744073709551614", "18446744073709551615"),
                Axis.SEED.read("12345678901234567890, 18446744073709551614-18446744073709551615"));
    }
}
