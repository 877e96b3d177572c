package dev.atelier.sandbox;

import dev.atelier.sandbox.http.Incoming;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Keeps web pages out: a page of another origin, or one whose own name was made to point here,
/// could else use what listens on loopback with the browser's help.
final class Doorway {
    private static final Pattern HOST =
            Pattern.compile(
                    "(127\\.[0-9.]+|localhost|\\[::1]|([a-z0-9_.-]+\\.)?localhost|[a-z0-9_.-]+\\.(aliyuncs|aliyun-inc)\\.com)(:[0-9]+)?");

    private final boolean loopback;

    /// @param loopback whether only this machine can call; others call by whichever name they know
    Doorway(boolean loopback) {
        this.loopback = loopback;
    }

    boolean admits(Incoming incoming) {
        var host = incoming.header("host").orElse("").toLowerCase(Locale.ROOT);
        if (loopback && !HOST.matcher(host).matches()) {
            return false;
        }
        return incoming.header("origin").map(Doorway::local).orElse(true);
    }

    private static boolean local(String origin) {
        try {
            var host = new URI(origin).getHost();
            return host != null
                    && (host.equals("localhost")
                            || host.startsWith("127.")
                            || host.equals("[::1]"));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
