package dev.atelier.cloud.oss.name;

import dev.atelier.cloud.deploy.Script;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.Optional;

/// Where a service keeps its models, by the config that is deployed: below `--data-dir`, else in
/// the webui's own folder.
public final class ServiceModelFolders {
    private final Mounts mounts;
    private final String data;

    /// What lies in a folder of its own, as A1111 lays them out.
    public enum Kind {
        CHECKPOINT("models/Stable-diffusion"),
        VAE("models/VAE"),
        LORA("models/Lora"),
        EMBEDDING("embeddings"),
        CONTROLNET("models/ControlNet");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }
    }

    private ServiceModelFolders(Mounts mounts, String data) {
        this.mounts = mounts;
        this.data = data;
    }

    /// @param deployed what the control plane says, not what a form holds
    public static ServiceModelFolders of(ServiceConfig deployed) {
        var data =
                deployed.containers().stream()
                        .flatMap(it -> it.script().dataDir().stream())
                        .findFirst()
                        .orElse(Script.HOME);
        return new ServiceModelFolders(Mounts.of(deployed), data);
    }

    /// The folder of a kind, its key with a slash at the end; empty where it does not lie on OSS,
    /// such as on a NAS, which nobody reaches from outside its network.
    public Optional<OssAddress> folder(Kind kind) {
        return mounts.address(data + "/" + kind.folder).map(it -> it.at(it.key() + "/"));
    }
}
