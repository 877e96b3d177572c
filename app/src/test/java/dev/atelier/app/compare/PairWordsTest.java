package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.picture.Provenance;
import dev.atelier.app.ui.Messages;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairWordsTest {
    /// Where the language has a name for it.
    @Test
    void fieldsHaveTheirNamesInTheLanguageOfTheWindow() {
        var before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        try {
            var words = new PairWords(Messages.of(PairWords.class));

            assertEquals("反向提示词、CFG 之外", words.fields(List.of("Negative prompt", "CFG 之外")));
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
    }

    @Test
    void whatCostsNothingHasAPrice() {
        var words = new PairWords(Messages.of(PairWords.class));
        var free = Optional.of(new Provenance.Cost(BigDecimal.ZERO, "CNY"));
        assertEquals("none", words.price(new Provenance("sandbox", 1, free, "", "", "")));
        assertEquals("–", words.price(new Provenance("sd_v32", 1, Optional.empty(), "", "", "")));
    }

    /// The first word that differs is the first that shows.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a fishing boat at night, number 1|a fishing boat at night, number 2|32",
                "a fishing boat at night|a fishing boat at nighttime|18",
                "a red boat|a blue boat|0",
                "816974|816975|0",
                "''|a fishing boat at night|0",
            })
    void leavesOutWhatBothBeginWith(String a, String b, int alike) {
        assertEquals(alike, PairWords.alike(a, b));
        assertEquals(alike, PairWords.alike(b, a));
    }
}
