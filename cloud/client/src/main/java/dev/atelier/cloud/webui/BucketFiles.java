package dev.atelier.cloud.webui;

import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.Mounts;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The OSS folder that a service has mounted, by the config that is deployed.
public final class BucketFiles implements RemoteFiles {
    private static final Logger LOG = LoggerFactory.getLogger(BucketFiles.class);
    private static final String OUTPUTS = "/outputs/atelier";
    private static final String PASSING = "atelier/passing/";
    private static final int MOST_BYTES = 256 << 20;

    /// What the mount writes may be seen a little later.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// As long as a job may wait in a long queue.
    private static final Duration LINK_LIFE = Duration.ofDays(1);

    private final OssStore store;
    private final Mounts mounts;
    private final Mount mount;
    private final Mount.Source.Oss source;

    private BucketFiles(OssStore store, Mounts mounts, Mount mount, Mount.Source.Oss source) {
        this.store = store;
        this.mounts = mounts;
        this.mount = mount;
        this.source = source;
    }

    /// Empty where the service has no OSS folder that it can write.
    ///
    /// @param deployed what the control plane says
    public static Optional<RemoteFiles> of(ServiceConfig deployed, OssStore store) {
        return mount(deployed)
                .map(it -> new BucketFiles(store, Mounts.of(deployed), it.mount, it.source));
    }

    /// Where such a service saves its pictures, inside the container; empty where it cannot.
    ///
    /// @param deployed what the control plane says
    public static Optional<String> folder(ServiceConfig deployed) {
        return mount(deployed).map(it -> folder(it.mount));
    }

    private record Writable(Mount mount, Mount.Source.Oss source) {}

    private static Optional<Writable> mount(ServiceConfig deployed) {
        for (var mount : deployed.mounts()) {
            if (mount.source() instanceof Mount.Source.Oss oss
                    && !oss.readOnly()
                    && !oss.bucket().isEmpty()) {
                return Optional.of(new Writable(mount, oss));
            }
        }
        return Optional.empty();
    }

    private static String folder(Mount mount) {
        return mount.folder() + OUTPUTS;
    }

    @Override
    public String folder() {
        return folder(mount);
    }

    @Override
    public byte[] fetch(String path) throws IOException {
        var address =
                mounts.address(path)
                        .orElseThrow(() -> new MessageException(Message.of("service.not-on-oss")));
        try {
            var _ = store.await(address, PATIENCE, new Cancellation());
            return store.read(address, MOST_BYTES);
        } catch (OssStoreException e) {
            throw new IOException(e); // which says what the store says
        }
    }

    @Override
    public String lend(String name, byte[] bytes) throws IOException {
        try {
            store.write(passing(name), bytes);
            var terms = new OssStore.LinkTerms(LINK_LIFE, Optional.empty(), true);
            return store.link(passing(name), terms).reveal();
        } catch (OssStoreException e) {
            throw new IOException(e); // which says what the store says
        }
    }

    private OssAddress passing(String name) {
        return new OssAddress(source.bucket(), source.prefix() + PASSING + name);
    }

    @Override
    public void takeBack(String name) {
        try {
            store.delete(passing(name));
        } catch (OssStoreException e) {
            LOG.info("a passing file stays: {}", e.getMessage());
        }
    }
}
