package dev.atelier.cloud.eas;

import com.aliyuncs.http.MethodType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Product;
import dev.atelier.cloud.account.SignedCalls;
import dev.atelier.cloud.account.SignedCalls.PathCall;
import dev.atelier.recipe.Message;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One call after another to the control plane of a region.
final class ControlCalls {
    static final String ALL = "/api/v2/services";
    static final String ONE = ALL + "/[ClusterId]/[ServiceName]";

    /// The SDK puts names into paths as they are, so nothing else may be in them.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final SignedCalls calls;

    ControlCalls(Credentials credentials, Optional<URI> endpoint) {
        calls = new SignedCalls(credentials, endpoint);
    }

    /// What is called.
    ///
    /// @param name of the service, empty where the path has none
    record Target(MethodType method, String path, String name) {
        static Target of(MethodType method, String path) {
            return new Target(method, path, "");
        }
    }

    JsonNode call(Target target) throws EasException {
        return call(target, Map.of(), "");
    }

    JsonNode call(Target target, Map<String, String> query) throws EasException {
        return call(target, query, "");
    }

    /// @param body JSON, or empty for none
    JsonNode call(Target target, Map<String, String> query, String body) throws EasException {
        var method = target.method().name();
        var call = new PathCall(method, target.path(), names(target), query, body);
        try {
            return calls.call(Product.EAS, call);
        } catch (CallException e) {
            throw EasException.of(e);
        }
    }

    private Map<String, String> names(Target target) throws EasException {
        return target.path().startsWith(ONE)
                ? Map.of("ClusterId", calls.region(), "ServiceName", safe(target.name()))
                : Map.of();
    }

    /// A name that may stand in a path.
    static String safe(String name) throws EasException {
        if (NAME.matcher(name).matches() && !name.startsWith(".")) {
            return name;
        }
        var what =
                name.isEmpty()
                        ? Message.of("call.no-service")
                        : Message.of("call.service-name", name);
        throw EasException.invalid(what, Message.of("call.service-name-advice"));
    }
}
