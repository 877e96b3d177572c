package dev.atelier.app.cli;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.webui.Service;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Token;
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
            paramLabel = "SERVICE|URL",
            description = "Make the pictures on this PAI-EAS service, by name or address.")
    private @Nullable String service;

    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description =
                    "Environment variable with the token of the service at URL. Default: EAS_TOKEN.")
    private String tokenEnv = "EAS_TOKEN";

    /// The service, if one is named; asks the control plane for one that is named without address.
    Optional<SyncGenerator> generator(CloudAccess access) throws NoAccountException, EasException {
        if (service == null) {
            return Optional.empty();
        }
        return Optional.of(
                new SyncGenerator(
                        service.contains("://")
                                ? at(service, access)
                                : named(service, access.eas(Optional.empty())),
                        LONGEST));
    }

    private Service at(String address, CloudAccess access) {
        try {
            var token = access.environment().getOrDefault(tokenEnv, "");
            return new Service(URI.create(address), Token.ofVariable(tokenEnv, () -> token));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--on: " + address + " is no web address");
        }
    }

    private static Service named(String name, EasClient eas) throws EasException {
        var found = eas.describe(name);
        if (!found.status().equals("Running") || found.internetEndpoint().isEmpty()) {
            throw CommandException.failed(
                    "%s is %s; start it with 'atelier services start %1$s'"
                            .formatted(name, found.status()));
        }
        var token = found.token();
        return new Service(URI.create(found.internetEndpoint() + "/"), Token.ofAccount(token::reveal));
    }
}
