package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Endpoint;
import dev.atelier.http.HttpError;
import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.http.Responder;
import dev.atelier.webui.request.FieldTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The calls of the API by path and method.
final class WebuiRoutes {
    private final Map<String, Map<String, Route>> byPath = new TreeMap<>();

    /// @param fields of its body; empty where it takes none
    record Route(
            String method, Endpoint endpoint, Optional<FieldTable> fields, Responder responder) {
        String path() {
            return endpoint.name();
        }
    }

    /// @param endpoint by its path, as in all of these
    void get(Endpoint endpoint, Supplier<JsonNode> answer) {
        on("GET", endpoint, _ -> Reply.json(200, answer.get()));
    }

    /// A call without a body.
    void post(Endpoint endpoint, Supplier<JsonNode> answer) {
        on("POST", endpoint, _ -> Reply.json(200, answer.get()));
    }

    void post(Endpoint endpoint, FieldTable fields, Responder responder) {
        add(new Route("POST", endpoint, Optional.of(fields), responder));
    }

    void on(String method, Endpoint endpoint, Responder responder) {
        add(new Route(method, endpoint, Optional.empty(), responder));
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
            return HttpError.NO_ROUTE.json();
        }
        var route = methods.get(incoming.method());
        if (route == null) {
            return HttpError.METHOD_NOT_ALLOWED
                    .json()
                    .with("Allow", String.join(", ", methods.keySet()));
        }
        return route.responder().answer(incoming);
    }
}
