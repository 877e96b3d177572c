package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.inventory.MachineType;
import dev.atelier.sandbox.inventory.SandboxInventory;
import dev.atelier.sandbox.sign.Account;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Services as the wire shows them.
final class ServiceView {
    private final Account account;
    private final Supplier<String> address;

    /// @param address of the gateway
    ServiceView(Account account, Supplier<String> address) {
        this.account = account;
        this.address = address;
    }

    /// As ListServices returns it.
    ObjectNode brief(DeployedService service) {
        var life = service.life();
        int total = service.deployed().instances();
        int running = running(service);
        var config = service.config();
        var row =
                Json.object()
                        .put("ServiceName", service.name())
                        .put("ServiceId", service.identity().id())
                        .put("ServiceUid", service.identity().id())
                        .put("Region", service.identity().region())
                        .put("Status", service.shownStatus())
                        .put("Reason", life.reason())
                        .put("Message", life.message())
                        .put("TotalInstance", total)
                        .put("RunningInstance", running)
                        .put("PendingInstance", pending(service))
                        .put("CurrentVersion", service.deployed().version())
                        .put("LatestVersion", service.deployed().configs().size())
                        .put("CreateTime", time(service.identity().created()))
                        .put("UpdateTime", time(service.deployed().updated()))
                        .put("CallerUid", account.id())
                        .put("ParentUid", account.id())
                        .put("Namespace", service.name().replace('_', '-'))
                        .put("WorkspaceId", service.extras().workspace())
                        .put("Resource", resource(config))
                        .put("Source", "API")
                        .put("SafetyLock", service.extras().lock())
                        .put("AutoscalerEnabled", !service.extras().autoscaler().isEmpty())
                        .put("CronscalerEnabled", !service.extras().cronscaler().isEmpty())
                        .put("Image", config.at("/containers/0/image").asText(""))
                        .put("WorkloadType", "deployment")
                        .put("TrafficState", service.extras().release().traffic())
                        .put("Weight", service.extras().release().weight())
                        .put("ServiceGroup", group(config))
                        .put("Gateway", gateway(config));
        machine(service).ifPresent(m -> machine(row, m));
        var labels = row.putArray("Labels");
        service.extras()
                .labels()
                .forEach((k, v) -> labels.addObject().put("LabelKey", k).put("LabelValue", v));
        return row;
    }

    /// As DescribeService returns it.
    ObjectNode full(DeployedService service) {
        var row = brief(service);
        row.put("AccessToken", service.deployed().token())
                .put("ServiceConfig", service.configText());
        endpoints(service, row);
        if (ConfigRules.async(service.config())) {
            row.put("SecondaryInternetEndpoint", endpoint("async_path." + service.name()))
                    .put("SecondaryIntranetEndpoint", endpoint("async_path." + service.name()));
        }
        return row;
    }

    /// Both endpoints lead here: this machine has no other network.
    void endpoints(DeployedService service, ObjectNode row) {
        row.put("InternetEndpoint", endpoint(service.name()))
                .put("IntranetEndpoint", endpoint(service.name()));
    }

    String endpoint(String name) {
        return address.get() + "/api/predict/" + name;
    }

    static int running(DeployedService service) {
        return switch (service.status()) {
            case RUNNING, SCALING, UPDATING, STOPPING -> service.deployed().instances();
            case CREATING, WAITING, STOPPED, STARTING, FAILED, DELETING, DELETED -> 0;
        };
    }

    private static int pending(DeployedService service) {
        return switch (service.status()) {
            case CREATING, WAITING, STARTING -> service.deployed().instances();
            case RUNNING, SCALING, UPDATING, STOPPING, STOPPED, FAILED, DELETING, DELETED -> 0;
        };
    }

    static Optional<MachineType> machine(DeployedService service) {
        return SandboxInventory.machine(
                service.config().at("/cloud/computing/instance_type").asText(""));
    }

    private static void machine(ObjectNode row, MachineType machine) {
        row.put("Cpu", machine.cpus())
                .put("Memory", machine.memoryGb() * 1024)
                .put("Gpu", machine.gpu().isEmpty() ? 0 : 1);
    }

    static String group(JsonNode config) {
        return config.at("/metadata/group").asText("");
    }

    static String gateway(JsonNode config) {
        var own = config.at("/networking/gateway").asText("");
        return own.isEmpty() ? config.at("/metadata/gateway").asText("") : own;
    }

    /// The resource group that a service runs in, empty for public machines.
    static String resource(JsonNode config) {
        var own = config.at("/metadata/resource").asText("");
        return own.isEmpty() ? config.path("resource").asText("") : own;
    }

    static String time(long millis) {
        return Instant.ofEpochSecond(millis / 1000).toString();
    }
}
