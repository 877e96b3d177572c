package dev.atelier.app.account;

import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.webui.BucketFiles;
import dev.atelier.cloud.webui.RemoteFiles;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Token;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.recipe.Generator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what draws on a deployed service.
///
/// @param folder the data folder
public record Connector(CloudAccess access, Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /// EAS gateways wait ten minutes at most unless they are dedicated.
    public static final Duration LONGEST = Duration.ofMinutes(15);

    /// A queue may be long, and instances may have to start first.
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);

    /// Draws on a described service that runs; large pictures travel through its folder in the
    /// object store. Closed after use where it can be.
    ///
    /// @param region empty for the account's own
    /// @param priority before other jobs of a queue, 0 for usual
    public Generator to(ServiceInfo service, Optional<String> region, long priority)
            throws IOException, NoAccountException, ConfigException {
        if (QueuedServices.isQueued(service)) {
            var way = new QueuedServices.Way(LONGEST_WAIT, priority, 0);
            return new QueuedServices(access, folder).generator(service, region, way);
        }
        var token = service.token();
        var address = URI.create(service.internetEndpoint() + "/");
        return new SyncGenerator(
                new WebuiService(address, Token.ofAccount(token::reveal)),
                LONGEST,
                files(service, region),
                service.total() <= 1);
    }

    /// Where the config does not say which folder, pictures are sent as they are.
    private Optional<RemoteFiles> files(ServiceInfo service, Optional<String> region)
            throws NoAccountException {
        try {
            var config = ServiceConfig.read(service.config());
            return BucketFiles.of(config, access.oss(region, folder.resolve("transfers")));
        } catch (ConfigException e) {
            LOG.info("the config of {} cannot be read: {}", service.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
