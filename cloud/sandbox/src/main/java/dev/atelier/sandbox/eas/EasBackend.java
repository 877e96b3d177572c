package dev.atelier.sandbox.eas;

import dev.atelier.http.Query;
import dev.atelier.sandbox.deployed.Lifecycle;
import dev.atelier.sandbox.deployed.ServiceLogs;
import dev.atelier.sandbox.deployed.Services;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.inventory.RpcCalls;
import dev.atelier.sandbox.inventory.SandboxInventory;
import dev.atelier.sandbox.sign.Account;
import dev.atelier.sandbox.sign.VendorApi;
import dev.atelier.sandbox.sign.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The parts of the control plane, wired.
///
/// @param services what is deployed
/// @param logs where containers write
/// @param plane answers the signed calls
/// @param deployment takes a service's JSON as CreateService does, without a signature
public record EasBackend(
        Services services, ServiceLogs logs, ControlPlane plane, Consumer<String> deployment) {
    /// What a cloud is made from.
    ///
    /// @param clock the cloud's, skewed or not
    /// @param folder where it outlives a restart; empty for memory only
    /// @param address of the gateway, known once the server runs
    public record Dependencies(
            Account account,
            InstantSource clock,
            StateDurations durations,
            Faults faults,
            Optional<Path> folder,
            Supplier<String> address) {}

    /// @throws IOException when what the folder holds cannot be read
    public static EasBackend open(Dependencies dependencies) throws IOException {
        var clock = dependencies.clock();
        var lifecycle = new Lifecycle(dependencies.durations(), dependencies.faults());
        var services = Services.open(lifecycle, clock, dependencies.folder());
        var logs = new ServiceLogs(clock);
        var view = new ServiceView(dependencies.account(), dependencies.address());
        var reads = new ServiceReads(services, view, clock);
        var changes = new ServiceChanges(services, lifecycle, view, clock);
        var routes = new EasRoutes();
        servicesOf(routes, reads, changes);
        historyOf(routes, new ServiceHistory(reads, logs));
        extrasOf(routes, new ServiceExtras(reads, changes, clock));
        publicOf(routes);
        var plane =
                new ControlPlane(
                        new Verifier(dependencies.account(), clock),
                        routes,
                        new RpcCalls(dependencies.account()),
                        dependencies.faults(),
                        clock);
        return new EasBackend(services, logs, plane, config -> deploy(changes, config));
    }

    private static void deploy(ServiceChanges changes, String config) {
        var body = config.getBytes(StandardCharsets.UTF_8);
        var _ = changes.create(new Call(SandboxInventory.REGION, Map.of(), Query.parse(""), body));
    }

    private static void servicesOf(EasRoutes routes, ServiceReads reads, ServiceChanges changes) {
        var one = "/api/v2/services/{cluster}/{service}";
        routes.add("ListServices", "GET", "/api/v2/services", reads::list)
                .add("CreateService", "POST", "/api/v2/services", changes::create)
                .add("DescribeService", "GET", one, reads::describe)
                .add("UpdateService", "PUT", one, changes::update)
                .add("DeleteService", "DELETE", one, changes::delete)
                .add("StartService", "PUT", one + "/start", changes::start)
                .add("StopService", "PUT", one + "/stop", changes::stop)
                .add("RestartService", "PUT", one + "/restart", changes::restart)
                .add("ScaleService", "PUT", one + "/scale", changes::scale)
                .add("UpdateServiceVersion", "PUT", one + "/version", changes::version)
                .add("UpdateServiceSafetyLock", "PUT", one + "/lock", changes::lock)
                .add("DevelopService", "PUT", one + "/develop", changes::develop)
                .add("CommitService", "PUT", one + "/commit", changes::commit)
                .add("ReleaseService", "PUT", one + "/release", changes::release)
                .add("ListServiceVersions", "GET", one + "/versions", reads::versions)
                .add("ListServiceInstances", "GET", one + "/instances", reads::instances)
                .add(
                        "DeleteServiceInstances",
                        "DELETE",
                        one + "/instances",
                        changes::deleteInstances)
                .add(
                        "ListServiceContainers",
                        "GET",
                        one + "/instances/{instance}/containers",
                        reads::containers)
                .add("DescribeServiceEndpoints", "GET", one + "/endpoints", reads::endpoints)
                .add("ListGroups", "GET", "/api/v2/groups", reads::groups)
                .add("DescribeGroup", "GET", "/api/v2/groups/{cluster}/{group}", reads::group)
                .add(
                        "DescribeGroupEndpoints",
                        "GET",
                        "/api/v2/groups/{cluster}/{group}/endpoints",
                        reads::groupEndpoints);
    }

    private static void historyOf(EasRoutes routes, ServiceHistory history) {
        var one = "/api/v2/services/{cluster}/{service}";
        routes.add("DescribeServiceEvent", "GET", one + "/events", history::events)
                .add("DescribeServiceLog", "GET", one + "/logs", history::logs)
                .add("DescribeServiceDiagnosis", "GET", one + "/diagnosis", history::diagnosis);
    }

    private static void extrasOf(EasRoutes routes, ServiceExtras extras) {
        var one = "/api/v2/services/{cluster}/{service}";
        routes.add("CreateServiceAutoScaler", "POST", one + "/autoscaler", extras::setAutoscaler)
                .add("UpdateServiceAutoScaler", "PUT", one + "/autoscaler", extras::setAutoscaler)
                .add("DescribeServiceAutoScaler", "GET", one + "/autoscaler", extras::autoscaler)
                .add(
                        "DeleteServiceAutoScaler",
                        "DELETE",
                        one + "/autoscaler",
                        extras::dropAutoscaler)
                .add("CreateServiceCronScaler", "POST", one + "/cronscaler", extras::setCronscaler)
                .add("UpdateServiceCronScaler", "PUT", one + "/cronscaler", extras::setCronscaler)
                .add("DescribeServiceCronScaler", "GET", one + "/cronscaler", extras::cronscaler)
                .add(
                        "DeleteServiceCronScaler",
                        "DELETE",
                        one + "/cronscaler",
                        extras::dropCronscaler)
                .add("UpdateServiceLabel", "PUT", one + "/label", extras::setLabels)
                .add("DeleteServiceLabel", "DELETE", one + "/label", extras::dropLabels);
    }

    private static void publicOf(EasRoutes routes) {
        for (var below : List.of("", "/instances", "/services", "/log", "/network")) {
            routes.add(
                    "DescribeResource",
                    "GET",
                    "/api/v2/resources/{cluster}/{resource}" + below,
                    call -> {
                        throw PublicReads.noResource(call);
                    });
        }
        routes.add(
                        "DescribeMachineSpec",
                        "GET",
                        "/api/v2/public/instance_types",
                        PublicReads::machines)
                .add(
                        "DescribeSpotDiscountHistory",
                        "GET",
                        "/api/v2/public/spot_discount",
                        PublicReads::spotDiscounts)
                .add(
                        "DescribeServiceSignedUrl",
                        "GET",
                        "/api/v2/services/{cluster}/{service}/signed_url",
                        _ -> {
                            throw PublicReads.noPage();
                        })
                .add(
                        "DescribeServiceInstanceToken",
                        "GET",
                        "/api/v2/services/{cluster}/{service}/instances/{instance}/token",
                        _ -> {
                            throw PublicReads.noPage();
                        })
                .add("DescribeRegions", "GET", "/api/v2/regions", PublicReads::regions)
                .add("ListResources", "GET", "/api/v2/resources", PublicReads::resources)
                .add("ListGateway", "GET", "/api/v2/gateways", PublicReads::gateways)
                .add(
                        VendorApi.AI_WORKSPACE.endpoint("ListWorkspaces"),
                        "GET",
                        "/api/v1/workspaces",
                        PublicReads::workspaces)
                .add(
                        VendorApi.AI_WORKSPACE.endpoint("ListImages"),
                        "GET",
                        "/api/v1/images",
                        PublicReads::images);
    }
}
