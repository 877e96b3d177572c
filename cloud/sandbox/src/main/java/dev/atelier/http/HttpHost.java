package dev.atelier.http;

import java.io.IOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// A running HTTP server on this computer. Closing stops it and breaks what is under way.
public final class HttpHost implements AutoCloseable {
    private static final long IDLE_MILLIS = 30_000;
    private static final int MAX_CONNECTIONS = 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final Listen listen;

    private HttpHost(Server server, ServerConnector connector, Listen listen) {
        this.server = server;
        this.listen = listen;
        this.connector = connector;
    }

    /// Starts to listen; blocks until it does.
    ///
    /// @param hostCheck checks every request before any handler sees it
    /// @throws IOException when the port cannot be had
    public static HttpHost start(
            Listen listen, HostCheck hostCheck, Server server, HttpBridge handler)
            throws IOException {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http()));
        connector.setHost(listen.address().getHostAddress());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        server.addConnector(connector);
        Sockets.prepare(server);
        server.setHandler(new Guard(hostCheck, handler));
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(0);
        try {
            server.start();
        } catch (IOException e) {
            stop(server);
            throw e;
        } catch (Exception e) {
            stop(server);
            throw new IOException("the server does not start: " + e.getMessage(), e);
        }
        return new HttpHost(server, connector, listen);
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        HttpBridge.configure(http);
        return http;
    }

    public int port() {
        return connector.getLocalPort();
    }

    /// Where it answers, such as `http://127.0.0.1:18322`.
    public String address() {
        var host = listen.reachable().getHostAddress().replaceFirst("%.*", "");
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
