package dev.atelier.recipe.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.prompt.PromptSchedule.Entry;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Prompts beyond ASCII, and prompts that nobody would write. The expected values are those of
/// Python's `re` with A1111's patterns.
class PromptTextTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(strings = {"一只红船AND一座塔", "éANDé", "a_AND b", "٣AND b", "ⅣAND b", "²AND b"})
    void aLetterOfAnyScriptBesideAndMakesItAWord(String prompt) {
        assertEquals(List.of(new Weighted(prompt, 1)), MultiPrompt.parse(prompt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"一只红船，AND，一座塔", "e\u0301AND b", "a‿AND b", "a\u200dAND b"})
    void aMarkBesideAndDoesNot(String prompt) {
        assertEquals(2, MultiPrompt.parse(prompt).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a red boat :0.5\u3000|a red boat|0.5",
                "a\u0085:1\u00a0|a|1",
                "a:٣|a|3",
                "a :+1.|a|1",
                "a:-.5|a|-0.5",
                "a:b:1|a:b|1",
                "x12:5|x12|5",
                "a:1.2.3|a:1.2.3|1",
                "a : 5 . |a : 5 .|1",
                "a:.|a:.|1",
                "a:1d|a:1d|1",
                "a\u2060:2|a\u2060|2",
            })
    void readsTheWeightOfAPart(String prompt, String text, double weight) {
        assertEquals(new Weighted(text, weight), MultiPrompt.parse(prompt + " AND a").getFirst());
    }

    @Test
    void tagsMayHaveNamesOfAnyScript() {
        var read = ExtraNetworks.parse("a <提示:x:0.5> <lora:b=c:d=e=f> <a b:c> <x:> <y");

        assertEquals("a   <a b:c> <x:> <y", read.prompt());
        assertEquals("提示", read.tags().getFirst().kind());
        assertEquals(List.of("x", "0.5"), read.tags().getFirst().positional());
        assertEquals("c", read.tags().get(1).named().get("b"));
        assertEquals(List.of("d=e=f"), read.tags().get(1).positional());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"(a:\u30001.5\u2003)|1.5", "(a:١.٥)|1.5", "(a:+.5)|0.5", "(a:1.)|1"})
    void readsTheWeightOfABracket(String prompt, double weight) {
        assertEquals(List.of(new Weighted("a", weight)), Attention.parse(prompt));
    }

    @Test
    void breakIsAWholeWordWithBlanksOfAnyKind() {
        assertEquals(
                List.of("a", "BREAK", "b"),
                Attention.parse("a\u3000BREAK\u00a0b").stream().map(Weighted::text).toList());
        assertEquals(1, Attention.parse("船BREAK b").size());
        assertEquals(1, Attention.parse("船BREAK_b").size());
    }

    @Test
    void editsTakeBlanksOfAnyKindAroundTheirStep() {
        assertEquals(
                List.of(new Entry(3, "a"), new Entry(10, "b")),
                PromptSchedule.of("[a:b:\u30003\u2003]", Steps.of(10)).entries());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<lora:",
                "<",
                "<a:>",
                "<lora:a>",
                " ",
                " \u3000",
                " : ",
                ":",
                " BREAK ",
                "BREAK",
                "AND ",
                " AND",
                "(",
                "[",
                "((a",
                "(a:1.1)",
                "[a|b]",
                "[a:b:3]",
                "[a|",
                "[a:",
                "\\(",
                "\\",
                ")",
                "]",
                "1.",
                "a :1 AND ",
                "(a [",
                "[[a]",
            })
    void readsAMegabyteOfAnythingInTime(String part) {
        var text = part.repeat(1_000_000 / part.length());
        var deep = part.contains("(") || part.contains("[");

        assertTimeoutPreemptively(SOON, () -> ExtraNetworks.parse(text));
        assertTimeoutPreemptively(SOON, () -> MultiPrompt.parse(text));
        assertTimeoutPreemptively(SOON, () -> PromptSchedule.of(text, Steps.of(20)));
        // Nested weights multiply one by one, as in A1111; the longest prompt is enough of them.
        var longest = deep ? text.substring(0, 65_536) : text;
        assertTimeoutPreemptively(SOON, () -> Attention.parse(longest));
    }

    @Test
    void deepBracketsAreReadHoweverDeep() {
        var open = "(".repeat(30_000);
        var closed = open + "a" + ")".repeat(30_000);

        assertEquals(
                List.of(new Entry(5, closed)), PromptSchedule.of(closed, Steps.of(5)).entries());
        assertEquals(List.of(new Entry(5, open)), PromptSchedule.of(open, Steps.of(5)).entries());
        assertEquals(new Weighted("a", Math.pow(1.1, 30_000)), Attention.parse(closed).getFirst());
        var squares = "[".repeat(2500) + "a:b:1]" + "]".repeat(2499);
        assertTrue(
                PromptSchedule.of(squares, Steps.of(5)).entries().getLast().text().contains("[b]"));
    }

    @Test
    void editsNestedTooDeepAreRefusedWithASentence() {
        var nested = "[".repeat(300) + "a" + ":b:1]".repeat(300);

        var refusal =
                assertThrows(PromptException.class, () -> PromptSchedule.of(nested, Steps.of(5)));
        assertEquals("the prompt has edits nested more than 250 deep", refusal.getMessage());
        var fits = "[".repeat(250) + "a" + ":b:1]".repeat(250);
        assertEquals("b", PromptSchedule.of(fits, Steps.of(5)).entries().getLast().text());
    }
}
