package dev.atelier.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class NameOrderTest {
    @Test
    void numbersCountAndCapitalsDoNot() {
        var names =
                List.of(
                        "alpha",
                        "Beta",
                        "brush-v2",
                        "Brush-v10",
                        "style 1",
                        "style 2",
                        "style 10",
                        "style 99999999999999999999",
                        "über",
                        "zeta");
        var mixed = new ArrayList<>(names);
        Collections.reverse(mixed);

        mixed.sort(NameOrder.INSTANCE);

        assertEquals(names, mixed);
    }

    @Test
    void differentNamesAreNeverEqual() {
        assertEquals(0, NameOrder.INSTANCE.compare("a", "a"));
        for (var pair : List.of(List.of("a", "A"), List.of("v01", "v1"), List.of("a b", "ab"))) {
            int there = NameOrder.INSTANCE.compare(pair.get(0), pair.get(1));
            int back = NameOrder.INSTANCE.compare(pair.get(1), pair.get(0));
            assertEquals(-Integer.signum(there), Integer.signum(back), pair::toString);
            Assertions.assertNotEquals(0, there, pair::toString);
        }
    }
}
