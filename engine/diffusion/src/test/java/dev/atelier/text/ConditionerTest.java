package dev.atelier.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Emphasis;
import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionerTest {
    // Sums of up to 77 * 2 * 2 values of at most 5e4 in float32: 2e-6 of the largest is rounding.
    private static final float ROUNDING = 0.1f;

    private static final ClipTokenizer TOKENIZER = new ClipTokenizer(Variant.HUGGING_FACE);

    private final Echo encoder = new Echo();
    private final Conditioner conditioner = new Conditioner(TOKENIZER, encoder);

    /// Two numbers per token, its id and the clip skip, and a memory of what was asked.
    private static final class Echo implements ClipEncoder {
        final List<int[][]> calls = new ArrayList<>();

        @Override
        public Encoded encode(int[][] ids, List<Inserted> inserted, Skip skip) {
            calls.add(ids);
            var values = new float[ids.length * Chunk.LENGTH * width()];
            for (int i = 0; i < values.length; i += 2) {
                int token = i / 2;
                values[i] = ids[token / Chunk.LENGTH][token % Chunk.LENGTH];
                values[i + 1] = skip.layers();
            }
            return new Encoded(values, new float[0]);
        }

        @Override
        public int width() {
            return 2;
        }
    }

    @Test
    void joinsChunksAlongTokens() {
        var encoded = encode("one BREAK two", options(Emphasis.ORIGINAL));

        assertEquals(2 * Chunk.LENGTH, encoded.tokens());
        assertEquals(2, encoded.width());
        assertEquals(2, encoder.calls.size());
        assertEquals(ClipTokenizer.START, encoded.values()[Chunk.LENGTH * 2]);
    }

    @Test
    void padsTextsEncodedTogetherWithEmptyChunks() {
        var encoded =
                conditioner.encode(List.of("one BREAK two", "three"), options(Emphasis.ORIGINAL));
        var empty = encode("", options(Emphasis.ORIGINAL));

        assertEquals(encoded.get(0).tokens(), encoded.get(1).tokens());
        var tail = encoded.get(1).values();
        assertArrayEquals(empty.values(), Arrays.copyOfRange(tail, tail.length / 2, tail.length));
    }

    @Test
    void asksForTheClipSkipOfTheOptions() {
        assertEquals(3, encode("cat", new Options(3, Emphasis.IGNORE, 20)).values()[1]);
    }

    @Test
    void multipliesOnlyWithoutNorm() {
        var plain = encode("red cat", options(Emphasis.NO_NORM)).values();
        var weighted = encode("(red:1.5) cat", options(Emphasis.NO_NORM)).values();

        plain[2] *= 1.5f;
        plain[3] *= 1.5f;
        assertArrayEquals(plain, weighted);
    }

    @Test
    void restoresTheMeanOfAllTextsTogether() {
        var texts = List.of("(red:1.5) cat", "a blue dog");
        var plain = conditioner.encode(List.of("red cat", "a blue dog"), options(Emphasis.IGNORE));
        var weighted = conditioner.encode(texts, options(Emphasis.NO_NORM));
        var normed = conditioner.encode(texts, options(Emphasis.ORIGINAL));

        float scale = sum(plain) / sum(weighted);
        assertTrue(scale < 1);
        for (int text = 0; text < 2; text++) {
            var expected = weighted.get(text).values();
            for (int i = 0; i < expected.length; i++) {
                expected[i] *= scale;
            }
            assertArrayEquals(expected, normed.get(text).values(), ROUNDING);
        }
    }

    @Test
    void ignoresWeightsButReadsTheirSyntax() {
        assertArrayEquals(
                encode("red cat", options(Emphasis.IGNORE)).values(),
                encode("(red:1.5) cat", options(Emphasis.IGNORE)).values());
    }

    @Test
    void readsBracketsAsWordsWithoutEmphasis() {
        var values = encode("(a)", options(Emphasis.NONE)).values();

        var expected = TOKENIZER.encode("(a)");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals((float) expected.get(i), values[2 * (i + 1)]);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void padsAsTheVariantWasTrained(Variant variant) {
        var tokenizer = new ClipTokenizer(variant);

        new Conditioner(tokenizer, encoder).encode(List.of("cat"), Options.DEFAULT);

        var ids = encoder.calls.getFirst()[0];
        assertEquals(ClipTokenizer.END, ids[2]);
        assertEquals(variant == Variant.OPEN_CLIP ? 0 : ClipTokenizer.END, ids[3]);
        assertEquals(ids[3], ids[Chunk.LENGTH - 1]);
    }

    private Conditioning encode(String text, Options options) {
        return conditioner.encode(List.of(text), options).getFirst();
    }

    private static Options options(Emphasis emphasis) {
        return new Options(1, emphasis, 20);
    }

    private static float sum(List<Conditioning> texts) {
        double sum = 0;
        for (var text : texts) {
            for (float value : text.values()) {
                sum += value;
            }
        }
        return (float) sum;
    }
}
