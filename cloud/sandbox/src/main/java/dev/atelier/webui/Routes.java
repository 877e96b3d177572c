package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.http.Responder;
import dev.atelier.webui.request.FieldTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The calls of the API by path and method.
final class Routes {
    private final Map<String, Map<String, Route>> byPath = new TreeMap<>();

    /// @param fields of its body; empty where it takes none
    record Route(String method, String path, Optional<FieldTable> fields, Responder responder) {}

    void get(String path, Supplier<JsonNode> answer) {
        on("GET", path, _ -> Reply.json(200, answer.get()));
    }

    /// A call without a body.
    void post(String path, Supplier<JsonNode> answer) {
        on("POST", path, _ -> Reply.json(200, answer.get()));
    }

    void post(String path, FieldTable fields, Responder responder) {
        add(new Route("POST", path, Optional.of(fields), responder));
    }

    void on(String method, String path, Responder responder) {
        add(new Route(method, path, Optional.empty(), responder));
    }

    private void add(Route route) {
        byPath.computeIfAbsent(route.path(), _ -> new TreeMap<>()).put(route.method(), route);
    }

    /// All of them, ordered by path.
    List<Route> all() {
        return byPath.values().stream().flatMap(methods -> methods.values().stream()).toList();
    }

    /// The answer of the route, or the framework's where there is none.
    Reply answer(Incoming incoming) {
        var methods = byPath.get(incoming.rawPath());
        if (methods == null) {
            return Reply.json(404, Json.object().put("detail", "Not Found"));
        }
        var route = methods.get(incoming.method());
        if (route == null) {
            return Reply.json(405, Json.object().put("detail", "Method Not Allowed"))
                    .with("Allow", String.join(", ", methods.keySet()));
        }
        return route.responder().answer(incoming);
    }
}
