package dev.atelier.app.cli;

import dev.atelier.cloud.webui.Service;
import dev.atelier.cloud.webui.SyncGenerator;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A service to make pictures on, instead of this computer.
final class ServiceOptions {
    /// EAS gateways wait ten minutes at most unless they are dedicated.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Option(
            names = "--on",
            paramLabel = "URL",
            description = "Make the pictures on this service, such as a PAI-EAS address.")
    private @Nullable URI address;

    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description = "Environment variable with the service's token. Default: EAS_TOKEN.")
    private String tokenEnv = "EAS_TOKEN";

    /// The service, if one is named.
    Optional<SyncGenerator> generator() {
        if (address == null) {
            return Optional.empty();
        }
        try {
            var token = Optional.ofNullable(System.getenv(tokenEnv)).orElse("");
            return Optional.of(new SyncGenerator(new Service(address, () -> token), LONGEST));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--on: " + address + " is no web address");
        }
    }
}
