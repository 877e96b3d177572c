package dev.atelier.webui;

import dev.atelier.http.Buffered;
import dev.atelier.http.HeadCheck;
import dev.atelier.http.HostCheck;
import dev.atelier.http.HttpBridge;
import dev.atelier.http.HttpHost;
import dev.atelier.http.Incoming;
import dev.atelier.http.Listen;
import dev.atelier.http.Reply;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.server.Server;

/// The webui API alone, without a cloud around it. Closing stops it and its webui.
public final class WebuiServer implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 64 << 20;

    private final HttpHost host;
    private final Webui webui;

    private WebuiServer(HttpHost host, Webui webui) {
        this.host = host;
        this.webui = webui;
    }

    /// Starts to listen; blocks until it does. The webui is closed with the server.
    ///
    /// @throws IOException when the port cannot be had
    public static WebuiServer start(Listen listen, Webui webui) throws IOException {
        var hostCheck = HostCheck.of(listen);
        var tokenAuth = new TokenAuth(listen.token());
        var handler =
                new HttpBridge(new Buffered(webui, new Known(tokenAuth)), HttpBridge.Cut.NEVER);
        return new WebuiServer(HttpHost.start(listen, hostCheck, new Server(), handler), webui);
    }

    /// Only who knows the token is read.
    private record Known(TokenAuth tokenAuth) implements HeadCheck {
        @Override
        public Optional<Reply> refusal(Incoming head) {
            return tokenAuth.refusal(head);
        }

        @Override
        public int mostBytes(Incoming head) {
            return MAX_BODY_BYTES;
        }
    }

    public int port() {
        return host.port();
    }

    /// Where it answers, such as `http://127.0.0.1:7860`.
    public String address() {
        return host.address();
    }

    @Override
    public void close() {
        webui.close();
        host.close();
    }
}
