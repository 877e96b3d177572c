package dev.atelier.cloud.oss;

import java.net.URI;

/// Where the store of a region answers.
///
/// @param address for this computer
/// @param internal for what runs in the same region's own network, such as a service
public record OssEndpoint(String region, URI address, URI internal) {
    private static final String OWN = "https://oss-%s%s.aliyuncs.com";

    /// The region's own.
    public static OssEndpoint of(String region) {
        return new OssEndpoint(
                region,
                URI.create(OWN.formatted(region, "")),
                URI.create(OWN.formatted(region, "-internal")));
    }

    /// One address for everybody, such as a sandbox's.
    public static OssEndpoint at(URI address, String region) {
        return new OssEndpoint(region, address, address);
    }
}
