package dev.atelier.sandbox.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.sandbox.inventory.FileSystem;
import dev.atelier.sandbox.inventory.SandboxInventory;
import java.util.Optional;

/// Why an accepted service cannot start.
///
/// @param reason the vendor's word for it
public record StartFailure(String reason, String message) {
    /// What stands in the way of this config, if anything.
    public static Optional<StartFailure> in(JsonNode config, String region) {
        return image(config, region).or(() -> fileSystem(config, region));
    }

    /// The sandbox has only the region's own official images of the webui.
    private static Optional<StartFailure> image(JsonNode config, String region) {
        for (var container : config.path("containers")) {
            var image = container.path("image").asText("");
            var registry = "eas-registry-vpc." + region + ".cr.aliyuncs.com/pai-eas/";
            if (!image.startsWith(registry + "stable-diffusion-webui:")) {
                return Optional.of(
                        new StartFailure(
                                "ImagePullBackOff", "Back-off pulling image \"" + image + "\""));
            }
        }
        return Optional.empty();
    }

    private static Optional<StartFailure> fileSystem(JsonNode config, String region) {
        for (var storage : config.path("storage")) {
            if (storage.has("nfs")) {
                var server = storage.at("/nfs/server").asText("");
                var vpc = config.at("/cloud/networking/vpc_id").asText("");
                if (SandboxInventory.fileSystems(region).stream()
                        .noneMatch(f -> mounts(f, server, vpc))) {
                    return Optional.of(
                            new StartFailure(
                                    "FailedMount",
                                    "MountVolume.SetUp failed: mount.nfs: cannot reach " + server));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mounts(FileSystem fileSystem, String server, String vpc) {
        return fileSystem.domain().equals(server)
                && fileSystem.vpcId().equals(vpc)
                && fileSystem.protocol().equals("NFS");
    }
}
