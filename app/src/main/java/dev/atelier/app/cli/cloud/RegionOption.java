package dev.atelier.app.cli.cloud;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the services are.
final class RegionOption {
    @Option(
            names = "--region",
            converter = CloudConverters.OfRegion.class,
            paramLabel = "REGION",
            description = "Such as cn-shanghai. Default: the account's.")
    private @Nullable String region;

    Optional<String> region() {
        return Optional.ofNullable(region);
    }
}
