package dev.atelier.cloud.eas;

import com.aliyuncs.http.MethodType;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ControlCalls.Target;
import dev.atelier.recipe.Cancellation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The services of a region and their life. Every method blocks for one or more calls; thread-safe.
public final class EasClient {
    private static final int PAGE = 100;

    private final ControlCalls calls;
    private final String region;

    /// @param credentials with a region
    /// @param endpoint empty for the region's own; else such as `http://127.0.0.1:18322`
    public EasClient(Credentials credentials, Optional<URI> endpoint) {
        calls = new ControlCalls(credentials, endpoint);
        region = credentials.region();
    }

    /// All services of the region, page by page.
    public List<ServiceInfo> list() throws EasException {
        var services = new ArrayList<ServiceInfo>();
        for (int page = 1; ; page++) {
            var query = Map.of("PageNumber", page + "", "PageSize", PAGE + "");
            var answer = calls.call(Target.of(MethodType.GET, ControlCalls.ALL), query);
            var found = answer.path("Services");
            found.forEach(service -> services.add(ServiceInfo.of(region, service)));
            if (found.isEmpty() || services.size() >= answer.path("TotalCount").asInt()) {
                return List.copyOf(services);
            }
        }
    }

    public ServiceInfo describe(String name) throws EasException {
        return ServiceInfo.of(region, calls.call(one(MethodType.GET, "", name)));
    }

    /// The same, or empty where there is no such service.
    public Optional<ServiceInfo> find(String name) throws EasException {
        try {
            return Optional.of(describe(name));
        } catch (EasException e) {
            if (e.kind() == EasException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public void create(ServiceConfig config) throws EasException {
        var query = config.workspace().map(id -> Map.of("WorkspaceId", id)).orElse(Map.of());
        calls.call(Target.of(MethodType.POST, ControlCalls.ALL), query, config.toCompactJson());
    }

    /// Replaces the whole configuration of a service, which then restarts.
    public void replace(String name, ServiceConfig config) throws EasException {
        var query = Map.of("UpdateType", "replace");
        calls.call(one(MethodType.PUT, "", name), query, config.toCompactJson());
    }

    public void start(String name) throws EasException {
        calls.call(one(MethodType.PUT, "/start", name));
    }

    public void stop(String name) throws EasException {
        calls.call(one(MethodType.PUT, "/stop", name));
    }

    public void restart(String name) throws EasException {
        calls.call(one(MethodType.PUT, "/restart", name));
    }

    /// @param instances 0 or more
    public void scale(String name, int instances) throws EasException {
        var body = "{\"Instance\":" + instances + "}";
        calls.call(one(MethodType.PUT, "/scale", name), Map.of(), body);
    }

    public void delete(String name) throws EasException {
        calls.call(one(MethodType.DELETE, "", name));
    }

    /// The calls about one service.
    public ServiceDetails details(String name) {
        return new ServiceDetails(calls, name);
    }

    /// What starts and stops the instances of one service by itself.
    public ServiceScaling scaling(String name) {
        return new ServiceScaling(calls, name);
    }

    /// Asks again and again until the service has settled; a failed one is an answer, too.
    ///
    /// @param every between two questions; the vendor's own tools ask every 3 to 5 seconds
    /// @param seen called with every answer
    /// @return empty where it was cancelled or the service is gone
    public Optional<ServiceInfo> await(
            String name, Duration every, Consumer<ServiceInfo> seen, Cancellation cancellation)
            throws EasException, InterruptedException {
        while (!cancellation.ends()) {
            var now = find(name);
            if (now.isEmpty()) {
                return now;
            }
            seen.accept(now.get());
            if (now.get().isSettled()) {
                return now;
            }
            Thread.sleep(every.toMillis());
        }
        return Optional.empty();
    }

    private static Target one(MethodType method, String below, String name) {
        return new Target(method, ControlCalls.ONE + below, name);
    }
}
