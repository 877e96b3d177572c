package dev.atelier.app.cli;

import dev.atelier.recipe.Cancellation;
import dev.atelier.sandbox.Listen;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a server of this program listens; only on this machine unless both options say otherwise.
final class ListenOptions {
    private static final Duration LOOK = Duration.ofMillis(100);

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Let other machines call, too; needs --token. Default: 127.0.0.1.")
    private @Nullable String address;

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description = "What callers must know, at least 16 characters.")
    private @Nullable String token;

    /// @throws CommandException where the options make no sense
    Listen at(int port) {
        try {
            var where = address == null ? "127.0.0.1" : address;
            return new Listen(InetAddress.getByName(where), port, Optional.ofNullable(token));
        } catch (UnknownHostException e) {
            throw CommandException.usage("--listen: there is no address " + address);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
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
