package dev.atelier.cloud.money;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The leases that were made and not ended, in a file: they outlive a killed program. Thread-safe.
public final class Leases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, Lease> byPlace = new TreeMap<>();

    private Leases(Path file) {
        this.file = file;
    }

    /// @throws IOException when it is there and cannot be read
    public static Leases open(Path file) throws IOException {
        var leases = new Leases(file);
        if (Files.exists(file)) {
            JSON.readTree(file.toFile())
                    .forEach(node -> {
                        var lease =
                                new Lease(
                                        node.path("service").asText(),
                                        node.path("region").asText(),
                                        moment(node.path("until").asLong(0)),
                                        Optional.of(Duration.ofMillis(node.path("idle").asLong(0)))
                                                .filter(Duration::isPositive),
                                        Instant.ofEpochMilli(node.path("lastWork").asLong()),
                                        node.path("lastPut").asLong(),
                                        node.path("account").asText(""));
                        leases.byPlace.put(place(lease), lease);
                    });
        }
        return leases;
    }

    /// Two regions, or two accounts, may have services of one name.
    private static String place(Lease lease) {
        return lease.service() + " " + lease.region() + " " + lease.account();
    }

    private static Optional<Instant> moment(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    public synchronized List<Lease> all() {
        return List.copyOf(byPlace.values());
    }

    /// Notes a lease, or how it is now.
    public synchronized void put(Lease lease) throws IOException {
        byPlace.values()
                .removeIf(old ->
                        old.isOf(lease.region(), lease.service())
                                && old.isOfAccount(lease.account()));
        byPlace.put(place(lease), lease);
        save(byPlace.values());
    }

    /// Drops the lease of a service.
    ///
    /// @param account that pays for the service: another one's lease of the same name stays; empty
    ///   where nobody says, and only a lease goes that names none either
    public synchronized void remove(String region, String service, String account)
            throws IOException {
        if (byPlace.values().removeIf(old -> old.isOf(region, service) && isOf(old, account))) {
            save(byPlace.values());
        }
    }

    private static boolean isOf(Lease lease, String account) {
        return lease.account().isEmpty() || lease.account().equals(account);
    }

    private void save(Collection<Lease> leases) throws IOException {
        var array = JSON.createArrayNode();
        leases.forEach(lease -> write(lease, array::add));
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.replace(file, JSON.writeValueAsBytes(array));
    }

    private static void write(Lease lease, Consumer<ObjectNode> to) {
        to.accept(
                JSON.createObjectNode()
                        .put("service", lease.service())
                        .put("region", lease.region())
                        .put("until", lease.until().map(Instant::toEpochMilli).orElse(0L))
                        .put("idle", lease.idle().map(Duration::toMillis).orElse(0L))
                        .put("lastWork", lease.lastWork().toEpochMilli())
                        .put("lastPut", lease.lastPut())
                        .put("account", lease.account()));
    }
}
