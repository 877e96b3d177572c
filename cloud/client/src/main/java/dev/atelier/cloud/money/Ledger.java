package dev.atelier.cloud.money;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// When services ran, as this program saw it. Between two sightings of a running service it counts
/// as running throughout, so a sum is rather too high than too low; what ran before the first
/// sighting is not in it. Kept in a file. Thread-safe.
public final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Older spans are dropped.
    private static final Duration KEPT = Duration.ofDays(400);

    private final Path file;
    private final List<Span> spans;

    /// A service; two regions may have services of one name.
    public record Key(String region, String name) {}

    /// A time in which a service ran.
    ///
    /// @param region empty where an earlier version did not note it; it then fits any
    /// @param from milliseconds since 1970
    /// @param to the same, of the last sighting
    /// @param open whether it may run on
    public record Span(
            String region,
            String service,
            String machine,
            int instances,
            long from,
            long to,
            boolean open) {
        public Span {
            region = Objects.requireNonNullElse(region, "");
        }

        boolean isOf(Key key) {
            return service.equals(key.name()) && (region.isEmpty() || region.equals(key.region()));
        }

        Span until(String where, long end, boolean stillOpen) {
            return new Span(where, service, machine, instances, from, end, stillOpen);
        }
    }

    private Ledger(Path file, List<Span> spans) {
        this.file = file;
        this.spans = new ArrayList<>(spans);
    }

    /// @throws IOException when it is there and cannot be read
    public static Ledger open(Path file) throws IOException {
        var kept =
                Files.exists(file)
                        ? JSON.readValue(file.toFile(), new TypeReference<List<Span>>() {})
                        : List.<Span>of();
        return new Ledger(file, kept);
    }

    /// Notes how a service is now.
    ///
    /// @param instances that cost money; 0 for a service that is stopped
    public synchronized void saw(Key service, String machine, int instances, Instant now)
            throws IOException {
        long at = now.toEpochMilli();
        boolean goesOn = false;
        for (int i = 0; i < spans.size(); i++) {
            var span = spans.get(i);
            if (span.open() && span.isOf(service)) {
                boolean same = span.machine().equals(machine) && span.instances() == instances;
                goesOn |= same;
                spans.set(i, span.until(service.region(), at, same));
            }
        }
        if (!goesOn && instances > 0) {
            spans.add(new Span(service.region(), service.name(), machine, instances, at, at, true));
        }
        long oldest = at - KEPT.toMillis();
        spans.removeIf(span -> span.to() < oldest);
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.replace(file, JSON.writeValueAsBytes(spans));
    }

    /// What one service cost on one machine.
    ///
    /// @param time of all instances together
    /// @param price empty where it is not set
    public record Cost(
            Key service, String machine, Duration time, Optional<OwnPrices.Price> price) {
        /// Empty where the price is not known.
        public Optional<BigDecimal> amount() {
            return price.map(it -> it.of(time));
        }
    }

    /// Since when a service has run without a break, as far as it was seen; empty where it does not
    /// run.
    public synchronized Optional<Instant> runsSince(Key service) {
        long from = -1;
        long joint = -1;
        for (var span : spans) {
            if (span.isOf(service)) {
                // A change of machine or instances ends a span and begins another at once.
                from = span.from() == joint ? from : span.from();
                joint = span.to();
            }
        }
        boolean runs = spans.stream().anyMatch(it -> it.open() && it.isOf(service));
        return runs ? Optional.of(Instant.ofEpochMilli(from)) : Optional.empty();
    }

    /// When a service was first seen stopped after it last ran; empty while it runs, and where it
    /// never did.
    public synchronized Optional<Instant> lastRan(Key service) {
        var mine = spans.stream().filter(it -> it.isOf(service)).toList();
        return mine.stream().anyMatch(Span::open)
                ? Optional.empty()
                : mine.stream().map(it -> Instant.ofEpochMilli(it.to())).max(Instant::compareTo);
    }

    /// What ran since a moment, by service and machine.
    public List<Cost> since(Instant from, OwnPrices prices) {
        return between(from, Instant.ofEpochMilli(Long.MAX_VALUE), prices);
    }

    /// What ran between two moments, by service and machine.
    public synchronized List<Cost> between(Instant from, Instant until, OwnPrices prices) {
        long start = from.toEpochMilli();
        long end = until.toEpochMilli();
        var times = new TreeMap<What, Long>(What.ORDER);
        for (var span : spans) {
            long millis = Math.max(0, Math.min(end, span.to()) - Math.max(start, span.from()));
            if (span.to() > start && span.from() < end) {
                times.merge(What.of(span), millis * span.instances(), Long::sum);
            }
        }
        return times.entrySet().stream()
                .map(it -> it.getKey().cost(Duration.ofMillis(it.getValue()), prices))
                .toList();
    }

    /// What has costs of its own.
    private record What(Key service, String machine) {
        static final Comparator<What> ORDER =
                Comparator.comparing((What it) -> it.service().name())
                        .thenComparing(it -> it.service().region())
                        .thenComparing(What::machine);

        static What of(Span span) {
            return new What(new Key(span.region(), span.service()), span.machine());
        }

        Cost cost(Duration time, OwnPrices prices) {
            return new Cost(service, machine, time, prices.of(machine));
        }
    }
}
