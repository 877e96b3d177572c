package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.BadRequestException;
import dev.atelier.http.Endpoint;
import dev.atelier.http.Incoming;
import dev.atelier.http.Percent;
import dev.atelier.sandbox.sign.VendorApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which operation a method and a path mean.
final class EasRoutes {
    private final List<Route> routes = new ArrayList<>();

    /// One operation of the API: a call in, its answer without the request id out.
    @FunctionalInterface
    interface Operation {
        ObjectNode run(Call call);
    }

    /// @param template such as `/api/v2/services/{cluster}/{service}`
    record Route(Endpoint endpoint, String method, String template, Operation operation) {}

    /// A found operation with the values of the path's variables.
    ///
    /// @param name the vendor's, such as `CreateService`
    record Match(String name, Operation operation, Map<String, String> path) {}

    /// An operation of EAS.
    ///
    /// @param name the vendor's, such as `CreateService`
    EasRoutes add(String name, String method, String template, Operation operation) {
        return add(VendorApi.EAS.endpoint(name), method, template, operation);
    }

    EasRoutes add(Endpoint endpoint, String method, String template, Operation operation) {
        routes.add(new Route(endpoint, method, template, operation));
        return this;
    }

    List<Route> all() {
        return List.copyOf(routes);
    }

    Optional<Match> find(Incoming incoming) {
        var parts = List.of(incoming.rawPath().split("/", -1));
        for (var route : routes) {
            if (route.method().equals(incoming.method())) {
                var variables = variables(List.of(route.template().split("/", -1)), parts);
                if (variables.isPresent()) {
                    return Optional.of(
                            new Match(route.endpoint().name(), route.operation(), variables.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> variables(
            List<String> template, List<String> parts) {
        if (template.size() != parts.size()) {
            return Optional.empty();
        }
        var found = new HashMap<String, String>();
        for (int i = 0; i < parts.size(); i++) {
            var wanted = template.get(i);
            if (wanted.startsWith("{")) {
                found.put(wanted.substring(1, wanted.length() - 1), decoded(parts.get(i)));
            } else if (!wanted.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /// A broken escape stays as it is: then no service has that name.
    private static String decoded(String part) {
        try {
            return Percent.decode(part, false);
        } catch (BadRequestException e) {
            return part;
        }
    }
}
