package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.CorsRules;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What pages of other origins may do with a bucket: the browser's question before a call, and the
/// headers with which it lets a page read the answer.
final class Cors {
    static final String DOCUMENT = "cors";
    private final ObjectStore store;
    private final Access access;

    Cors(ObjectStore store) {
        this.store = store;
        access = new Access(store);
    }

    /// OptionObject; it needs no signature.
    void preflight(Exchange exchange) {
        access.checkBucket(exchange.bucket());
        var origin = exchange.header("origin");
        var method = exchange.header("access-control-request-method");
        if (origin.isEmpty() || method.isEmpty()) {
            throw OssError.BAD_REQUEST.because(
                    "Insufficient information. Origin and Access-Control-Request-Method are needed.");
        }
        var rules =
                rules(exchange.bucket())
                        .orElseThrow(() -> forbidden("CORS is not enabled for this bucket."));
        var rule =
                rules.forCall(origin, method, exchange.header("access-control-request-headers"))
                        .orElseThrow(() ->
                                forbidden(
                                        "This CORS request is not allowed: no rule of the bucket has this origin, method and headers."));
        allow(exchange, rule, origin);
        exchange.empty(200);
    }

    /// Lets a page read the answer to a call, where a rule says so.
    void answer(Exchange exchange) {
        var origin = exchange.header("origin");
        if (!origin.isEmpty() && !exchange.bucket().isEmpty()) {
            rules(exchange.bucket())
                    .flatMap(rules -> rules.forCall(origin, exchange.method(), ""))
                    .ifPresent(rule -> allow(exchange, rule, origin));
        }
    }

    private static void allow(Exchange exchange, CorsRules.Rule rule, String origin) {
        exchange.answer("Access-Control-Allow-Origin", rule.origins().contains("*") ? "*" : origin);
        exchange.answer("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
        exchange.answer("Vary", "Origin");
        var asked = exchange.header("access-control-request-headers");
        if (!asked.isEmpty()) {
            exchange.answer("Access-Control-Allow-Headers", asked);
        }
        if (!rule.exposed().isEmpty()) {
            exchange.answer("Access-Control-Expose-Headers", String.join(", ", rule.exposed()));
        }
        if (!rule.maxAgeSeconds().isEmpty()) {
            exchange.answer("Access-Control-Max-Age", rule.maxAgeSeconds());
        }
    }

    private Optional<CorsRules> rules(String bucket) {
        return store.bucket(bucket)
                .flatMap(b -> b.document(DOCUMENT))
                .map(text -> CorsRules.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static OssException forbidden(String why) {
        return OssError.ACCESS_FORBIDDEN.because("CORSResponse: " + why);
    }
}
