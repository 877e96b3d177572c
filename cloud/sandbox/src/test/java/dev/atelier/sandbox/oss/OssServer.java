package dev.atelier.sandbox.oss;

import dev.atelier.http.HttpBridge;
import dev.atelier.http.StreamingResponder;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.OssCall;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// The handler alone on a loopback port.
record OssServer(Server server, int port) {
    static final String KEY = "LTAIexamplekey";
    static final String SECRET = "an example secret";

    static OssServer start(ObjectStore store, Clock clock) throws Exception {
        return start(responder(store, clock));
    }

    /// @param calls takes what requests ask for
    static OssServer start(ObjectStore store, Clock clock, Consumer<OssCall> calls)
            throws Exception {
        var objects = responder(store, clock);
        return start((head, body) -> {
            var exchange = new Exchange(head, body, "");
            exchange.resolve();
            calls.accept(exchange.call());
            return objects.answer(head, body);
        });
    }

    private static OssResponder responder(ObjectStore store, Clock clock) {
        return new OssResponder(store, Map.of(KEY, SECRET), clock);
    }

    private static OssServer start(StreamingResponder responder) throws Exception {
        var server = new Server();
        var configuration = new HttpConfiguration();
        HttpBridge.configure(configuration);
        var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(10_000);
        server.addConnector(connector);
        server.setHandler(new HttpBridge(responder, HttpBridge.Cut.NEVER));
        server.start();
        return new OssServer(server, connector.getLocalPort());
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    void close() throws Exception {
        server.stop();
    }
}
