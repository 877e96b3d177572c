package dev.atelier.cloud.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.cloud.deploy.ServiceConfig.Networking;
import java.util.List;
import java.util.Optional;

/// What a user decides about a new webui service; the rest of its config follows.
///
/// @param tag image version: 3.x, or 4.x with or without the edition's ending
/// @param machine instance type with a GPU
/// @param ossFolder `oss://bucket/folder/` for results, and for models where there is no NAS
/// @param nasServer mount target of a NAS for models
public record Blueprint(
        String name,
        String region,
        String tag,
        Edition edition,
        String machine,
        Optional<Networking> network,
        Optional<String> ossFolder,
        Optional<String> nasServer) {
    private static final String FLAGS = "--skip-version-check --no-hashing --no-download-sd-model";

    /// A service that answers each call with its pictures.
    public static Blueprint sync(String name, String region) {
        return of(name, region, Edition.STANDARD);
    }

    /// A service behind a queue, for many pictures.
    public static Blueprint async(String name, String region) {
        return of(name, region, Edition.API);
    }

    /// A new service with the newest image known and the machine that Alibaba recommends.
    public static Blueprint of(String name, String region, Edition edition) {
        var tag =
                switch (edition) {
                    case SEED -> "3.2";
                    case STANDARD, API -> "4.2" + edition.suffix();
                    case CLUSTER -> "4.1" + edition.suffix();
                };
        return new Blueprint(
                name,
                region,
                tag,
                edition,
                "ml.gu7i.c16m60.1-gu30",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Blueprint withNetwork(Networking value) {
        return new Blueprint(
                name, region, tag, edition, machine, Optional.of(value), ossFolder, nasServer);
    }

    public Blueprint withOss(String folder) {
        return new Blueprint(
                name, region, tag, edition, machine, network, Optional.of(folder), nasServer);
    }

    public Blueprint withNas(String server) {
        return new Blueprint(
                name, region, tag, edition, machine, network, ossFolder, Optional.of(server));
    }

    public Blueprint withMachine(String type) {
        return new Blueprint(name, region, tag, edition, type, network, ossFolder, nasServer);
    }

    /// Another image version, such as `4.1` or `3.2`.
    public Blueprint withTag(String value) {
        return new Blueprint(name, region, value, edition, machine, network, ossFolder, nasServer);
    }

    /// A config made over into another kind: what belongs to the kind is new, all else stays.
    ///
    /// @param region of the image's registry
    public static ServiceConfig madeOver(ServiceConfig old, Edition edition, String region) {
        var next = of(old.name(), region, edition);
        next = old.machine().map(next::withMachine).orElse(next);
        for (var mount : old.mounts()) {
            next =
                    switch (mount.source()) {
                        case Mount.Source.Oss oss -> next.withOss(oss.uri());
                        case Mount.Source.Nas nas -> next.withNas(nas.server());
                        case Mount.Source.Other _ -> next;
                    };
        }
        var network = old.networking();
        next = network.absent() ? next : next.withNetwork(network);
        return new ServiceConfig(merged(old.root(), next.config().root()));
    }

    private static ObjectNode merged(ObjectNode old, ObjectNode fresh) {
        var all = old.deepCopy();
        var metadata = all.withObject("/metadata");
        metadata.remove(List.of("type", "enable_webservice", "rpc", "cpu", "gpu", "memory"));
        metadata.setAll((ObjectNode) fresh.path("metadata"));
        if (old.path("metadata").has("instance")) {
            metadata.set("instance", old.path("metadata").path("instance"));
        }
        all.remove(List.of("queue", "options"));
        for (var key : List.of("queue", "options", "storage")) {
            if (fresh.has(key)) {
                all.set(key, fresh.path(key));
            }
        }
        if (all.path("containers").path(0) instanceof ObjectNode container) {
            container.setAll((ObjectNode) fresh.path("containers").path(0));
        } else {
            all.set("containers", fresh.path("containers"));
        }
        return all;
    }

    /// The config. 4.x images have one mount, 3.x may have both.
    public ServiceConfig config() {
        var root = ConfigText.object();
        metadata(root.putObject("metadata"));
        var container = root.putArray("containers").addObject();
        container.put("image", ImageRef.webui(region, tag));
        container.put("script", script());
        container.put("port", 8000);
        var cloud = root.putObject("cloud");
        cloud.putObject("computing").put("instance_type", machine);
        network.ifPresent(n ->
                cloud.putObject("networking")
                        .put("vpc_id", n.vpc())
                        .put("vswitch_id", n.vswitch())
                        .put("security_group_id", n.securityGroup()));
        if (edition == Edition.API) {
            root.putObject("queue")
                    .put("cpu", 1)
                    .put("memory", 4000)
                    .put("max_delivery", 1)
                    .put("resource", "");
        }
        if (edition == Edition.CLUSTER) {
            root.putObject("options").put("enableCache", true);
        }
        storage(root);
        return new ServiceConfig(root);
    }

    private void metadata(ObjectNode metadata) {
        metadata.put("name", name).put("instance", 1);
        switch (edition) {
            case SEED -> metadata.putObject("rpc").put("keepalive", 600_000);
            case STANDARD -> {
                metadata.put("enable_webservice", true);
                metadata.putObject("rpc").put("keepalive", 600_000);
            }
            case API -> {
                metadata.put("type", "Async");
                metadata.putObject("rpc").put("worker_threads", 1);
            }
            case CLUSTER -> {
                metadata.put("type", "SDCluster").put("enable_webservice", true);
                metadata.put("cpu", 16).put("gpu", 1).put("memory", 62_000);
                metadata.putObject("rpc").put("keepalive", 600_000);
            }
        }
    }

    private String script() {
        var start = "./webui.sh --listen --port=8000 " + FLAGS;
        var rest =
                switch (edition) {
                    case SEED -> " --skip-install --api --filebrowser";
                    case STANDARD -> " --skip-prepare-environment --api --filebrowser";
                    case API -> " --skip-prepare-environment --api-log --time-log --nowebui";
                    case CLUSTER ->
                            " --skip-install --api --filebrowser --cluster-status"
                                    + " --sd-dynamic-cache";
                };
        return ossFolder.or(() -> nasServer).isEmpty()
                ? start + rest
                : start + rest + " --data-dir=" + folder(nasServer.isPresent() ? "nas" : "oss");
    }

    private String folder(String kind) {
        return Script.HOME
                + (edition == Edition.SEED ? "/data-" + kind : "/data")
                + (twoMountsOf4() && kind.equals("oss") ? "-oss" : "");
    }

    /// Two mounts must not share a folder, so the results get one of their own.
    private boolean twoMountsOf4() {
        return edition != Edition.SEED && ossFolder.isPresent() && nasServer.isPresent();
    }

    private void storage(ObjectNode root) {
        if (ossFolder.isEmpty() && nasServer.isEmpty()) {
            return;
        }
        var storage = root.putArray("storage");
        ossFolder.ifPresent(folder -> {
            var entry = storage.addObject();
            entry.putObject("oss").put("path", folder).put("readOnly", false);
            entry.putObject("properties").put("resource_type", "model");
            entry.put("mount_path", folder("oss"));
        });
        nasServer.ifPresent(server -> {
            var entry = storage.addObject();
            entry.putObject("nfs").put("path", "/").put("server", server);
            entry.putObject("properties").put("resource_type", "model");
            entry.put("mount_path", folder("nas"));
        });
    }
}
