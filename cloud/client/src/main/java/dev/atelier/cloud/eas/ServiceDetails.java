package dev.atelier.cloud.eas;

import com.aliyuncs.http.MethodType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.eas.ControlCalls.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What the control plane knows of one service. Every method blocks for one or more calls.
public final class ServiceDetails {
    private static final int PAGE = 100;
    private static final int LINES = 500;
    private static final int MOST_PAGES = 20;

    private final ControlCalls calls;
    private final String name;

    ServiceDetails(ControlCalls calls, String name) {
        this.calls = calls;
        this.name = name;
    }

    /// Lines of the containers' output, at most ten thousand.
    public List<String> logs() throws EasException {
        return logs("");
    }

    /// Those with a keyword; an empty one means all.
    public List<String> logs(String keyword) throws EasException {
        var lines = new ArrayList<String>();
        int pages = 1;
        for (int page = 1; page <= Math.min(pages, MOST_PAGES); page++) {
            var query = new HashMap<>(Map.of("PageNum", page + "", "PageSize", LINES + ""));
            if (!keyword.isEmpty()) {
                query.put("Keyword", keyword);
            }
            var answer = calls.call(get("/logs"), query);
            answer.path("Logs").forEach(line -> lines.add(line.asText()));
            pages = answer.path("TotalPageNum").asInt(1);
        }
        return List.copyOf(lines);
    }

    /// Something that happened to a service.
    ///
    /// @param type `Normal` or `Warning`
    public record Event(String time, String type, String reason, String message) {
        static Event of(JsonNode event) {
            return new Event(
                    event.path("Time").asText(),
                    event.path("Type").asText(),
                    event.path("Reason").asText(),
                    event.path("Message").asText());
        }
    }

    /// What happened in the last seven days, as far as the first hundred.
    public List<Event> events() throws EasException {
        var query = Map.of("PageNum", "1", "PageSize", PAGE + "");
        return read(calls.call(get("/events"), query).path("Events"), Event::of);
    }

    /// One container or set of containers that does the work.
    ///
    /// @param status the vendor's word
    public record Instance(String name, String status, String reason, int restarts) {
        static Instance of(JsonNode instance) {
            return new Instance(
                    instance.path("InstanceName").asText(),
                    instance.path("Status").asText(),
                    instance.path("Reason").asText(""),
                    instance.path("RestartCount").asInt());
        }
    }

    public List<Instance> instances() throws EasException {
        var query = Map.of("PageNumber", "1", "PageSize", PAGE + "");
        return read(calls.call(get("/instances"), query).path("Instances"), Instance::of);
    }

    /// Takes an instance away; the service starts another in its place.
    public void replaceInstance(String instance) throws EasException {
        var target = target(MethodType.DELETE, "/instances");
        calls.call(target, Map.of("InstanceList", instance));
    }

    /// One container of an instance.
    ///
    /// @param reason why it is not running; the vendor spells the key `CurrentReaon`
    public record Container(
            String name, String image, String status, String reason, boolean ready, int restarts) {
        static Container of(JsonNode container) {
            return new Container(
                    container.path("Name").asText(),
                    container.path("Image").asText(),
                    container.path("CurrentStatus").asText(),
                    container
                            .path("CurrentReaon")
                            .asText(container.path("CurrentReason").asText("")),
                    container.path("Ready").asBoolean(),
                    container.path("RestartCount").asInt());
        }
    }

    public List<Container> containers(String instance) throws EasException {
        var path = "/instances/" + ControlCalls.safe(instance) + "/containers";
        return read(calls.call(get(path)).path("Containers"), Container::of);
    }

    /// A configuration that was deployed once.
    ///
    /// @param config its JSON
    public record Version(int imageId, String built, String config, String message) {
        static Version of(JsonNode version) {
            return new Version(
                    version.path("ImageId").asInt(),
                    version.path("BuildTime").asText(),
                    version.path("ServiceConfig").asText(),
                    version.path("Message").asText(""));
        }
    }

    public List<Version> versions() throws EasException {
        var query = Map.of("PageNumber", "1", "PageSize", PAGE + "");
        return read(calls.call(get("/versions"), query).path("Versions"), Version::of);
    }

    /// What the vendor thinks is wrong.
    public record Diagnosis(String error, List<String> causes, List<String> advices) {
        static Diagnosis of(JsonNode diagnosis) {
            return new Diagnosis(
                    diagnosis.path("Error").asText(),
                    read(diagnosis.path("Causes"), JsonNode::asText),
                    read(diagnosis.path("Advices"), JsonNode::asText));
        }
    }

    public List<Diagnosis> diagnoses() throws EasException {
        return read(calls.call(get("/diagnosis")).path("DiagnosisList"), Diagnosis::of);
    }

    /// Where a service is called.
    ///
    /// @param type `DefaultGateway`, `PrivateGateway`, `Nlb` or `Nacos`
    public record Endpoint(String type, List<String> internet, List<String> intranet) {
        static Endpoint of(JsonNode endpoint) {
            return new Endpoint(
                    endpoint.path("EndpointType").asText(),
                    read(endpoint.path("InternetEndpoints"), JsonNode::asText),
                    read(endpoint.path("IntranetEndpoints"), JsonNode::asText));
        }
    }

    /// @param token what callers show
    public record Endpoints(Secret token, List<Endpoint> all) {}

    public Endpoints endpoints() throws EasException {
        var answer = calls.call(get("/endpoints"));
        var token = new Secret(answer.path("AccessToken").asText(""));
        return new Endpoints(token, read(answer.path("Endpoints"), Endpoint::of));
    }

    /// What may not be done to a service.
    public enum Lock {
        /// Nothing may be changed.
        ALL("all"),
        /// It may be neither stopped nor deleted.
        DANGEROUS("dangerous"),
        NONE("none");

        private final String word;

        Lock(String word) {
            this.word = word;
        }
    }

    public void lock(Lock lock) throws EasException {
        var body = "{\"Lock\":\"" + lock.word + "\"}";
        calls.call(target(MethodType.PUT, "/lock"), Map.of(), body);
    }

    /// Adds labels or gives them other values.
    public void label(Map<String, String> labels) throws EasException {
        var body = JsonNodeFactory.instance.objectNode();
        labels.forEach(body.putObject("Labels")::put);
        calls.call(target(MethodType.PUT, "/label"), Map.of(), body.toString());
    }

    public void unlabel(List<String> keys) throws EasException {
        var array = JsonNodeFactory.instance.arrayNode();
        keys.forEach(array::add);
        calls.call(target(MethodType.DELETE, "/label"), Map.of("Keys", array.toString()));
    }

    private static <T> List<T> read(JsonNode array, Function<JsonNode, T> reader) {
        var read = new ArrayList<T>();
        array.forEach(node -> read.add(reader.apply(node)));
        return List.copyOf(read);
    }

    private Target get(String below) {
        return target(MethodType.GET, below);
    }

    private Target target(MethodType method, String below) {
        return new Target(method, ControlCalls.ONE + below, name);
    }
}
