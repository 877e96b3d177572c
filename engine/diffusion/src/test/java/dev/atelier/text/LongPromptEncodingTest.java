package dev.atelier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.StopPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Prompts of the longest length the program takes, 64 KB of anything, take no more than moments,
/// and encoding them can be stopped between chunks.
class LongPromptEncodingTest {
    private static final int LENGTH = 64 << 10;
    private static final Duration MOMENTS = Duration.ofSeconds(10);
    private static final ClipTokenizer TOKENIZER =
            new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ab",
                "a boat, ",
                " ",
                "(",
                "(a:1.1)",
                "[a|b]",
                "é",
                "Ã©",
                "â€œ",
                "ðŸ˜€",
                "船",
                "&amp;",
                "&amp",
                "amp;",
                "&#",
                "<",
                "\u0301",
                "\u001b[1",
                "\n",
                "1",
                "!",
                "'s",
                "<|endoftext|>",
                "\ud83d\ude00"
            })
    void areCutIntoTokensInMoments(String part) {
        var text = part.repeat(LENGTH / part.length());
        assertTimeoutPreemptively(
                MOMENTS, () -> assertTrue(TOKENIZER.encode(text).size() <= 4 * LENGTH));
        assertTimeoutPreemptively(
                MOMENTS,
                () -> assertTrue(TOKENIZER.encode("&" + text.substring(1)).size() <= 4 * LENGTH));
    }

    /// Against the plain algorithm of Sennrich et al.: as long as any pair has a rank, join all
    /// pairs of the best one from the left.
    @Test
    void longWordsAreJoinedInTheOrderOfTheMerges() {
        var merges = AssetLines.of("clip/merges.txt.gz");
        var ranks = new HashMap<String, Integer>();
        merges.forEach(line -> ranks.put(line, ranks.size()));
        var random = new Random(5);
        for (var letters : List.of("a", "ab", "ehlo", "etaoinshrdlu")) {
            for (int length : new int[] {1, 2, 3, 5, 17, 300}) {
                var word = new StringBuilder();
                for (int i = 0; i < length; i++) {
                    word.append(letters.charAt(random.nextInt(letters.length())));
                }
                var texts = TOKENIZER.encode(word.toString()).stream().map(TOKENIZER::text);

                assertEquals(joined(word.toString(), ranks), texts.toList(), word.toString());
            }
        }
    }

    private static List<String> joined(String word, Map<String, Integer> ranks) {
        var parts = new ArrayList<>(List.of(word.split("")));
        parts.set(parts.size() - 1, parts.getLast() + "</w>");
        while (true) {
            var best = "";
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                var pair = parts.get(i) + " " + parts.get(i + 1);
                int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = pair;
                    bestRank = rank;
                }
            }
            if (best.isEmpty()) {
                return parts.stream().map(part -> part.replace("</w>", " ")).toList();
            }
            for (int i = 0; i + 1 < parts.size(); i++) {
                if ((parts.get(i) + " " + parts.get(i + 1)).equals(best)) {
                    parts.set(i, parts.get(i) + parts.remove(i + 1));
                }
            }
        }
    }

    @Test
    void encodingStopsBetweenChunks() {
        var encoder = new CountingEncoder();
        var conditioner = new Conditioner(TOKENIZER, encoder);
        var calls = new AtomicInteger();

        assertThrows(
                CancellationException.class,
                () ->
                        StopPoint.during(
                                () -> {
                                    if (calls.incrementAndGet() > 3) {
                                        throw new CancellationException();
                                    }
                                },
                                () ->
                                        conditioner.encode(
                                                List.of("a boat ".repeat(9000)),
                                                Conditioner.Options.DEFAULT)));

        assertEquals(3, encoder.chunks);
    }

    private static final class CountingEncoder implements ClipEncoder {
        private int chunks;

        @Override
        public Encoded encode(int[][] ids, List<Inserted> inserted, Skip skip) {
            chunks++;
            return new Encoded(new float[ids.length * Chunk.LENGTH], new float[0]);
        }

        @Override
        public int width() {
            return 1;
        }
    }
}
