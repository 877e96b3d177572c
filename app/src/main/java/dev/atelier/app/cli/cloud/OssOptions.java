package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.cloud.oss.OssStore;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which object store.
final class OssOptions {
    @Option(
            names = "--region",
            converter = CloudConverters.OfRegion.class,
            paramLabel = "REGION",
            description = "Where the bucket is, such as cn-shanghai. Default: the account's.")
    private @Nullable String region;

    @Option(
            names = "--endpoint",
            converter = CloudConverters.OfAddress.class,
            paramLabel = "URL",
            description =
                    "Where the store answers. Default: $ATELIER_OSS_ENDPOINT, else the region's.")
    private @Nullable String endpoint;

    /// @param notes folder for what unfinished uploads must remember
    OssStore open(CloudAccess access, Path notes) throws NoAccountException {
        var aimed = endpoint == null ? access : access.withOssEndpoint(endpoint);
        return aimed.oss(Optional.ofNullable(region), notes);
    }
}
