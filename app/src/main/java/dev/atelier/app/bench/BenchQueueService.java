package dev.atelier.app.bench;

import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueUser;
import dev.atelier.cloud.webui.AsyncGenerator;
import dev.atelier.cloud.webui.RemoteFiles;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Unwanted;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.file.WholeFile;
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
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// An asynchronous service on loopback whose pictures are one colour, their seed's, and cost no
/// work; and clients of it.
final class BenchQueueService implements AutoCloseable {
    static final Size SIZE = new Size(16, 16);
    private static final String NAME = "sd_bench";
    private static final String MOUNT = "/mnt/bench";
    private static final Duration LONGEST = Duration.ofMinutes(3);

    final Faults faults = new Faults();
    private final Objects objects;

    private final String config;
    private CloudSettings settings;
    private Sandbox sandbox;

    /// The bucket that the service has mounted.
    interface Objects {
        void put(String key, byte[] bytes) throws IOException;

        /// Empty where there is none of that key.
        Optional<byte[]> get(String key) throws IOException;

        static Objects inMemory() {
            var kept = new ConcurrentHashMap<String, byte[]>();
            return new Objects() {
                @Override
                public void put(String key, byte[] bytes) {
                    kept.put(key, bytes);
                }

                @Override
                public Optional<byte[]> get(String key) {
                    return Optional.ofNullable(kept.get(key));
                }
            };
        }

        /// Files that other processes see, too.
        static Objects in(Path folder) {
            return new Objects() {
                private Path file(String key) {
                    return folder.resolve(key.replace('/', '_'));
                }

                @Override
                public void put(String key, byte[] bytes) throws IOException {
                    WholeFile.replace(file(key), bytes);
                }

                @Override
                public Optional<byte[]> get(String key) throws IOException {
                    return Files.exists(file(key))
                            ? Optional.of(Files.readAllBytes(file(key)))
                            : Optional.empty();
                }
            };
        }
    }

    /// @param state where the queues outlive a restart; empty for memory only
    /// @param instances of the service
    /// @param work how long a picture takes
    BenchQueueService(int instances, Duration work, Optional<Path> state) throws IOException {
        this(instances, work, state, 0, Objects.inMemory());
    }

    /// @param port 0 for a free one
    BenchQueueService(int instances, Duration work, Optional<Path> state, int port, Objects objects)
            throws IOException {
        this.objects = objects;
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
        var backend =
                new CloudSettings.Backend(
                        (recipe, observer, _) -> {
                            sleep(work);
                            var picture = picture(recipe);
                            observer.finished(picture);
                            return List.of(picture);
                        },
                        Catalogue.of(new ModelRef("bench", "")));
        var memory =
                CloudSettings.inMemory(port, backend)
                        .withDurations(StateDurations.INSTANT)
                        .withFaults(faults)
                        .withStore(
                                new CloudSettings.Store(
                                        Optional.empty(), (_, key, bytes) -> store(key, bytes)));
        settings = state.isPresent() ? memory.withState(state.get()) : memory;
        sandbox = Sandbox.start(settings);
        sandbox.deploy(NAME, config);
        settings = settings.withListen(Listen.loopback(sandbox.port()));
    }

    private void store(String key, byte[] bytes) {
        try {
            objects.put(key, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /// Ends the service's machine without a close frame and starts it again at the same address.
    void restart() throws IOException {
        sandbox.close();
        sandbox = Sandbox.start(settings);
    }

    QueueClient queue(String client) {
        var token = token();
        return new QueueClient(address(""), () -> token, QueueUser.alone(client));
    }

    URI address() {
        return URI.create(sandbox.address());
    }

    String token() {
        return sandbox.deploy(NAME, config);
    }

    private URI address(String way) {
        return address(address(), way);
    }

    private static URI address(URI sandbox, String way) {
        return URI.create(sandbox + "/api/predict/" + way + NAME);
    }

    /// @param window 0 for a client that polls
    AsyncGenerator client(String id, int window) {
        return client(address(), token(), objects, id, window);
    }

    /// A client in a process of its own.
    static AsyncGenerator client(
            URI sandbox, String token, Objects objects, String id, int window) {
        var past = new WebuiService(address(sandbox, "async_path."), () -> token);
        var service = address(sandbox, "");
        return new AsyncGenerator(
                new WebuiService(service, () -> token),
                new QueueClient(service, () -> token, QueueUser.alone(id)),
                new SyncGenerator(past, LONGEST),
                Optional.of(new Bucket(objects)),
                new AsyncGenerator.Terms(id, LONGEST, 0, false, window, Unwanted.inMemory()));
    }

    private record Bucket(Objects objects) implements RemoteFiles {
        @Override
        public String folder() {
            return MOUNT + "/out";
        }

        @Override
        public byte[] fetch(String path) throws IOException {
            return objects.get(path.substring(MOUNT.length() + 1))
                    .orElseThrow(() -> new IOException("there is no such object"));
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
