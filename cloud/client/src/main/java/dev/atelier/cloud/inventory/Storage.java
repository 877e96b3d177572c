package dev.atelier.cloud.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What a service can keep models and pictures in.
public final class Storage {
    private Storage() {}

    /// A NAS file system.
    ///
    /// @param protocol `NFS`, which services can mount, or `SMB`, which they cannot
    public record FileSystem(
            String id,
            String description,
            String protocol,
            String zone,
            List<MountTarget> targets) {
        public FileSystem {
            targets = List.copyOf(targets);
        }

        static FileSystem of(JsonNode system) {
            var targets = new ArrayList<MountTarget>();
            var id = system.path("FileSystemId").asText("");
            for (var target : system.path("MountTargets").path("MountTarget")) {
                targets.add(MountTarget.of(id, target));
            }
            return new FileSystem(
                    id,
                    system.path("Description").asText(""),
                    system.path("ProtocolType").asText(""),
                    system.path("ZoneId").asText(""),
                    targets);
        }

        /// Whether a service can mount it.
        public boolean isMountable() {
            return protocol.equalsIgnoreCase("NFS");
        }
    }

    /// Where a file system can be mounted from.
    ///
    /// @param server its name
    /// @param vpc the only private network that reaches it; empty in the classic network
    public record MountTarget(
            String server, String fileSystem, String vpc, String vswitch, String status) {
        static MountTarget of(String fileSystem, JsonNode target) {
            return new MountTarget(
                    target.path("MountTargetDomain").asText(""),
                    fileSystem,
                    target.path("VpcId").asText(""),
                    target.path("VswId").asText(""),
                    target.path("Status").asText(""));
        }

        public boolean isActive() {
            return status.equalsIgnoreCase("Active");
        }
    }

    /// A bucket of the object store.
    public record Bucket(String name, String region) {}
}
