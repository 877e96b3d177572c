package dev.atelier.app.library.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.library.Facets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SteadyCountsTest {
    private final AtomicBoolean pointed = new AtomicBoolean();
    private final SteadyCounts steady = new SteadyCounts(2, pointed::get);
    private final List<Facets.Count> all = List.of(count("a", 9), count("b", 8), count("c", 7));

    private static Facets.Count count(String value, int count) {
        return new Facets.Count(value, count);
    }

    /// A search makes another value more frequent: the row stays, and says how many it has.
    @Test
    void aRowThatIsKeptHasItsOwnCount() {
        assertEquals(all.subList(0, 2), steady.of("models", all, all));
        pointed.set(true);
        var found = List.of(count("c", 5), count("a", 4), count("b", 3));

        assertEquals(
                List.of(count("a", 4), count("b", 3), count("c", 5)),
                steady.of("models", found, all));

        pointed.set(false);
        assertTrue(steady.isLeft());
        assertEquals(found.subList(0, 2), steady.of("models", found, all));
    }

    @Test
    void aRowWithoutPicturesStaysWithNoneAsLongAsTheLibraryHasSome() {
        steady.of("models", all, all);
        pointed.set(true);

        assertEquals(
                List.of(count("a", 0), count("b", 1)),
                steady.of("models", List.of(count("b", 1)), all));
        assertEquals(
                List.of(count("b", 1)),
                steady.of("models", List.of(count("b", 1)), all.subList(1, 3)));
    }
}
