package dev.atelier.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.app.prompt.WeightKeys.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts carry their selection as `{…}`; a caret is `{}`.
class WeightKeysTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a c{}at here # a ({cat}:1.1) here",
                "{}cat # ({cat}:1.1)",
                "cat{} # ({cat}:1.1)",
                "a cat{}, dog # a ({cat}:1.1), dog",
                "a {}cat # a ({cat}:1.1)",
                "red-hair{}ed girl # ({red-haired}:1.1) girl",
                "by art_no{}uveau! # by ({art_nouveau}:1.1)!",
                "画中{}画，猫 # ({画中画，猫}:1.1)",
            })
    void bracketsTheWordAtTheCaret(String before, String after) {
        assertEquals(after, up(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a {big cat} here # a ({big cat}:1.1) here",
                "a {big cat  } here # a ({big cat}:1.1)   here",
                "{a, b} # ({a, b}:1.1)",
                "{(a:1.2)} b # ({(a:1.2)}:1.1) b",
                "({big} cat:1.2) # (({big}:1.1) cat:1.2)",
            })
    void bracketsTheSelection(String before, String after) {
        assertEquals(after, up(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "(a big c{}at:1.1) # ({a big cat}:1.2)",
                "({}cat:1.1) # ({cat}:1.2)",
                "(cat:1{}.1) # ({cat}:1.2)",
                "(cat:1.1{}) # ({cat}:1.2)",
                "({cat}:1.1) # ({cat}:1.2)",
                "(c{}at:1.95) # ({cat}:2.05)",
                "(c{}at:1.9) # ({cat}:2.0)",
                "(c{}at:2) # ({cat}:2.1)",
                "(c{}at:.5) # ({cat}:0.6)",
                "(c{}at: 1.1 ) # ({cat}:1.2)",
                "(c{}at:-0.1) # ({cat}:0.0)",
                "(c{}at:0.7) # ({cat}:0.8)",
                "(a: b{}c:1.1) # ({a: bc}:1.2)",
            })
    void raisesTheWeightOfTheBracketAroundTheCaret(String before, String after) {
        assertEquals(after, up(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a c{}at # a ({cat}:0.9)",
                "(c{}at:1.2) # ({cat}:1.1)",
                "(c{}at:0.1) # ({cat}:0.0)",
                "(c{}at:0) # ({cat}:-0.1)",
            })
    void lowersWithTheOtherKey(String before, String after) {
        assertEquals(after, down(before));
    }

    @Test
    void dropsTheBracketsAtOne() {
        assertEquals("a {cat} b", down("a (c{}at:1.1) b"));
        assertEquals("a {cat} b", up("a (c{}at:0.9) b"));
        assertEquals("a {cat} b", down("a ({cat}:1.1) b"));
        assertEquals("{cat}", down("(c{}at)"));
        assertEquals("{cat}", up("[c{}at]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "(c{}at) # ({cat}:1.2)",
                "((c{}at)) # ({cat}:1.3)",
                "(((c{}at))) # ({cat}:1.4)",
                "(a c{}at, b) # ({a cat, b}:1.2)",
                "[[c{}at]] # ({cat}:0.9)",
                "((c{}at) b) # (({cat}:1.2) b)",
            })
    void writesOldBracketsAsAWeight(String before, String after) {
        assertEquals(after, up(before));
    }

    @Test
    void lowersASquareBracketFurther() {
        assertEquals("({cat}:0.8)", down("[c{}at]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "(a (b:1.2) {}c:1.3) # (a (b:1.2) ({c}:1.1):1.3)",
                "(a{} (b:1.2):1.3) # (({a}:1.1) (b:1.2):1.3)",
                "(a ({}b:1.2):1.3) # (a ({b}:1.3):1.3)",
                "(a) b{} (c) # (a) ({b}:1.1) (c)",
                "a) b{} (c # a) ({b}:1.1) (c",
                "(a{} # (({a}:1.1)",
            })
    void weighsTheWordWhereBracketsStandBetween(String before, String after) {
        assertEquals(after, up(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "<lora:fi{}lm:0.8> # <{lora:film}:0.85>",
                "<{lora:film}:0.8> # <{lora:film}:0.85>",
                "<lora:film:1{}> # <{lora:film}:1.05>",
                "<lora:fi{}lm:0.95> # <{lora:film}:1.0>",
                "<lora:fi{}lm:-0.05> # <{lora:film}:0.0>",
                "<lora:fi{}lm:0.8:0.5> # <{lora:film:0.8}:0.55>",
                "<{lora:film}:0.8:0.5> # <{lora:film}:0.85:0.5>",
                "a (cat <hypernet:a{}b:1.0> c:1.2) # a (cat <{hypernet:ab}:1.05> c:1.2)",
            })
    void movesTagsByTheSmallerStepAndKeepsThemAtOne(String before, String after) {
        assertEquals(after, up(before));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<lora:fi{}lm>", "<lora:film:te=0.5:un{}et=1>", "a {}  b", "{}", "a, {  }b"})
    void leavesAloneWhatHasNoWeight(String text) {
        assertEquals(text, up(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[ca{}t:dog:0.5] # [({cat}:1.1):dog:0.5]",
                "[cat:d{}og:0.5] # [cat:({dog}:1.1):0.5]",
                "[ca{}t|dog] # [({cat}:1.1)|dog]",
            })
    void keepsSchedulesAndAlternations(String before, String after) {
        assertEquals(after, up(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "wlop \\(art{}ist\\) # wlop \\(({artist}:1.1)\\)",
                "(wlop \\(art{}ist\\):1.1) # ({wlop \\(artist\\)}:1.2)",
            })
    void takesEscapedBracketsForLetters(String before, String after) {
        assertEquals(after, up(before));
    }

    @Test
    void anAngleWithoutATagIsNoTag() {
        assertEquals("a < ({b}:1.2) > d", up("a < (b{}:1.1) > d"));
    }

    @Test
    void tenPressesUpAndDownLeadBackToTheWord() {
        var passage = marked("a c{}at");
        for (int i = 0; i < 10; i++) {
            passage = WeightKeys.press(passage, Direction.UP);
        }
        assertEquals("a ({cat}:2.0)", shown(passage));
        for (int i = 0; i < 10; i++) {
            passage = WeightKeys.press(passage, Direction.DOWN);
        }

        assertEquals("a {cat}", shown(passage));
    }

    @Test
    void survivesHostileNumbersAndLongTexts() {
        assertEquals("({cat:1e999999999}:1.2)", up("(cat:1e99999{}9999)"));
        assertEquals(200_003, up("(" + "a ".repeat(99_998) + "{}b:1.0)").length() - 2);
    }

    @Test
    void refusesASelectionOutsideTheText() {
        assertThrows(IllegalArgumentException.class, () -> new TextSelection("cat", 2, 4));
        assertThrows(IllegalArgumentException.class, () -> new TextSelection("cat", 2, 1));
    }

    private static String up(String text) {
        return shown(WeightKeys.press(marked(text), Direction.UP));
    }

    private static String down(String text) {
        return shown(WeightKeys.press(marked(text), Direction.DOWN));
    }

    private static TextSelection marked(String text) {
        int start = text.indexOf('{');
        int end = text.indexOf('}') - 1;
        return new TextSelection(text.replaceAll("[{}]", ""), start, end);
    }

    private static String shown(TextSelection passage) {
        return "%s{%s}%s".formatted(passage.before(), passage.selected(), passage.after());
    }
}
