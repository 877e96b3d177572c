package dev.atelier.app.cli;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.account.Spending;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.webui.BucketFiles;
import dev.atelier.cloud.webui.Service;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Token;
import dev.atelier.recipe.Generator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A service to make pictures on, instead of this computer.
final class ServiceOptions {
    /// EAS gateways wait ten minutes at most unless they are dedicated.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// A queue may be long, and instances may have to start first.
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);

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

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "Before other jobs in the queue of an asynchronous service. Default: 0.")
    private int priority;

    /// The service, if one is named; asks the control plane for one that is named without address.
    ///
    /// @param folder the data folder
    Optional<Generator> generator(CloudAccess access, Path folder)
            throws NoAccountException, EasException, IOException, ConfigException {
        if (service == null) {
            return Optional.empty();
        }
        if (service.contains("://")) {
            return Optional.of(new SyncGenerator(at(service, access), LONGEST));
        }
        var found = running(service, access.eas(Optional.empty()));
        var spending = new Spending(folder, InstantSource.system());
        spending.saw(found);
        var reached = spending.reached();
        if (reached.isPresent()) {
            throw CommandException.failed(reached.get().sentence());
        }
        if (QueuedServices.isQueued(found)) {
            var way = new QueuedServices.Way(LONGEST_WAIT, priority, 0);
            var queued = new QueuedServices(access, folder);
            return Optional.of(queued.generator(found, Optional.empty(), way));
        }
        var token = found.token();
        var address = URI.create(found.internetEndpoint() + "/");
        var files = BucketFiles.of(ServiceConfig.read(found.config()), store(access, folder));
        return Optional.of(
                new SyncGenerator(
                        new Service(address, Token.ofAccount(token::reveal)), LONGEST, files));
    }

    private static OssStore store(CloudAccess access, Path folder) throws NoAccountException {
        return access.oss(Optional.empty(), folder.resolve("transfers"));
    }

    private Service at(String address, CloudAccess access) {
        try {
            var token = access.environment().getOrDefault(tokenEnv, "");
            return new Service(URI.create(address), Token.ofVariable(tokenEnv, () -> token));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--on: " + address + " is no web address");
        }
    }

    private static ServiceInfo running(String name, EasClient eas) throws EasException {
        var found = eas.describe(name);
        if (!found.status().equals("Running") || found.internetEndpoint().isEmpty()) {
            throw CommandException.failed(
                    "%s is %s; start it with 'atelier services start %1$s'"
                            .formatted(name, found.status()));
        }
        return found;
    }
}
