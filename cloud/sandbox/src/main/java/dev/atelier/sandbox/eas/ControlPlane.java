package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Endpoint;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Query;
import dev.atelier.http.Reply;
import dev.atelier.http.Responder;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.inventory.RpcCalls;
import dev.atelier.sandbox.inventory.SandboxInventory;
import dev.atelier.sandbox.sign.OpenApiError;
import dev.atelier.sandbox.sign.RefusedException;
import dev.atelier.sandbox.sign.Verifier;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signed calls: EAS and AIWorkSpace by path, STS, VPC, ECS and NAS by the parameter `Action`.
public final class ControlPlane implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private static final Pattern HOST_REGION =
            Pattern.compile("[a-z-]+\\.([a-z]+-[a-z0-9-]+)\\.aliyuncs\\.com(:[0-9]+)?");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    private final Verifier verifier;
    private final EasRoutes routes;
    private final RpcCalls rpc;
    private final Faults faults;
    private final InstantSource clock;

    ControlPlane(
            Verifier verifier, EasRoutes routes, RpcCalls rpc, Faults faults, InstantSource clock) {
        this.verifier = verifier;
        this.routes = routes;
        this.rpc = rpc;
        this.faults = faults;
        this.clock = clock;
    }

    /// An operation as it is called.
    ///
    /// @param method of HTTP; empty for a call by the parameter `Action`
    /// @param path with variables in braces, such as `/api/v2/groups/{cluster}/{group}`; the API's
    ///   version for a call by the parameter `Action`
    public record Operation(Endpoint endpoint, String method, String path) {}

    /// All operations that are answered.
    public List<Operation> operations() {
        var byPath =
                routes.all().stream()
                        .map(it -> new Operation(it.endpoint(), it.method(), it.template()));
        var byAction =
                rpc.actions().stream()
                        .map(it -> new Operation(it.endpoint(), "", it.api().version()));
        return Stream.concat(byPath, byAction).toList();
    }

    @Override
    public Reply answer(Incoming incoming) {
        var requestId = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        try {
            return reply(200, requestId, run(incoming));
        } catch (RefusedException e) {
            var body =
                    Json.object()
                            .put("HostId", incoming.header("host").orElse(""))
                            .put("Code", e.error().code())
                            .put("Message", e.words())
                            .put("Recommend", "");
            return reply(e.error().status(), requestId, body);
        }
    }

    private ObjectNode run(Incoming incoming) {
        if (faults.throttles(clock.instant())) {
            throw OpenApiError.THROTTLING_USER.exception();
        }
        if (incoming.rawPath().equals("/")) {
            verifier.rpc(incoming);
            var query = incoming.query().and(incoming.form()).and(actionHeaders(incoming));
            allowed(query.first("Action").orElse(""));
            return rpc.answer(query);
        }
        verifier.roa(incoming);
        allowed(incoming.method() + " " + incoming.rawPath());
        var match =
                routes.find(incoming).orElseThrow(() -> OpenApiError.INVALID_ACTION.exception());
        LOG.debug("{} at {}", match.name(), incoming.rawPath());
        return match.operation().run(call(incoming, match.path()));
    }

    private void allowed(String call) {
        if (faults.denies(call)) {
            throw OpenApiError.FORBIDDEN_RAM.exception();
        }
    }

    /// ACS3 callers name the action in headers.
    private static Query actionHeaders(Incoming incoming) {
        var pairs = new ArrayList<Query.Pair>();
        incoming.header("x-acs-action").ifPresent(a -> pairs.add(new Query.Pair("Action", a)));
        incoming.header("x-acs-version").ifPresent(v -> pairs.add(new Query.Pair("Version", v)));
        return new Query(pairs);
    }

    private static Call call(Incoming incoming, Map<String, String> path) {
        return new Call(region(incoming), path, incoming.query(), incoming.body());
    }

    /// The endpoint's host names the region; on loopback only the SDK's own header does.
    private static String region(Incoming incoming) {
        var host = HOST_REGION.matcher(incoming.header("host").orElse(""));
        if (host.matches()) {
            return host.group(1);
        }
        return incoming.header("regionid")
                .or(() -> incoming.header("x-acs-region-id"))
                .filter(r -> REGION.matcher(r).matches())
                .orElse(SandboxInventory.REGION);
    }

    private static Reply reply(int status, String requestId, ObjectNode body) {
        body.put("RequestId", requestId);
        return Reply.json(status, body).with("x-acs-request-id", requestId);
    }
}
