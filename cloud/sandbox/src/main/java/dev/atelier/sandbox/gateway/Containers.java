package dev.atelier.sandbox.gateway;

import dev.atelier.recipe.Generator;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.Webui;
import dev.atelier.webui.request.Catalogue;
import dev.atelier.webui.request.ScratchFiles;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What runs inside the services: a webui each, all drawing with one generator. Closing blocks
/// until none draws.
public final class Containers implements AutoCloseable {
    private static final int MAX = 100;

    private final Map<String, Container> byVersion = new ConcurrentHashMap<>();
    private final Dependencies dependencies;

    /// What every container is made of.
    ///
    /// @param sink where mounted object storage is
    /// @param links where `image_link` may lead
    public record Dependencies(
            Generator generator,
            Supplier<Catalogue> catalogue,
            ObjectSink sink,
            ScratchFiles.Links links,
            Faults faults,
            InstantSource clock) {}

    /// @param waiting calls that were let in and are not answered
    record Container(Webui webui, AtomicInteger waiting) {}

    public Containers(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    /// The container of a service's running version; a new version starts again.
    Container of(DeployedService service) {
        return of(service, 0);
    }

    /// The same of one of its instances.
    ///
    /// @param instance 0-based; calls past the queue all go to the first
    Container of(DeployedService service, int instance) {
        var key = service.identity().id() + "/" + service.deployed().updated() + "/" + instance;
        if (byVersion.size() >= MAX && !byVersion.containsKey(key)) {
            close();
            byVersion.clear();
        }
        return byVersion.computeIfAbsent(key, _ -> start(service));
    }

    /// The ids of services that something runs in.
    Set<String> services() {
        return byVersion.keySet().stream()
                .map(it -> it.substring(0, it.indexOf('/')))
                .collect(Collectors.toSet());
    }

    /// Ends what runs inside a service that was deleted; blocks until it does not draw.
    void end(String service) {
        byVersion
                .entrySet()
                .removeIf(it -> {
                    boolean ends = it.getKey().startsWith(service + "/");
                    if (ends) {
                        it.getValue().webui().close();
                    }
                    return ends;
                });
    }

    private Container start(DeployedService service) {
        var outputs = new MountedOutputs(service.config(), dependencies.sink());
        var models = new MountedModels(service.config(), outputs);
        var eas =
                new Webui.OnEas(
                        outputs,
                        dependencies.links(),
                        dependencies.faults()::slowSwitch,
                        dependencies.clock());
        return new Container(
                Webui.onEas(
                        dependencies.generator(),
                        () -> models.beside(dependencies.catalogue().get()),
                        eas),
                new AtomicInteger());
    }

    @Override
    public void close() {
        byVersion.values().forEach(container -> container.webui().close());
    }
}
