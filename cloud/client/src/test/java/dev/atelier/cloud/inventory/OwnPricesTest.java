package dev.atelier.cloud.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.inventory.OwnPrices.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OwnPricesTest {
    private static final String MACHINE = "ml.gu7i.c16m60.1-gu30";
    private static final Price PRICE =
            new Price(new BigDecimal("7.2"), "CNY", LocalDate.of(2026, 1, 2));

    @Test
    void remembersAPriceAndItsDay() {
        var read = OwnPrices.of(OwnPrices.NONE.with(MACHINE, PRICE).toProperties());
        assertEquals(PRICE, read.of(MACHINE).orElseThrow());
        assertTrue(read.without(MACHINE).of(MACHINE).isEmpty());
    }

    @Test
    void knowsNoPriceThatNobodySaid() {
        assertTrue(OwnPrices.NONE.of(MACHINE).isEmpty());
    }

    @Test
    void countsBySecond() {
        assertEquals(new BigDecimal("0.0200"), PRICE.of(Duration.ofSeconds(10)));
        assertEquals(new BigDecimal("14.4000"), PRICE.of(Duration.ofHours(2)));
    }

    @Test
    void passesOverWhatIsNoPrice() {
        var written = new Properties();
        written.setProperty("a", "cheap");
        written.setProperty("b", "1 CNY 2026-13-40");
        written.setProperty("c", "1e99999999 CNY 2026-01-02");
        written.setProperty("d", "-1 CNY 2026-01-02");
        assertEquals(OwnPrices.NONE, OwnPrices.of(written));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Price(BigDecimal.ONE, "yuan", LocalDate.EPOCH));
    }
}
