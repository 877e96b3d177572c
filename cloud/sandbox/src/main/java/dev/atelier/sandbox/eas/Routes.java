package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.BadRequestException;
import dev.atelier.http.Incoming;
import dev.atelier.http.Percent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which operation a method and a path mean. The vendor describes an operation of its name at
/// `https://api.aliyun.com/api/eas/2021-07-01/NAME`, those of workspaces and images at
/// `https://api.aliyun.com/api/AIWorkSpace/2021-02-04/NAME`. The tests call them with the vendor's
/// aliyun-java-sdk-core.
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /// One operation of the API: a call in, its answer without the request id out.
    @FunctionalInterface
    interface Operation {
        ObjectNode run(Call call);
    }

    private record Route(String name, String method, List<String> template, Operation operation) {}

    /// A found operation with the values of the path's variables.
    ///
    /// @param name the vendor's, such as `CreateService`
    record Match(String name, Operation operation, Map<String, String> path) {}

    /// @param name the vendor's, such as `CreateService`
    /// @param template such as `/api/v2/services/{cluster}/{service}`
    Routes add(String name, String method, String template, Operation operation) {
        routes.add(new Route(name, method, List.of(template.split("/", -1)), operation));
        return this;
    }

    Optional<Match> find(Incoming incoming) {
        var parts = List.of(incoming.rawPath().split("/", -1));
        for (var route : routes) {
            if (route.method().equals(incoming.method())) {
                var variables = variables(route.template(), parts);
                if (variables.isPresent()) {
                    return Optional.of(new Match(route.name(), route.operation(), variables.get()));
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
