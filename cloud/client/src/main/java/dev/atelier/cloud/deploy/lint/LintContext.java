package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.Map;
import java.util.Optional;

/// What is known around a config; the more, the more the lint can find.
///
/// @param region where it will be deployed
/// @param name what the service is called elsewhere, say in a form
/// @param networkOfNas by server name of a mount target, the network that reaches it; its VPC is
///   known, the rest may be empty
/// @param regionOfBucket by bucket name
public record LintContext(
        Optional<String> region,
        Optional<String> name,
        Map<String, ServiceConfig.Networking> networkOfNas,
        Map<String, String> regionOfBucket) {
    /// Nothing is known.
    public static final LintContext UNKNOWN =
            new LintContext(Optional.empty(), Optional.empty(), Map.of(), Map.of());

    public LintContext {
        networkOfNas = Map.copyOf(networkOfNas);
        regionOfBucket = Map.copyOf(regionOfBucket);
    }

    /// Only the region is known.
    public static LintContext in(String region) {
        return new LintContext(Optional.of(region), Optional.empty(), Map.of(), Map.of());
    }

    public LintContext withName(String value) {
        return new LintContext(region, Optional.of(value), networkOfNas, regionOfBucket);
    }
}
