package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueUser;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.webui.request.Catalogue;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start picture that was lent to a job does not stay in the user's bucket, whatever becomes of
/// the job. The service's only worker is busy with another one.
class LentStartPictureTest {
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_lent","instance":1,"type":"Async","rpc":{"worker_threads":1}},
             "queue":{"max_delivery":1000},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api --nowebui"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
             "storage":[{"mount_path":"/mnt/lent","oss":{"path":"oss://lent/","readOnly":false}}]}
            """;

    @TempDir private Path folder;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Bucket bucket = new Bucket();
    private Sandbox sandbox;
    private String token;

    @BeforeEach
    void occupy() throws IOException, InterruptedException {
        var backend =
                new CloudSettings.Backend(
                        (_, _, _) -> {
                            begun.countDown();
                            awaitEnd();
                            return List.of();
                        },
                        Catalogue.of(new ModelRef("starter", "")));
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, backend).withDurations(StateDurations.INSTANT));
        token = sandbox.deploy("sd_lent", CONFIG);
        var body = "{\"prompt\":\"first\",\"steps\":1}".getBytes(StandardCharsets.UTF_8);
        queue().put("/sdapi/v1/txt2img", body, Map.of("task_id", "other"), 0);
        begun.await();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        sandbox.close();
    }

    private URI address(String way) {
        return URI.create(sandbox.address() + "/api/predict/" + way + "sd_lent");
    }

    private QueueClient queue() {
        return new QueueClient(address(""), () -> token, QueueUser.alone("test"));
    }

    private AsyncGenerator client(Duration longest) {
        return new AsyncGenerator(
                new WebuiService(address(""), () -> token),
                queue(),
                new SyncGenerator(
                        new WebuiService(address("async_path."), () -> token),
                        Duration.ofMinutes(1)),
                Optional.of(bucket),
                new AsyncGenerator.Terms("test", longest, 0, false, 0, Unwanted.inMemory()));
    }

    /// Noise that is far larger than the queue takes.
    private Recipe recipe() throws IOException {
        var image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 128 * 128; i++) {
            image.setRGB(i % 128, i / 128, random.nextInt(1 << 24));
        }
        var file = folder.resolve("noise.png");
        ImageIO.write(image, "png", file.toFile());
        return Recipe.of("a boat", new Size(128, 128))
                .withMode(new Mode.ImageToImage(file.toString(), 0.5, Mode.Fit.CROP));
    }

    @Test
    void isTakenBackFromAJobThatIsCancelledWhileItWaits() throws IOException {
        var cancellation = new Cancellation();
        var cancelling =
                new Observer() {
                    @Override
                    public void waiting(long before) {
                        assertEquals(1, bucket.there.size());
                        cancellation.cancel();
                    }
                };
        var recipe = recipe();
        var client = client(Duration.ofMinutes(1));
        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> client.generate(recipe, cancelling, cancellation));
        assertInstanceOf(Failure.Cancelled.class, thrown.failure());
        assertNothingIsLeft();
    }

    @Test
    void isTakenBackFromAJobThatWaitsTooLong() throws IOException {
        var recipe = recipe();
        var client = client(Duration.ofMillis(1));
        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> client.generate(recipe, Observer.NONE, new Cancellation()));
        assertInstanceOf(Failure.Unreachable.class, thrown.failure());
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        assertEquals(1, bucket.lent.size());
        assertEquals(Set.of(), bucket.there);
        // Only the other job: this one would now begin without its picture.
        assertEquals(1, queue().count(OptionalLong.empty(), Map.of()));
    }

    private static final class Bucket implements RemoteFiles {
        final Set<String> lent = ConcurrentHashMap.newKeySet();
        final Set<String> there = ConcurrentHashMap.newKeySet();

        @Override
        public String folder() {
            return "/mnt/lent/out";
        }

        @Override
        public byte[] fetch(String path) throws IOException {
            throw new IOException("there is nothing");
        }

        @Override
        public String lend(String name, byte[] bytes) {
            lent.add(name);
            there.add(name);
            return "http://127.0.0.1:9/" + name;
        }

        @Override
        public void takeBack(String name) {
            there.remove(name);
        }
    }
}
