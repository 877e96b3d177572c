package dev.atelier.sandbox.queue;

import dev.atelier.http.Endpoint;
import dev.atelier.http.Incoming;
import dev.atelier.http.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The calls of a queue. The first that fits a request is the one that it means.
public enum QueueCall {
    END("POST", "_eos_", Program.TEST, "?_eos_=true"),
    PUT("POST", "", Program.ARTICLE, "web.post("),
    ATTRIBUTES("GET", "_attrs_", Program.TEST, "?_attrs_=true"),
    COUNT("GET", "_count_", Program.ARTICLE, "_count_=true"),
    SEARCH("GET", "_search_", Program.TEST, "?_search_=true"),
    /// Over a WebSocket, or as a stream of HTTP.
    WATCH("GET", "_watch_", Program.WATCHER, "_watch_=true"),
    GET("GET", "", Program.TEST, "web.get(\"\")"),
    REFUSE("PUT", "_negative_", Program.TEST, "&_negative_=true"),
    COMMIT("PUT", "", Program.ARTICLE, "_indexes_="),
    TRUNCATE("DELETE", "_trunc_", Program.TEST, "&_trunc_=true"),
    DELETE("DELETE", "", Program.TEST, "web.delete(\"?_indexes_=");

    /// The vendor has one page for all calls.
    private static final String PAGE =
            "https://www.alibabacloud.com/help/en/pai/user-guide/queue-service-sdk";

    /// Who makes the calls in the tests.
    private interface Program {
        /// The calls of the vendor's article, by plain HTTP.
        String ARTICLE = "the vendor's article";

        String WATCHER = "Java-WebSocket 1.6.0";

        /// Plain requests, after the vendor's clients: none that Maven Central has makes them.
        String TEST = "plain HTTP";
    }

    private final String method;
    private final String parameter;
    private final Endpoint endpoint;

    /// @param parameter that is `true`; empty where none is needed
    QueueCall(String method, String parameter, String program, String call) {
        this.method = method;
        this.parameter = parameter;
        this.endpoint =
                new Endpoint(
                        method + " " + (parameter.isEmpty() ? name() : parameter),
                        PAGE,
                        new Endpoint.Client(program, call));
    }

    /// All of them.
    public static List<Endpoint> endpoints() {
        return Stream.of(values()).map(it -> it.endpoint).toList();
    }

    /// What a request means; empty where no call has its method.
    static Optional<QueueCall> of(Incoming incoming, Query query) {
        return Stream.of(values())
                .filter(it -> it.method.equals(incoming.method()))
                .filter(it -> it.parameter.isEmpty() || it.isIn(query))
                .findFirst();
    }

    /// The end of a queue is meant by the parameter alone.
    private boolean isIn(Query query) {
        return this == END ? query.has(parameter) : QueueCalls.on(query, parameter);
    }
}
