package dev.atelier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRepairTest {
    private final HtmlEntities entities = new HtmlEntities();
    private final TextRepair repair = new TextRepair(entities);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "une soirée d'été…",
                "«CAFÉ»",
                "«été»…",
                "25° à l'été°",
                "CAFÉ¢",
                "NIÑO¡",
                "Þórr & Ægir",
                "Москва, Ёлка",
                "日本の猫 🙂"
            })
    void leavesWhatPeopleType(String text) {
        assertEquals(text, repair.repair(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'été…\u201d', 'été…\"'",
        "'«été\u201d…', '«été\"…'",
        "'“touché”', '\"touché\"'",
        "'l’œuvre', 'l''œuvre'"
    })
    void straightensQuotesBesideAccents(String text, String expected) {
        assertEquals(expected, repair.repair(text));
    }

    @ParameterizedTest
    @CsvSource({
        "cafÃ©, café",
        "schÃ¶n, schön",
        "donâ€™t, don't",
        "20Â°C, 20°C",
        "ðŸ™‚, 🙂",
        "ÐœÐ¸Ñ€, Мир",
        "æ—¥æœ¬, 日本"
    })
    void rereadsUtf8ThatWasTakenForWindows1252(String text, String expected) {
        assertEquals(expected, repair.repair(text));
    }

    @ParameterizedTest
    @CsvSource({
        "&eacute;, é",
        "&NTILDE;, Ñ",
        "&hellip;, …",
        "&#39;, ''''",
        "&#x1F600;, 😀",
        "&#146;, ''''",
        "&#0;, \ufffd",
        "&#1114112;, \ufffd",
        "&#59;, &#59;",
        "&GTDOT;, &GTDOT;",
        "&notareal;, &notareal;",
        "&amp, &amp",
        "&amp;amp;, &"
    })
    void readsClosedReferences(String text, String expected) {
        assertEquals(expected, repair.repair(text));
    }

    @ParameterizedTest
    @CsvSource({
        "&copy2, ©2",
        "&notit;, ¬it;",
        "&notin;, ∉",
        "&AElig, Æ",
        "&#65, A",
        "&bogus;, &bogus;",
        "x&#1;y, xy",
        "&#xfffe;!, !"
    })
    void readsOpenReferencesAsABrowser(String text, String expected) {
        assertEquals(expected, entities.unescapeLenient(text));
    }

    @Test
    void leavesReferencesFromTheFirstTagOn() {
        assertEquals("&\n<b> &amp;\n&amp;", repair.repair("&amp;\n<b> &amp;\n&amp;"));
    }

    @Test
    void dropsControlsAndTerminalColours() {
        assertEquals(
                "a red cat", repair.repair("\u0001a \u001b[1;31mred\u001b[0m cat\u007f\ufeff"));
    }

    @Test
    void marksHalvesOfCharacters() {
        assertEquals("a\ufffdb 🙂", repair.repair("a\ud83db 🙂"));
    }

    @Test
    void widensLigaturesButKeepsTheLongS() {
        assertEquals("fi ffl ij \u017ft A ガ", repair.repair("ﬁ ﬄ ĳ ﬅ Ａ ガ"));
    }
}
