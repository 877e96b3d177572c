package dev.atelier.sandbox;

import java.net.InetAddress;
import java.util.Optional;

/// Where to listen, and who may call.
///
/// @param port 0 for any that is free
/// @param token empty only on loopback; else the secret of the account and of the webui API
public record Listen(InetAddress address, int port, Optional<String> token) {
    private static final int LEAST_TOKEN = 16;

    public Listen {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
        }
        if (!address.isLoopbackAddress() && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "an address that others can reach needs a token: " + address.getHostAddress());
        }
        if (token.isPresent() && token.get().length() < LEAST_TOKEN) {
            throw new IllegalArgumentException(
                    "token: expected at least %d characters".formatted(LEAST_TOKEN));
        }
    }

    /// Only from this machine.
    public static Listen loopback(int port) {
        return new Listen(InetAddress.ofLiteral("127.0.0.1"), port, Optional.empty());
    }

    @Override
    public String toString() {
        return address.getHostAddress() + ":" + port;
    }
}
