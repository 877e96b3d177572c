package dev.atelier.app.services;

import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.oss.ListingEntry;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.cloud.oss.name.ServiceModelFolders;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders of a service's models on OSS.
///
/// @param deployed the config as the control plane returns it
record ServiceModels(Cloud cloud, String deployed) {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceModels.class);

    /// More files in a folder are not asked for.
    private static final int MOST = 5000;

    /// Where a kind lies; empty where that is no folder on OSS.
    Optional<OssAddress> folder(ModelKind kind) {
        try {
            var folders = ServiceModelFolders.of(ServiceConfig.read(deployed));
            return kind(kind).flatMap(folders::folder);
        } catch (ConfigException e) {
            LOG.info("the config cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<ServiceModelFolders.Kind> kind(ModelKind kind) {
        return switch (kind) {
            case CHECKPOINT -> Optional.of(ServiceModelFolders.Kind.CHECKPOINT);
            case VAE -> Optional.of(ServiceModelFolders.Kind.VAE);
            case LORA -> Optional.of(ServiceModelFolders.Kind.LORA);
            case EMBEDDING -> Optional.of(ServiceModelFolders.Kind.EMBEDDING);
            case CONTROLNET -> Optional.of(ServiceModelFolders.Kind.CONTROLNET);
            case UPSCALER, TAESD -> Optional.empty();
        };
    }

    /// Opens the store; to be closed.
    OssStore store() throws NoAccountException {
        return cloud.access()
                .oss(Optional.of(cloud.region()), cloud.spending().folder().resolve("transfers"));
    }

    /// Sizes of what lies there. Blocks. What may not be listed is not known.
    ModelPair.Sizes sizes() {
        var all = new EnumMap<ModelKind, Map<String, Long>>(ModelKind.class);
        try (var store = store()) {
            for (var kind : ModelKind.values()) {
                var folder = folder(kind);
                if (folder.isPresent()) {
                    all.put(kind, listed(store, folder.get()));
                }
            }
        } catch (OssStoreException | NoAccountException e) {
            LOG.info("no sizes: {}", e.getMessage());
        }
        return new ModelPair.Sizes(all);
    }

    private static Map<String, Long> listed(OssStore store, OssAddress folder)
            throws OssStoreException {
        var sizes = new HashMap<String, Long>();
        var list = store.list(folder, true);
        for (var next = list.next(); next.isPresent() && sizes.size() < MOST; next = list.next()) {
            if (next.get() instanceof ListingEntry.Item item) {
                sizes.put(item.key().substring(item.key().lastIndexOf('/') + 1), item.size());
            }
        }
        return sizes;
    }
}
