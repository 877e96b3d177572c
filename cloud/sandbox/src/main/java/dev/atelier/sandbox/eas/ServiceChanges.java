package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.deployed.EasError;
import dev.atelier.sandbox.deployed.Lifecycle;
import dev.atelier.sandbox.deployed.Services;
import dev.atelier.sandbox.deployed.Status;
import dev.atelier.sandbox.inventory.SandboxInventory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The operations that change which services there are and what they do.
final class ServiceChanges {
    private static final Set<Status> STARTABLE = Set.of(Status.STOPPED, Status.FAILED);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Services services;
    private final Lifecycle lifecycle;
    private final ServiceView view;
    private final InstantSource clock;

    ServiceChanges(Services services, Lifecycle lifecycle, ServiceView view, InstantSource clock) {
        this.services = services;
        this.lifecycle = lifecycle;
        this.view = view;
        this.clock = clock;
    }

    ObjectNode create(Call call) {
        var config = ConfigRules.read(call.body());
        ConfigRules.check(config);
        var service = lifecycle.create(fresh(config, call), clock.millis());
        if (!services.add(service)) {
            throw EasError.SERVICE_ALREADY_EXISTS.because(
                    "Service [%s] in region [%s] already exists"
                            .formatted(service.name(), call.region()));
        }
        var answer =
                Json.object()
                        .put("ServiceId", service.identity().id())
                        .put("ServiceName", service.name())
                        .put("Region", call.region())
                        .put("Status", Status.CREATING.wire());
        view.endpoints(service, answer);
        return answer;
    }

    private DeployedService fresh(ObjectNode config, Call call) {
        long now = clock.millis();
        var token = config.path("token").asText("");
        var workspace = config.at("/metadata/workspace_id").asText("");
        return new DeployedService(
                new DeployedService.Identity(
                        ConfigRules.name(config), "eas-m-" + random(5), call.region(), now),
                new DeployedService.Deployed(
                        List.of(Json.text(config)),
                        List.of(now),
                        1,
                        ConfigRules.instances(config),
                        token.isEmpty() ? newToken() : token,
                        now),
                new DeployedService.Progress(Status.CREATING, "", "", 0, List.of(), List.of()),
                new DeployedService.Extras(
                        call.query()
                                .given("WorkspaceId")
                                .orElse(
                                        workspace.isEmpty()
                                                ? SandboxInventory.WORKSPACE
                                                : workspace),
                        labels(config, call),
                        "none",
                        "",
                        "",
                        now,
                        DeployedService.Release.USUAL.withDeveloped(
                                call.query().first("Develop").orElse("").equals("true"))));
    }

    /// From the call's `Labels`, and from the config's, which yield.
    private static Map<String, String> labels(ObjectNode config, Call call) {
        var labels = new HashMap<String, String>();
        config.path("labels")
                .properties()
                .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        call.query()
                .given("Labels")
                .ifPresent(text ->
                        Json.objectOf(text.getBytes(StandardCharsets.UTF_8))
                                .orElseThrow(() -> ConfigRules.bad("Labels must be a JSON object"))
                                .properties()
                                .forEach(e -> labels.put(e.getKey(), e.getValue().asText())));
        ConfigRules.require(labels.size() <= ServiceExtras.MAX_LABELS, "too many labels");
        return labels;
    }

    private static String newToken() {
        return Base64.getEncoder().encodeToString(random(24).getBytes(StandardCharsets.US_ASCII));
    }

    private static String random(int bytes) {
        var drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    ObjectNode update(Call call) {
        var given = ConfigRules.read(call.body());
        boolean replace = call.query().first("UpdateType").orElse("merge").equals("replace");
        return changed(
                call,
                "is updating",
                service -> {
                    unlocked(service, false);
                    notStopping(service);
                    var config = replace ? given : merged(service.config(), given);
                    ConfigRules.check(config);
                    ConfigRules.require(
                            ConfigRules.name(config).equals(service.name()),
                            "the name of a service cannot change");
                    var token = config.path("token").asText(service.deployed().token());
                    var next =
                            service.deployed()
                                    .withNext(
                                            Json.text(config),
                                            ConfigRules.instances(config),
                                            token,
                                            clock.millis());
                    return lifecycle.update(service.withDeployed(next), clock.millis());
                });
    }

    /// Objects are merged, all else is replaced, null removes.
    private static ObjectNode merged(ObjectNode base, JsonNode change) {
        change.properties()
                .forEach(field -> {
                    if (field.getValue() instanceof NullNode) {
                        base.remove(field.getKey());
                    } else if (base.get(field.getKey()) instanceof ObjectNode inner
                            && field.getValue().isObject()) {
                        merged(inner, field.getValue());
                    } else {
                        base.set(field.getKey(), field.getValue());
                    }
                });
        return base;
    }

    ObjectNode version(Call call) {
        int wanted = call.json().path("Version").asInt(0);
        return changed(
                call,
                "is switching to version " + wanted,
                service -> {
                    unlocked(service, false);
                    notStopping(service);
                    ConfigRules.require(
                            wanted > 0 && wanted <= service.deployed().configs().size(),
                            "version " + wanted + " does not exist");
                    var deployed = service.deployed().withVersion(wanted, clock.millis());
                    return lifecycle.update(service.withDeployed(deployed), clock.millis());
                });
    }

    ObjectNode delete(Call call) {
        return changed(
                call,
                "is terminating",
                service -> {
                    unlocked(service, true);
                    return lifecycle.delete(service, clock.millis());
                });
    }

    ObjectNode start(Call call) {
        return changed(
                call,
                "is starting",
                service -> {
                    ConfigRules.require(
                            STARTABLE.contains(service.status()),
                            "service is " + service.status().wire() + ", not Stopped");
                    return lifecycle.start(peopled(service), clock.millis());
                });
    }

    /// What was scaled to nothing starts with the instances of its config. Chosen.
    private DeployedService peopled(DeployedService service) {
        return service.deployed().instances() > 0
                ? service
                : service.withDeployed(
                        service.deployed()
                                .withInstances(
                                        ConfigRules.instances(service.config()), clock.millis()));
    }

    ObjectNode stop(Call call) {
        return changed(
                call,
                "is stopping",
                service -> {
                    unlocked(service, true);
                    ConfigRules.require(
                            service.status() != Status.STOPPED, "service is stopped already");
                    return lifecycle.stop(service, clock.millis());
                });
    }

    ObjectNode restart(Call call) {
        return changed(
                call,
                "is restarting",
                service -> {
                    unlocked(service, false);
                    ConfigRules.require(
                            service.status() == Status.RUNNING || service.status() == Status.FAILED,
                            "service is " + service.status().wire() + ", not Running");
                    return lifecycle.restart(service, clock.millis());
                });
    }

    ObjectNode scale(Call call) {
        int wanted = call.json().path("Instance").asInt(-1);
        ConfigRules.instanceCount(wanted);
        return changed(
                call,
                "is scaling to " + wanted,
                service -> {
                    unlocked(service, false);
                    notStopping(service);
                    var deployed = service.deployed().withInstances(wanted, clock.millis());
                    return lifecycle.scale(service.withDeployed(deployed), clock.millis());
                });
    }

    /// Instances that are deleted come again: the service keeps its size.
    ObjectNode deleteInstances(Call call) {
        return changed(
                call,
                "is replacing instances",
                service -> {
                    ConfigRules.require(
                            service.status() == Status.RUNNING,
                            "service is " + service.status().wire() + ", not Running");
                    return lifecycle.restart(service, clock.millis());
                });
    }

    ObjectNode lock(Call call) {
        var lock = call.json().path("Lock").asText("");
        ConfigRules.require(
                Set.of("all", "dangerous", "none").contains(lock),
                "Lock must be all, dangerous or none");
        return changed(
                call,
                "has lock " + lock,
                service -> service.withExtras(service.extras().withLock(lock)));
    }

    ObjectNode develop(Call call) {
        boolean exit = call.query().first("Exit").orElse("").equals("true");
        return changed(
                call,
                exit ? "has left the development mode" : "is in development mode",
                service -> {
                    ConfigRules.require(
                            service.status() == Status.RUNNING,
                            "service is " + service.status().wire() + ", not Running");
                    return developed(service, !exit);
                });
    }

    /// Ends the development; here nothing was changed in it, so the version stays.
    ObjectNode commit(Call call) {
        return changed(
                call,
                "is committed",
                service -> {
                    ConfigRules.require(
                            service.extras().release().developed(),
                            "service is not in development mode");
                    return developed(service, false);
                });
    }

    private static DeployedService developed(DeployedService service, boolean value) {
        var release = service.extras().release().withDeveloped(value);
        return service.withExtras(service.extras().withRelease(release));
    }

    /// The service's part in its group's traffic.
    ObjectNode release(Call call) {
        var given = call.json();
        return changed(
                call,
                "is released",
                service -> {
                    var before = service.extras().release();
                    var traffic = given.path("TrafficState").asText(before.traffic());
                    int weight = given.path("Weight").asInt(before.weight());
                    ConfigRules.require(
                            Set.of("standalone", "grouping").contains(traffic),
                            "TrafficState must be standalone or grouping");
                    ConfigRules.require(weight >= 0 && weight <= 100, "Weight must be 0 to 100");
                    var next = new DeployedService.Release(before.developed(), traffic, weight);
                    return service.withExtras(service.extras().withRelease(next));
                });
    }

    /// A change would set aside the stop that is under way. Chosen, as the code is.
    private static void notStopping(DeployedService service) {
        ConfigRules.require(
                service.status() != Status.STOPPING,
                "service is Stopping; it can be changed when it is Stopped");
    }

    private static void unlocked(DeployedService service, boolean dangerous) {
        var lock = service.extras().lock();
        if (lock.equals("all") || (dangerous && lock.equals("dangerous"))) {
            throw EasError.SAFETY_LOCK.because(
                    "Service [%s] is protected by the safety lock".formatted(service.name()));
        }
    }

    /// Applies a change to the call's service, which must be there and stay.
    ObjectNode changed(Call call, String message, UnaryOperator<DeployedService> change) {
        var there =
                services.change(
                        call.cluster(),
                        call.service(),
                        service -> {
                            ConfigRules.require(
                                    service.status() != Status.DELETING, "service is terminating");
                            return change.apply(service);
                        });
        if (there.isEmpty()) {
            throw call.notFound();
        }
        return Json.object()
                .put(
                        "Message",
                        "Service [%s] in region [%s] %s"
                                .formatted(call.service(), call.cluster(), message));
    }
}
