package dev.atelier.sandbox.oss;

import dev.atelier.http.HttpBridge;
import dev.atelier.sandbox.oss.store.ObjectStore;
import java.time.Clock;
import java.util.Map;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// The handler alone on a loopback port.
record OssServer(Server server, int port) {
    static final String KEY = "LTAIexamplekey";
    static final String SECRET = "an example secret";

    static OssServer start(ObjectStore store, Clock clock) throws Exception {
        var server = new Server();
        var configuration = new HttpConfiguration();
        HttpBridge.configure(configuration);
        var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(10_000);
        server.addConnector(connector);
        var objects = new OssResponder(store, Map.of(KEY, SECRET), clock);
        server.setHandler(new HttpBridge(objects, HttpBridge.Cut.NEVER));
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
