package dev.atelier.http;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A running HTTP server on this computer. Closing stops it and breaks what is under way.
public final class HttpHost implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /// Each connection may keep one; the server itself needs a few.
    private static final int MAX_THREADS = MAX_CONNECTIONS + 64;

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
        return start(listen, hostCheck, server, handler, Rules.USUAL);
    }

    /// What a server does before any handler sees a request.
    ///
    /// @param errors the words of what it refuses
    /// @param head how long a request's head may take from its first byte to its last
    /// @param silence how long nothing may come where something is waited for
    public record Rules(ServerErrors errors, Duration head, Duration silence) {
        public static final Rules USUAL =
                new Rules(ServerErrors.JSON, Duration.ofSeconds(30), Duration.ofSeconds(30));

        public Rules withErrors(ServerErrors words) {
            return new Rules(words, head, silence);
        }
    }

    /// The same with other rules.
    public static HttpHost start(
            Listen listen, HostCheck hostCheck, Server server, HttpBridge handler, Rules rules)
            throws IOException {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http()));
        connector.setHost(listen.address().getHostAddress());
        connector.setPort(listen.port());
        connector.setIdleTimeout(rules.silence().toMillis());
        server.getBean(QueuedThreadPool.class).setMaxThreads(MAX_THREADS);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        server.addConnector(connector);
        Sockets.prepare(server);
        var guard = new Guard(hostCheck, handler);
        var deadline = new HeadDeadline(guard, rules.head(), connector.getScheduler());
        connector.addBean(deadline);
        server.setHandler(deadline);
        server.setErrorHandler(new ErrorAnswers(rules.errors()));
        server.setStopTimeout(0);
        try {
            server.start();
            deadline.begin();
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
