package dev.atelier.app.deploy;

import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.Script;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes of a config that a form makes; keys that are not meant stay as they are.
final class Edits {
    private Edits() {}

    static ServiceConfig withoutNetwork(ServiceConfig config) {
        return config.spot("cloud.networking")
                .map(spot -> config.without(spot.pointer()))
                .orElse(config);
    }

    static ServiceConfig withNas(ServiceConfig config, String server) {
        return added(config, "nfs", Map.of("path", "/", "server", server), "/data-nas");
    }

    static ServiceConfig withOss(ServiceConfig config, String folder) {
        return withMoreOss(config, folder, "/data-oss");
    }

    /// @param place in the container, below [#folder]
    static ServiceConfig withMoreOss(ServiceConfig config, String folder, String place) {
        return added(config, "oss", Map.of("path", folder, "readOnly", false), place);
    }

    /// A folder of the container below the webui's.
    static String folder(String place) {
        return Script.HOME + place;
    }

    private static ServiceConfig added(
            ServiceConfig config, String kind, Map<String, Object> source, String folder) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put(kind, source);
        entry.put("properties", Map.of("resource_type", "model"));
        entry.put("mount_path", folder(folder));
        return config.mounts().isEmpty()
                ? config.with("/storage", new ArrayList<>(List.of(entry)))
                : config.with("/storage/" + config.mounts().size(), entry);
    }

    static ServiceConfig withName(ServiceConfig config, String name) {
        var pointer =
                config.spot("metadata.name")
                        .or(() -> config.spot("name"))
                        .map(ServiceConfig.Spot::pointer)
                        .orElse("/metadata/name");
        return config.with(pointer, name);
    }

    /// How a service is deployed now: its config, with as many instances as it was scaled to since.
    static ServiceConfig deployed(ServiceInfo service) throws ConfigException {
        var config = ServiceConfig.read(service.config());
        int now = service.total();
        return now < 1 || config.instances().orElse(1) == now
                ? config
                : config.withNamed("metadata.instance", now);
    }

    static ServiceConfig withInstances(ServiceConfig config, String text) {
        return text.matches("[0-9]{1,3}")
                ? config.withNamed("metadata.instance", Integer.parseInt(text))
                : config;
    }

    static String image(ServiceConfig config) {
        return config.containers().stream()
                .findFirst()
                .map(ServiceConfig.Container::image)
                .orElse("");
    }

    static ServiceConfig withImage(ServiceConfig config, String image) {
        return config.containers().isEmpty() ? config : config.with("/containers/0/image", image);
    }

    /// Where findings about the folder of pictures stand.
    static List<String> ossPointers(ServiceConfig config) {
        return DeployModel.oss(config)
                .map(it -> List.of(it.pointer(), "/storage="))
                .orElse(List.of("/storage="));
    }

    /// Where findings about the NAS stand.
    static List<String> nasPointers(ServiceConfig config) {
        return DeployModel.nas(config)
                .map(it -> List.of(it.pointer(), "/cloud/networking="))
                .orElse(List.of());
    }

    /// The folder of pictures in another bucket.
    static ServiceConfig withBucket(ServiceConfig config, String bucket) {
        return DeployModel.oss(config)
                .map(it ->
                        it.source() instanceof Mount.Source.Oss oss
                                ? config.with(
                                        it.pointer() + "/oss/path",
                                        "oss://" + bucket + "/" + oss.prefix())
                                : config)
                .orElse(config);
    }

    static String oss(ServiceConfig config) {
        return DeployModel.oss(config)
                .map(it -> it.source() instanceof Mount.Source.Oss oss ? oss.uri() : "")
                .orElse("");
    }

    static ServiceConfig withOssFolder(ServiceConfig config, String folder) {
        var at = DeployModel.oss(config);
        if (folder.isEmpty()) {
            return at.map(it -> config.without(it.pointer())).orElse(config);
        }
        return at.map(it -> config.with(it.pointer() + "/oss/path", folder))
                .orElseGet(() -> withOss(config, folder));
    }

    static String nas(ServiceConfig config) {
        return DeployModel.nas(config)
                .map(it -> it.source() instanceof Mount.Source.Nas nas ? nas.server() : "")
                .orElse("");
    }

    static ServiceConfig withNasServer(ServiceConfig config, String server) {
        var at = DeployModel.nas(config);
        if (server.isEmpty()) {
            return at.map(it -> config.without(it.pointer())).orElse(config);
        }
        return at.map(it -> config.with(it.pointer() + "/nfs/server", server))
                .orElseGet(() -> withNas(config, server));
    }

    /// An empty id takes the key out, and the last one takes the whole network out.
    static ServiceConfig withId(ServiceConfig config, String dotted, String id) {
        if (!id.isEmpty()) {
            return config.withNamed(dotted, id);
        }
        var without =
                config.spot(dotted).map(spot -> config.without(spot.pointer())).orElse(config);
        return without.networking().absent() ? withoutNetwork(without) : without;
    }
}
