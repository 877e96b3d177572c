package dev.atelier.app.bench;

import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueUser;
import dev.atelier.cloud.webui.AsyncGenerator;
import dev.atelier.cloud.webui.RemoteFiles;
import dev.atelier.cloud.webui.Service;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// An asynchronous service on loopback whose pictures are one colour, their seed's, and cost no
/// work; and clients of it.
final class QueueRig implements AutoCloseable {
    static final Size SIZE = new Size(16, 16);
    private static final String NAME = "sd_bench";
    private static final String MOUNT = "/mnt/bench";
    private static final Duration LONGEST = Duration.ofMinutes(3);

    final Faults faults = new Faults();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final String config;
    private CloudSettings settings;
    private Sandbox sandbox;

    /// @param instances of the service
    /// @param work how long a picture takes
    /// @param state where the queues outlive a restart; empty for memory only
    QueueRig(int instances, Duration work, Optional<Path> state) throws IOException {
        config =
                """
                {"metadata":{"name":"sd_bench","instance":%d,"type":"Async","rpc":{"worker_threads":1}},
                 "queue":{"max_delivery":1000},
                 "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
                   "port":8000,"script":"./webui.sh --listen --port 8000 --api --nowebui"}],
                 "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
                 "storage":[{"mount_path":"%s","oss":{"path":"oss://bench/","readOnly":false}}]}
                """
                        .formatted(instances, MOUNT);
        var workshop =
                new CloudSettings.Workshop(
                        (recipe, observer, _) -> {
                            sleep(work);
                            var picture = picture(recipe);
                            observer.finished(picture);
                            return List.of(picture);
                        },
                        Catalogue.of(new ModelRef("bench", "")));
        var memory =
                CloudSettings.inMemory(0, workshop)
                        .withPace(StateDurations.INSTANT)
                        .withFaults(faults)
                        .withStore(
                                new CloudSettings.Store(
                                        Optional.empty(),
                                        (_, key, bytes) -> objects.put(key, bytes)));
        settings = state.isPresent() ? memory.withState(state.get()) : memory;
        sandbox = Sandbox.start(settings);
        sandbox.deploy(NAME, config);
        settings = settings.withListen(Listen.loopback(sandbox.port()));
    }

    private static void sleep(Duration work) {
        try {
            Thread.sleep(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Picture picture(Recipe recipe) {
        var rgb = new byte[SIZE.width() * SIZE.height() * 3];
        Arrays.fill(rgb, (byte) recipe.seed().bits());
        return new Picture(SIZE, rgb, recipe.withBatch(Batch.ONE), Map.of());
    }

    static Recipe recipe(int seed) {
        return Recipe.of("a boat", SIZE).withSeed(Seed.of(seed));
    }

    /// Ends the service's machine without a goodbye frame and starts it again at the same address.
    void restart() throws IOException {
        sandbox.close();
        sandbox = Sandbox.start(settings);
    }

    QueueClient queue(String client) {
        var token = sandbox.deploy(NAME, config);
        return new QueueClient(address(""), () -> token, QueueUser.alone(client));
    }

    private URI address(String way) {
        return URI.create(sandbox.address() + "/api/predict/" + way + NAME);
    }

    /// @param window 0 for a client that polls
    AsyncGenerator client(String id, int window) {
        var token = sandbox.deploy(NAME, config);
        var past = new Service(address("async_path."), () -> token);
        return new AsyncGenerator(
                new Service(address(""), () -> token),
                queue(id),
                new SyncGenerator(past, LONGEST),
                Optional.of(new Bucket()),
                new AsyncGenerator.Terms(id, LONGEST, 0, false, window));
    }

    private final class Bucket implements RemoteFiles {
        @Override
        public String folder() {
            return MOUNT + "/out";
        }

        @Override
        public byte[] fetch(String path) throws IOException {
            var found = objects.get(path.substring(MOUNT.length() + 1));
            if (found == null) {
                throw new IOException("there is no such object");
            }
            return found;
        }

        @Override
        public String lend(String name, byte[] bytes) throws IOException {
            throw new IOException("nothing is lent here");
        }

        @Override
        public void takeBack(String name) {}
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
