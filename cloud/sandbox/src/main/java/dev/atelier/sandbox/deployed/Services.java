package dev.atelier.sandbox.deployed;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.atelier.file.WholeFile;
import dev.atelier.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// All services of the account, in memory and, where there is one, in a file. Thread-safe.
public final class Services {
    private final Map<String, DeployedService> byKey = new LinkedHashMap<>();
    private final Lifecycle lifecycle;
    private final InstantSource clock;
    private final @Nullable Path file;

    private Services(Lifecycle lifecycle, InstantSource clock, @Nullable Path file) {
        this.lifecycle = lifecycle;
        this.clock = clock;
        this.file = file;
    }

    /// @param folder where services outlive a restart; empty for memory only
    /// @throws IOException when what is there cannot be read
    public static Services open(Lifecycle lifecycle, InstantSource clock, Optional<Path> folder)
            throws IOException {
        var file = folder.map(f -> f.resolve("services.json"));
        var services = new Services(lifecycle, clock, file.orElse(null));
        if (file.isPresent() && Files.exists(file.get())) {
            var kept =
                    Json.MAPPER.readValue(
                            file.get().toFile(), new TypeReference<List<DeployedService>>() {});
            kept.forEach(s -> services.byKey.put(key(s.identity().region(), s.name()), s));
        }
        return services;
    }

    /// The service, up to date.
    public synchronized Optional<DeployedService> find(String region, String name) {
        return Optional.ofNullable(byKey.get(key(region, name))).flatMap(this::settled);
    }

    /// The same, in any region.
    public synchronized Optional<DeployedService> findAnywhere(String name) {
        return List.copyOf(byKey.values()).stream()
                .filter(s -> s.name().equals(name))
                .flatMap(s -> settled(s).stream())
                .findFirst();
    }

    public synchronized List<DeployedService> all(String region) {
        return List.copyOf(byKey.values()).stream()
                .filter(s -> s.identity().region().equals(region))
                .flatMap(s -> settled(s).stream())
                .toList();
    }

    /// The services of every region.
    public synchronized List<DeployedService> all() {
        return List.copyOf(byKey.values()).stream().flatMap(s -> settled(s).stream()).toList();
    }

    /// Whether the gateway has found the running service.
    public boolean reachable(DeployedService service) {
        return lifecycle.reachable(service, clock.millis());
    }

    /// False where the name is taken.
    public synchronized boolean add(DeployedService service) {
        if (find(service.identity().region(), service.name()).isPresent()) {
            return false;
        }
        store(service);
        return true;
    }

    /// Changes a service; `change` may refuse by throwing, and then nothing is changed.
    public synchronized Optional<DeployedService> change(
            String region, String name, UnaryOperator<DeployedService> change) {
        var changed = find(region, name).map(change);
        changed.ifPresent(this::store);
        return changed;
    }

    private Optional<DeployedService> settled(DeployedService service) {
        var now = lifecycle.settled(service, clock.millis());
        if (now.status() == Status.DELETED) {
            byKey.remove(key(now.identity().region(), now.name()));
            save();
            return Optional.empty();
        }
        if (!now.equals(service)) {
            store(now);
        }
        return Optional.of(now);
    }

    private void store(DeployedService service) {
        byKey.put(key(service.identity().region(), service.name()), service);
        save();
    }

    private void save() {
        if (file == null) {
            return;
        }
        try {
            WholeFile.replaceForOwner(
                    file, Json.MAPPER.writeValueAsBytes(List.copyOf(byKey.values())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String region, String name) {
        return region + "/" + name;
    }
}
