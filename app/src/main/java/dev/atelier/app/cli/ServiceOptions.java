package dev.atelier.app.cli;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.Connector;
import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.account.SentJobs;
import dev.atelier.app.account.Spending;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Token;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A service to make pictures on, instead of this computer.
final class ServiceOptions {
    /// Between two looks at a service whose lease is over.
    private static final Duration LOOK = Duration.ofSeconds(3);

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
            converter = Converters.OfPriority.class,
            paramLabel = "N",
            description = "Before other jobs in the queue of an asynchronous service. Default: 0.")
    private int priority;

    private Optional<GenerateRun.Sending> sending = Optional.empty();

    /// Where jobs are noted that go to the queue of the service; empty where it has none.
    Optional<GenerateRun.Sending> sending() {
        return sending;
    }

    boolean isNamed() {
        return service != null;
    }

    /// The service, if one is named; asks the control plane for one that is named without address.
    ///
    /// @param folder the data folder
    /// @param say takes a line for the user
    Optional<Generator> generator(CloudAccess access, Path folder, Consumer<String> say)
            throws NoAccountException, EasException, IOException, ConfigException {
        if (service == null) {
            return Optional.empty();
        }
        var spending = new Spending(folder, InstantSource.system());
        new LeaseKeeper(access, spending, LOOK, it -> say.accept(it.english())).catchUp();
        var sent = SentJobs.in(folder);
        if (!sent.left().isEmpty()) {
            say.accept(Message.of("cli.sent-left", sent.left().size()).english());
        }
        if (service.contains("://")) {
            if (spending.prices().cap().isSet()) {
                say.accept(Message.of("cli.cap-unchecked").english());
            }
            return Optional.of(new SyncGenerator(at(service, access), Connector.LONGEST));
        }
        var eas = access.eas(Optional.empty());
        var found = running(service, eas);
        spending.saw(found);
        var reached = spending.reached(eas);
        if (reached.isPresent()) {
            throw CommandException.failed(reached.get().reason());
        }
        if (QueuedServices.isQueued(found)) {
            var to = new SentJobs.Service(found.name(), found.region());
            sending = Optional.of(new GenerateRun.Sending(sent, to));
        }
        var connector = new Connector(access, folder);
        return Optional.of(connector.to(found, Optional.empty(), priority));
    }

    private WebuiService at(String address, CloudAccess access) {
        try {
            var token = access.environment().getOrDefault(tokenEnv, "");
            return new WebuiService(URI.create(address), Token.ofVariable(tokenEnv, () -> token));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Message.of("cli.no-web-address", address));
        }
    }

    private static ServiceInfo running(String name, EasClient eas) throws EasException {
        var found = eas.describe(name);
        if (!found.isRunning() || found.internetEndpoint().isEmpty()) {
            throw CommandException.failed(Message.of("cli.not-running", name, found.status()));
        }
        return found;
    }
}
