package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Query;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.deployed.EasError;
import dev.atelier.sandbox.deployed.Services;
import dev.atelier.sandbox.deployed.Status;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The operations that return which services there are.
final class ServiceReads {
    private final Services services;
    private final ServiceView view;
    private final InstantSource clock;

    ServiceReads(Services services, ServiceView view, InstantSource clock) {
        this.services = services;
        this.view = view;
        this.clock = clock;
    }

    ObjectNode describe(Call call) {
        return view.full(service(call));
    }

    DeployedService service(Call call) {
        return services.find(call.cluster(), call.service()).orElseThrow(call::notFound);
    }

    ObjectNode list(Call call) {
        var query = call.query();
        Comparator<DeployedService> order = Comparator.comparingLong(s -> s.identity().created());
        var rows =
                services.all(call.region()).stream()
                        .filter(s -> wanted(query, s))
                        .sorted(
                                query.first("Order").orElse("desc").equals("asc")
                                        ? order
                                        : order.reversed())
                        .toList();
        var answer = Json.object();
        var list = answer.putArray("Services");
        call.page(answer, "PageNumber", 100, rows).forEach(s -> list.add(view.brief(s)));
        return answer;
    }

    private static boolean wanted(Query query, DeployedService service) {
        return named(query, service) && placed(query, service);
    }

    /// Where it runs and to whom it belongs.
    private static boolean placed(Query query, DeployedService service) {
        var config = service.config();
        return query.given("GroupName").map(ServiceView.group(config)::equals).orElse(true)
                && query.given("Gateway").map(ServiceView.gateway(config)::equals).orElse(true)
                && query.given("ResourceName")
                        .map(ServiceView.resource(config)::equals)
                        .orElse(true)
                && query.given("ResourceType").map(t -> isType(t, config)).orElse(true)
                && query.given("Label").map(text -> labelled(text, service)).orElse(true);
    }

    /// Chosen: the values are those of the instances, with and without their ending.
    private static boolean isType(String wanted, JsonNode config) {
        var own = ServiceView.resource(config).isEmpty() ? "Public" : "Private";
        return wanted.equalsIgnoreCase(own)
                || wanted.equalsIgnoreCase(own + "Resource")
                || (own.equals("Private") && wanted.equalsIgnoreCase("Dedicated"));
    }

    /// @param text JSON, every pair of which the service must have
    private static boolean labelled(String text, DeployedService service) {
        var wanted =
                Json.objectOf(text.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow(() -> ConfigRules.bad("Label must be a JSON object"));
        return wanted.properties().stream()
                .allMatch(e ->
                        e.getValue().asText().equals(service.extras().labels().get(e.getKey())));
    }

    private static boolean named(Query query, DeployedService service) {
        var type = service.config().at("/metadata/type").asText("Standard");
        return query.given("Filter").map(service.name()::contains).orElse(true)
                && query.given("ServiceName").map(service.name()::equals).orElse(true)
                && query.given("ServiceStatus").map(service.shownStatus()::equals).orElse(true)
                && query.given("ServiceType").map(type::equalsIgnoreCase).orElse(true)
                && query.given("WorkspaceId")
                        .map(service.extras().workspace()::equals)
                        .orElse(true);
    }

    ObjectNode groups(Call call) {
        var names =
                services.all(call.region()).stream()
                        .map(s -> ServiceView.group(s.config()))
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .sorted()
                        .filter(name -> name.contains(call.query().first("Filter").orElse("")))
                        .toList();
        var answer = Json.object();
        var list = answer.putArray("Groups");
        call.page(answer, "PageNumber", 100, names).forEach(name -> list.add(group(call, name)));
        return answer;
    }

    ObjectNode group(Call call) {
        return group(call, call.path().getOrDefault("group", ""));
    }

    ObjectNode groupEndpoints(Call call) {
        var group = group(call);
        var answer = Json.object().put("AccessToken", group.path("AccessToken").asText());
        var row =
                answer.putArray("Endpoints")
                        .addObject()
                        .put("EndpointType", "DefaultGateway")
                        .put("BackendId", "default")
                        .put("PathType", "Group")
                        .put("Port", 80);
        row.putArray("InternetEndpoints").add(group.path("InternetEndpoint").asText());
        row.putArray("IntranetEndpoints").add(group.path("IntranetEndpoint").asText());
        return answer;
    }

    /// A group is there while a service is in it; its token is the first one's.
    private ObjectNode group(Call call, String name) {
        var members =
                services.all(call.region()).stream()
                        .filter(s -> ServiceView.group(s.config()).equals(name))
                        .sorted(Comparator.comparingLong(s -> s.identity().created()))
                        .toList();
        if (members.isEmpty() || name.isEmpty()) {
            throw EasError.GROUP_NOT_FOUND.because("Group [%s] not found".formatted(name));
        }
        var first = members.getFirst();
        return Json.object()
                .put("Name", name)
                .put("ClusterId", call.cluster())
                .put("AccessToken", first.deployed().token())
                .put("CreateTime", ServiceView.time(first.identity().created()))
                .put("UpdateTime", ServiceView.time(members.getLast().deployed().updated()))
                .put("InternetEndpoint", view.endpoint(name))
                .put("IntranetEndpoint", view.endpoint(name));
    }

    ObjectNode versions(Call call) {
        var service = service(call);
        var answer = Json.object();
        var rows =
                service.deployed().configs().stream()
                        .map(config ->
                                Json.object()
                                        .put("ServiceConfig", config)
                                        .put("ImageAvailable", "available")
                                        .put("ServiceRunnable", "true")
                                        .put("Message", ""))
                        .toList();
        var list = answer.putArray("Versions");
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).put("ImageId", i + 1);
            long built = service.deployed().built().get(i);
            rows.get(i).put("BuildTime", built == 0 ? "" : ServiceView.time(built));
        }
        call.page(answer, "PageNumber", 100, rows.reversed()).forEach(list::add);
        return answer;
    }

    ObjectNode instances(Call call) {
        var answer = Json.object();
        var rows = instances(service(call));
        var filter = call.query().given("Filter").orElse("");
        var wanted =
                rows.stream()
                        .filter(r -> r.path("InstanceName").asText().contains(filter))
                        .toList();
        var list = answer.putArray("Instances");
        call.page(answer, "PageNumber", 100, wanted).forEach(list::add);
        return answer;
    }

    private static List<ObjectNode> instances(DeployedService service) {
        int total = service.status() == Status.STOPPED ? 0 : service.deployed().instances();
        boolean up = ServiceView.running(service) > 0;
        return IntStream.range(0, total).mapToObj(i -> instance(service, i, up)).toList();
    }

    private static ObjectNode instance(DeployedService service, int index, boolean up) {
        var id = service.identity().id();
        return Json.object()
                .put(
                        "InstanceName",
                        "%s-%s-%d"
                                .formatted(
                                        service.name().replace('_', '-'),
                                        id.substring(id.length() - 5).toLowerCase(Locale.ROOT),
                                        index))
                .put(
                        "Status",
                        up ? "Running" : service.status() == Status.FAILED ? "Failed" : "Pending")
                .put("Reason", up ? "" : service.life().reason())
                .put("RestartCount", 0)
                .put("ReadyProcesses", up ? 1 : 0)
                .put("TotalProcesses", 1)
                .put("InnerIP", "127.0.0.1")
                .put("InstancePort", service.config().at("/containers/0/port").asInt(8000))
                .put(
                        "InstanceType",
                        service.config().at("/cloud/computing/instance_type").asText(""))
                .put("IsSpot", false)
                .put("ResourceType", "PublicResource")
                .put("Role", "Standard")
                .put("Zone", service.identity().region() + "-h")
                .put("CreateTime", ServiceView.time(service.identity().created()))
                .put("StartTime", ServiceView.time(service.deployed().updated()))
                .put("IsLatest", true);
    }

    ObjectNode containers(Call call) {
        var service = service(call);
        var known =
                instances(service).stream()
                        .anyMatch(r ->
                                r.path("InstanceName")
                                        .asText()
                                        .equals(call.path().get("instance")));
        if (!known) {
            throw EasError.INSTANCE_NOT_FOUND.exception();
        }
        var answer = Json.object();
        var list = answer.putArray("Containers");
        boolean up = ServiceView.running(service) > 0;
        for (var container : service.config().path("containers")) {
            list.addObject()
                    .put("Name", "worker0")
                    .put("Image", container.path("image").asText(""))
                    .put("Port", container.path("port").asInt(8000))
                    .put("Ready", up)
                    .put("RestartCount", 0)
                    .put("CurrentStatus", up ? "Running" : "Waiting")
                    .put("CurrentReaon", up ? "" : service.life().reason())
                    .put("CurrentTimestamp", ServiceView.time(clock.millis()));
        }
        return answer;
    }

    ObjectNode endpoints(Call call) {
        var service = service(call);
        var answer = Json.object().put("AccessToken", service.deployed().token());
        var row =
                answer.putArray("Endpoints")
                        .addObject()
                        .put("EndpointType", "DefaultGateway")
                        .put("BackendId", "default")
                        .put("PathType", "Service")
                        .put("Port", 80);
        row.putArray("InternetEndpoints").add(view.endpoint(service.name()));
        row.putArray("IntranetEndpoints").add(view.endpoint(service.name()));
        return answer.put("Message", "");
    }
}
