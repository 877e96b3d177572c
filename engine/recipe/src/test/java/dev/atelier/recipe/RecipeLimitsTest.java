package dev.atelier.recipe;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.Mode.MaskSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipeLimitsTest {
    private static final Recipe PLAIN = Recipe.of("a", new Size(64, 64));

    private static void refused(String sentence, Recipe recipe) {
        var e = assertThrows(IllegalArgumentException.class, () -> Limits.check(recipe));
        assertEquals(sentence, e.getMessage());
    }

    private static HiresPass hires(double scale, Optional<Size> resize, int steps) {
        return new HiresPass(
                scale, resize, "Latent", steps, 0.5, Optional.empty(), Optional.empty(), "", "");
    }

    @Test
    void namesTheFieldAndItsRange() {
        refused(
                "prompt: expected at most 65536 characters, got 65537",
                PLAIN.withPrompt("a".repeat(65_537)));
        refused(
                "negative prompt: expected at most 65536 characters, got 900000",
                PLAIN.withNegativePrompt("a".repeat(900_000)));
        refused(
                "prompt: expected at most 256 AND and BREAK, got 8000",
                PLAIN.withPrompt("a AND ".repeat(4000) + "a BREAK ".repeat(4000)));
        refused(
                "negative prompt: expected at most 256 AND and BREAK, got 257",
                PLAIN.withNegativePrompt("a BREAK ".repeat(257)));
        refused(
                "size: expected at most 16384 a side and 64 megapixels, got 16384x16384",
                PLAIN.withSize(new Size(16384, 16384)));
        refused(
                "size after hires: expected at most 16384 a side and 64 megapixels, got 16384x16384",
                PLAIN.withSize(new Size(2048, 2048))
                        .withHires(Optional.of(hires(8, Optional.empty(), 0))));
        refused(
                "size after hires: expected at most 16384 a side and 64 megapixels, got 16384x8192",
                PLAIN.withHires(Optional.of(hires(2, Optional.of(new Size(16384, 8192)), 0))));
        refused(
                "hires steps: expected 0 to 10000, got 10001",
                PLAIN.withHires(Optional.of(hires(2, Optional.empty(), 10_001))));
        refused(
                "mask blur: expected 0 to 1024, got 5000",
                PLAIN.withMode(inpaint(5000, Optional.empty())));
        refused(
                "masked area padding: expected 0 to 1024, got 5000",
                PLAIN.withMode(inpaint(4, Optional.of(5000))));
    }

    private static Mode inpaint(int blur, Optional<Integer> padding) {
        var mask = new MaskSettings(Mode.Fill.ORIGINAL, blur, false, true, padding);
        return new Mode.Inpaint("a.png", "b.png", 0.5, Mode.Fit.STRETCH, mask);
    }

    @Test
    void acceptsWhatIsUsual() {
        assertDoesNotThrow(() -> Limits.check(PLAIN.withPrompt("a".repeat(65_536))));
        assertDoesNotThrow(() -> Limits.check(PLAIN.withPrompt("a BREAK ".repeat(256))));
        assertDoesNotThrow(() -> Limits.check(PLAIN.withPrompt("SAND BREAKS and ".repeat(999))));
        assertDoesNotThrow(() ->
                Limits.check(
                        PLAIN.withSize(new Size(2048, 2048))
                                .withHires(Optional.of(hires(4, Optional.empty(), 150)))));
    }
}
