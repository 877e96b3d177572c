package dev.atelier.cloud.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.cloud.inventory.OwnPrices.Price;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PricesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir Path folder;

    @Test
    void noneIsLostWhereManyAreSaidAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 40)
                            .mapToObj(i -> (Callable<Boolean>) () -> say("machine-" + i))
                            .toList();
            for (var done : threads.invokeAll(all)) {
                done.get();
            }
        }
        var kept = Prices.read(folder).own();
        for (int i = 0; i < 40; i++) {
            assertEquals(
                    Optional.of(new BigDecimal("1.50")),
                    kept.of("machine-" + i).map(Price::hour),
                    "machine-" + i);
        }
    }

    private boolean say(String machine) throws Exception {
        var price = new Price(new BigDecimal("1.50"), "CNY", DAY);
        Prices.change(folder, now -> new Prices(now.own().with(machine, price), now.cap()));
        return true;
    }
}
