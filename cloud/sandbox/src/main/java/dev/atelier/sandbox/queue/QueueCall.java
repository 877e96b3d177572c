package dev.atelier.sandbox.queue;

import dev.atelier.http.Endpoint;
import dev.atelier.http.Query;
import java.util.Optional;
import java.util.stream.Stream;

/// The calls of a queue. The first that fits a request is the one that it means.
public enum QueueCall {
    END("POST", "_eos_", Page.CLIENTS, Endpoint.PLAIN),
    PUT("POST", "", Page.ACCESS, Program.ARTICLE),
    ATTRIBUTES("GET", "_attrs_", Page.ACCESS, Endpoint.PLAIN),
    COUNT("GET", "_count_", Page.CLIENTS, Program.ARTICLE),
    SEARCH("GET", "_search_", Page.CLIENTS, Endpoint.PLAIN),
    /// Over a WebSocket, or as a stream of HTTP.
    WATCH("GET", "_watch_", Page.SUBSCRIPTION, Program.WATCHER),
    GET("GET", "", Page.ACCESS, Endpoint.PLAIN),
    REFUSE("PUT", "_negative_", Page.SUBSCRIPTION, Endpoint.PLAIN),
    COMMIT("PUT", "", Page.SUBSCRIPTION, Program.ARTICLE),
    TRUNCATE("DELETE", "_trunc_", Page.ACCESS, Endpoint.PLAIN),
    DELETE("DELETE", "", Page.ACCESS, Endpoint.PLAIN);

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

    /// Who makes the calls in the tests. Others are plain requests, after the vendor's clients:
    /// none that Maven Central has makes them.
    private interface Program {
        /// The calls of the vendor's article, by plain HTTP.
        String ARTICLE = "the vendor's article";

        String WATCHER = "Java-WebSocket 1.6.0";
    }

    private final String method;
    private final String parameter;
    private final Endpoint endpoint;

    /// @param parameter that is `true`; empty where none is needed
    /// @param page that describes it
    QueueCall(String method, String parameter, String page, String client) {
        this.method = method;
        this.parameter = parameter;
        this.endpoint =
                new Endpoint(
                        method + " " + (parameter.isEmpty() ? name() : parameter), page, client);
    }

    public String method() {
        return method;
    }

    /// The parameter that it needs, as a query of its own; empty for none.
    public String query() {
        return parameter.isEmpty() ? "" : parameter + "=true";
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// What a request means; empty where no call has its method.
    public static Optional<QueueCall> of(String method, Query query) {
        return Stream.of(values())
                .filter(it -> it.method.equals(method))
                .filter(it -> it.parameter.isEmpty() || it.isIn(query))
                .findFirst();
    }

    /// The end of a queue is meant by the parameter alone.
    private boolean isIn(Query query) {
        return this == END ? query.has(parameter) : QueueCalls.on(query, parameter);
    }
}
