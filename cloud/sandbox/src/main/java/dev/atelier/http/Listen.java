package dev.atelier.http;

import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// Where to listen, and who may call.
///
/// @param port 0 for any that is free
/// @param token empty only on loopback; else the secret of the account and of the webui API
/// @param hosts names that callers may use besides loopback's own; with a token any name may be
///   used
public record Listen(InetAddress address, int port, Optional<String> token, Set<String> hosts) {
    private static final int LEAST_TOKEN = 16;

    public Listen(InetAddress address, int port, Optional<String> token) {
        this(address, port, token, Set.of());
    }

    public Listen {
        hosts = Set.copyOf(hosts);
        if (port < 0 || port > 65535) {
            throw InvalidValueException.of(
                    "port", Message.of("expected.range", 0, "65535"), String.valueOf(port));
        }
        if (!address.isLoopbackAddress() && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "an address that others can reach needs a token: " + address.getHostAddress());
        }
        if (token.isPresent() && token.get().length() < LEAST_TOKEN) {
            throw new InvalidValueException(
                    Message.of(
                            "value.short",
                            "token",
                            Message.of("expected.least-characters", LEAST_TOKEN)));
        }
    }

    /// Only from this machine.
    public static Listen loopback(int port) {
        return new Listen(InetAddress.ofLiteral("127.0.0.1"), port, Optional.empty());
    }

    /// The same for callers by these names, too, without ports.
    public Listen allowing(Set<String> names) {
        return new Listen(address, port, token, names);
    }

    /// An address that callers can use: where this listens on all, one of this machine in its
    /// network, or loopback where it is in none.
    InetAddress reachable() {
        if (!address.isAnyLocalAddress()) {
            return address;
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(it -> it instanceof Inet4Address)
                    .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
                    .min(Comparator.comparing(it -> !it.isSiteLocalAddress()))
                    .orElseGet(() -> InetAddress.ofLiteral("127.0.0.1"));
        } catch (SocketException e) {
            return InetAddress.ofLiteral("127.0.0.1");
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + ":" + port;
    }
}
