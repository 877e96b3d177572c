package dev.atelier.app.cli;

import dev.atelier.http.Listen;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a server of this program listens; only on this machine unless both options say otherwise.
final class ListenOptions {
    private static final String VARIABLE = "ATELIER_TOKEN";
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

    /// @throws CommandException where the options make no sense
    Listen at(int port) {
        try {
            var where = address == null ? "127.0.0.1" : address;
            return new Listen(InetAddress.getByName(where), port, token()).allowing(hosts);
        } catch (UnknownHostException e) {
            throw CommandException.usage("--listen: there is no address " + address);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> token() {
        if (token != null && tokenFile != null) {
            throw CommandException.usage("give either --token or --token-file");
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
            throw CommandException.usage(
                    "--token-file: %s cannot be read; choose a text file".formatted(tokenFile));
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
