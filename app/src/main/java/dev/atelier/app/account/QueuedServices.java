package dev.atelier.app.account;

import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueUser;
import dev.atelier.cloud.webui.AsyncGenerator;
import dev.atelier.cloud.webui.BucketFiles;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Token;
import dev.atelier.cloud.webui.Unwanted;
import dev.atelier.cloud.webui.WebuiService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Services behind a queue, as this installation uses them.
///
/// @param folder the data folder
public record QueuedServices(CloudAccess access, Path folder) {
    private static final Duration LISTS = Duration.ofMinutes(2);

    /// Whether a service is one.
    public static boolean isQueued(ServiceInfo service) {
        try {
            return ServiceConfig.read(service.config()).isAsync();
        } catch (ConfigException e) {
            return false;
        }
    }

    /// The input queue of a service.
    public QueueClient queue(ServiceInfo service) throws IOException {
        var token = service.token();
        return new QueueClient(
                URI.create(service.internetEndpoint()),
                token::reveal,
                QueueUser.alone(ClientId.in(folder)));
    }

    /// Answers of cancelled jobs leave the queues of a service.
    public void sweep(QueueClient queue) throws IOException {
        unwanted().sweep(queue, ClientId.in(folder));
    }

    private Unwanted unwanted() {
        return Unwanted.in(folder.resolve("cancelled"));
    }

    /// How jobs are sent.
    ///
    /// @param longest that a job may take, waiting included
    /// @param priority 0 for usual, more comes first
    /// @param window 0 to ask for each job, else one watch for so many
    public record Way(Duration longest, long priority, int window) {}

    /// Makes pictures on a service. Its bucket is reached with the account's own keys.
    public AsyncGenerator generator(ServiceInfo service, Optional<String> region, Way way)
            throws IOException, NoAccountException, ConfigException {
        var token = service.token();
        var past =
                service.syncEndpoint().isEmpty()
                        ? service.internetEndpoint()
                        : service.syncEndpoint();
        var config = ServiceConfig.read(service.config());
        var store = access.oss(region, folder.resolve("transfers"));
        return new AsyncGenerator(
                new WebuiService(
                        URI.create(service.internetEndpoint()), Token.ofAccount(token::reveal)),
                queue(service),
                new SyncGenerator(
                        new WebuiService(URI.create(past), Token.ofAccount(token::reveal)), LISTS),
                BucketFiles.of(config, store),
                new AsyncGenerator.Terms(
                        ClientId.in(folder),
                        way.longest(),
                        way.priority(),
                        service.total() <= 1,
                        way.window(),
                        unwanted()));
    }
}
