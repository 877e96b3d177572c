package dev.atelier.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptHistoryTest {
    @TempDir private Path folder;

    private final PromptHistory history = new PromptHistory(List.of("one", "two", "three"), 10);

    @Test
    void walksBackToTheOldestAndStops() {
        assertEquals(Optional.of("three"), history.older(""));
        assertEquals(Optional.of("two"), history.older("three"));
        assertEquals(Optional.of("one"), history.older("two"));
        assertEquals(Optional.empty(), history.older("one"));
        assertEquals(Optional.of("two"), history.newer("one"));
    }

    @Test
    void keepsTheDraft() {
        history.older("half a dra");
        history.older("three");

        assertEquals(Optional.of("three"), history.newer("two"));
        assertEquals(Optional.of("half a dra"), history.newer("three"));
        assertEquals(Optional.empty(), history.newer("half a dra"));
    }

    @Test
    void keepsAnEmptyDraft() {
        history.older("");

        assertEquals(Optional.of(""), history.newer("three"));
    }

    @Test
    void keepsAChangeToAnEarlierPromptUntilSomethingIsSent() {
        history.older("draft");
        history.older("three, changed");

        assertEquals(Optional.of("three, changed"), history.newer("two"));
        assertEquals(Optional.of("draft"), history.newer("three, changed"));

        history.remember("draft");
        assertEquals(List.of("one", "two", "three", "draft"), history.entries());
        assertEquals(Optional.of("three"), history.older("draft"));
    }

    @Test
    void stepsOverThePromptJustSent() {
        history.remember("four");

        assertEquals(Optional.of("three"), history.older("four"));
    }

    @Test
    void aPromptSentAgainMovesToTheEnd() {
        history.remember("one");
        history.remember(" \n");

        assertEquals(List.of("two", "three", "one"), history.entries());
    }

    @Test
    void keepsTheNewestOfTooMany() {
        var small = new PromptHistory(List.of("one", "two", "three"), 2);
        assertEquals(List.of("two", "three"), small.entries());

        small.remember("four");

        assertEquals(List.of("three", "four"), small.entries());
        assertThrows(IllegalArgumentException.class, () -> new PromptHistory(List.of(), 0));
    }

    @Test
    void anEmptyHistoryGoesNowhere() {
        var empty = new PromptHistory(List.of(), 5);

        assertEquals(Optional.empty(), empty.older("draft"));
        assertEquals(Optional.empty(), empty.newer("draft"));
    }

    @Test
    void filesHoldOneLineForEachPrompt() throws IOException {
        var file = folder.resolve("deeper/prompts.txt");
        var prompts = List.of("a cat\nBREAK\r\na hat", "\\(art\\)", "\\n", "画, (猫:1.2)", "end\\");

        PromptHistory.write(file, prompts);

        assertEquals(prompts.size(), Files.readAllLines(file).size());
        assertEquals(prompts, PromptHistory.read(file));
        assertEquals(List.of(), PromptHistory.read(folder.resolve("none.txt")));
    }

    @Test
    void whatIsEncodedDecodesToTheSame() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 500; round++) {
            var prompt = new StringBuilder("x");
            for (int i = 0; i < 12; i++) {
                prompt.append("\\\n\rnra ,".charAt(random.nextInt(8)));
            }
            var entries = List.of(prompt.toString(), "y");

            assertEquals(entries, PromptHistory.decoded(PromptHistory.encoded(entries)));
        }
    }

    @Test
    void linesOfAnotherHandStayAsTheyAre() {
        assertEquals(List.of("a \\(b\\) c", "d\\"), PromptHistory.decoded("a \\(b\\) c\n\nd\\"));
    }
}
