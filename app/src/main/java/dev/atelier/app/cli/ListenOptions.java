package dev.atelier.app.cli;

import dev.atelier.file.SystemError;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a server of this program listens; only on this machine unless both options say otherwise.
final class ListenOptions {
    private static final String VARIABLE = "ATELIER_TOKEN";
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\d_.-]+|\\[[\\p{XDigit}:.]+]");
    private static final Duration LOOK = Duration.ofMillis(100);

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Let other machines call, too; needs --token. Default: 127.0.0.1.")
    private @Nullable String address;

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description =
                    "What callers must know, at least 16 characters. Default: the variable ATELIER_TOKEN, if it is set.")
    private @Nullable String token;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Read it from the first line of this file.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description =
                    "Let callers use this host name, such as host.docker.internal; may be given more than once. With a token any name may be used.")
    private Set<String> hosts = Set.of();

    /// Where to listen; the port is tried at once, before anything is loaded.
    ///
    /// @throws CommandException where the options make no sense, or the port cannot be had
    Listen at(int port) {
        try {
            requireNames();
            var where = address == null ? "127.0.0.1" : address;
            var inet = InetAddress.getByName(where);
            if (!inet.isLoopbackAddress() && token().isEmpty()) {
                throw CommandException.usage(Message.of("cli.listen-token", where));
            }
            var listen = new Listen(inet, port, token()).allowing(hosts);
            requireFree(listen);
            return listen;
        } catch (UnknownHostException e) {
            throw CommandException.usage(Message.of("cli.no-address", address));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(OptionNames.reason(e));
        }
    }

    private void requireNames() {
        for (var name : hosts) {
            if (!HOST.matcher(name).matches()) {
                throw CommandException.usage(Message.of("cli.host-name", name));
            }
        }
    }

    private static void requireFree(Listen listen) {
        try (var tried = new ServerSocket()) {
            tried.setReuseAddress(true); // as the server: a port that was just left is free
            tried.bind(new InetSocketAddress(listen.address(), listen.port()));
        } catch (IOException e) {
            throw taken(listen, e);
        }
    }

    /// Why a port cannot be listened on.
    static CommandException taken(Listen listen, IOException e) {
        if (isElsewhere(listen.address())) {
            return CommandException.failed(
                    Message.of("cli.other-address", listen.address().getHostAddress()));
        }
        return CommandException.failed(
                Message.of(
                        SystemError.of(e).filter(it -> it == SystemError.DENIED).isPresent()
                                ? "cli.port-denied"
                                : "cli.port-used",
                        listen.port()));
    }

    /// Whether the address is none of this computer's.
    private static boolean isElsewhere(InetAddress address) {
        try {
            return !address.isAnyLocalAddress()
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (SocketException e) {
            return false; // nobody knows
        }
    }

    private Optional<String> token() {
        if (token != null && tokenFile != null) {
            throw CommandException.usage(Message.of("cli.one-token"));
        }
        if (token != null) {
            return Optional.of(token);
        }
        if (tokenFile == null) {
            return Optional.ofNullable(System.getenv(VARIABLE)).filter(it -> !it.isBlank());
        }
        try {
            return Files.readString(tokenFile).lines().map(String::strip).findFirst();
        } catch (IOException e) {
            throw CommandException.usage(Message.of("cli.token-file", tokenFile));
        }
    }

    /// The header of a curl line, blank behind it; nothing where no token is wanted. The secret is
    /// shown only where it stands on the command line already.
    String curlHeader() {
        if (token().isEmpty()) {
            return "";
        }
        var secret =
                token != null
                        ? token
                        : tokenFile != null ? "$(cat " + tokenFile + ")" : "$" + VARIABLE;
        return "-H \"Authorization: Bearer " + secret + "\" ";
    }

    /// Blocks until somebody asks to stop.
    static void untilStopped(Cancellation cancellation) {
        while (!cancellation.ends()) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
