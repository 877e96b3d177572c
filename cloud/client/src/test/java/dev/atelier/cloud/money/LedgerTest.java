package dev.atelier.cloud.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.cloud.inventory.OwnPrices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final String MACHINE = "ml.gu7i.c16m60.1-gu30";
    private static final Ledger.Key HERE = new Ledger.Key("cn-hangzhou", "sd");
    private static final Ledger.Key THERE = new Ledger.Key("cn-shanghai", "sd");

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("ledger.json");
    }

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private List<String> costs() throws Exception {
        return Ledger.open(file).since(Instant.EPOCH, OwnPrices.of(new Properties())).stream()
                .map(it -> it.service().region() + " " + it.time().toMinutes())
                .collect(Collectors.toList());
    }

    /// A service that stops does not end one of its name elsewhere.
    @Test
    void twoRegionsWithOneNameAreTwoServices() throws Exception {
        Ledger.open(file).saw(HERE, MACHINE, 1, START);
        Ledger.open(file).saw(THERE, MACHINE, 2, after(10));
        Ledger.open(file).saw(HERE, MACHINE, 0, after(30));
        Ledger.open(file).saw(THERE, MACHINE, 2, after(40));

        assertEquals(List.of("cn-hangzhou 30", "cn-shanghai 60"), costs());
        var ledger = Ledger.open(file);
        assertEquals(Optional.empty(), ledger.runsSince(HERE));
        assertEquals(Optional.of(after(10)), ledger.runsSince(THERE));
        assertEquals(Optional.of(after(30)), ledger.lastRan(HERE));
        assertEquals(Optional.empty(), ledger.lastRan(THERE));
    }

    /// The format of version 0.1.0, which noted no region.
    @Test
    void whatWasNotedWithoutARegionGoesOnInTheFirstThatIsSeen() throws Exception {
        Files.writeString(
                file,
                """
                [{"service":"sd","machine":"%s","instances":1,"from":%d,"to":%d,"open":true}]
                """
                        .formatted(MACHINE, START.toEpochMilli(), after(5).toEpochMilli()));
        assertEquals(List.of(" 5"), costs());

        Ledger.open(file).saw(HERE, MACHINE, 1, after(20));
        Ledger.open(file).saw(THERE, MACHINE, 1, after(20));
        Ledger.open(file).saw(THERE, MACHINE, 1, after(21));

        assertEquals(List.of("cn-hangzhou 20", "cn-shanghai 1"), costs());
    }
}
