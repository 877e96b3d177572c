package dev.atelier.sandbox.queue;

import dev.atelier.http.Endpoint;
import dev.atelier.http.Incoming;
import dev.atelier.http.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The calls of a queue. The first that fits a request is the one that it means.
public enum QueueCall {
    END("POST", "_eos_", Page.CLIENTS, Program.TEST, "?_eos_=true"),
    PUT("POST", "", Page.ACCESS, Program.ARTICLE, "web.post("),
    ATTRIBUTES("GET", "_attrs_", Page.ACCESS, Program.TEST, "?_attrs_=true"),
    COUNT("GET", "_count_", Page.CLIENTS, Program.ARTICLE, "_count_=true"),
    SEARCH("GET", "_search_", Page.CLIENTS, Program.TEST, "?_search_=true"),
    /// Over a WebSocket, or as a stream of HTTP.
    WATCH("GET", "_watch_", Page.SUBSCRIPTION, Program.WATCHER, "_watch_=true"),
    GET("GET", "", Page.ACCESS, Program.TEST, "web.get(\"\")"),
    REFUSE("PUT", "_negative_", Page.SUBSCRIPTION, Program.TEST, "&_negative_=true"),
    COMMIT("PUT", "", Page.SUBSCRIPTION, Program.ARTICLE, "_indexes_="),
    TRUNCATE("DELETE", "_trunc_", Page.ACCESS, Program.TEST, "&_trunc_=true"),
    DELETE("DELETE", "", Page.ACCESS, Program.TEST, "web.delete(\"?_indexes_=");

    /// The vendor's pages.
    private interface Page {
        String HELP = "https://www.alibabacloud.com/help/en/pai/user-guide/";

        /// Putting, reading, deleting, attributes.
        String ACCESS = HELP + "access-queue-service";

        /// Consumers: watching, and what follows on a frame.
        String SUBSCRIPTION = HELP + "queue-service-subscription-push";

        /// What only the vendor's clients call.
        String CLIENTS = HELP + "queue-service-sdk";
    }

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
    /// @param page that describes it
    QueueCall(String method, String parameter, String page, String program, String call) {
        this.method = method;
        this.parameter = parameter;
        this.endpoint =
                new Endpoint(
                        method + " " + (parameter.isEmpty() ? name() : parameter),
                        page,
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
