package dev.atelier.app.library.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.library.LibraryQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTermsTest {
    private static final String MODEL = "model:\"night sky v2\"";

    @Test
    void aSecondClickTakesTheTermOut() {
        var once = QueryTerms.toggled("boat", MODEL);
        assertEquals("boat " + MODEL, once);
        assertTrue(QueryTerms.has(once, MODEL));

        assertEquals("boat", QueryTerms.toggled(once, MODEL));
    }

    @Test
    void quotedWordsAreOneTerm() {
        assertTrue(QueryTerms.has("\"red boat\" star", "star"));
        assertFalse(QueryTerms.has("\"red star\"", "star"));
        assertEquals(List.of("\"red boat\"", "-seed:7"), QueryTerms.of(" \"red boat\"  -seed:7"));
    }

    @Test
    void onePlaceAtATime() {
        var here = QueryTerms.only("boat", "place:here");
        var both = QueryTerms.only(here, "place:both");

        assertEquals("boat place:both", both);
        assertEquals("boat", QueryTerms.only(both, "place:both"));
    }

    /// What a click writes is what the search reads.
    @Test
    void theSearchUnderstandsEveryTerm() {
        for (var term :
                new String[] {MODEL, "star", "place:here", "tag:\"a: b\"", "lora:\"ink\""}) {
            var query = LibraryQuery.parse(QueryTerms.toggled("boat", term));

            assertEquals(List.of(), query.issues(), term);
            assertEquals(2, query.terms().size(), term);
        }
    }
}
