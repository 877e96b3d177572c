package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.oss.OssEndpoint;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueUser;
import dev.atelier.cloud.webui.AsyncGenerator;
import dev.atelier.cloud.webui.BucketFiles;
import dev.atelier.cloud.webui.RemoteFiles;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Unwanted;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Size;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.webui.request.Catalogue;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service behind a queue keeps them, too.
class AsyncGeneratorTest implements GeneratorContract {
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_async","instance":1,"type":"Async","rpc":{"worker_threads":1}},
             "queue":{"cpu":1,"max_delivery":1,"memory":4000,"resource":""},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api --nowebui"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
             "storage":[{"mount_path":"/code/stable-diffusion-webui/data",
               "oss":{"path":"oss://pictures/sd/","readOnly":false}}]}
            """;

    private static LocalEngine starter;
    private static Sandbox sandbox;
    private static String token;
    private static OssStore store;
    private static AsyncGenerator client;

    @TempDir private Path folder;

    @BeforeAll
    static void serve() throws Exception {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = LocalEngine.ofStarter(home);
        var backend = new CloudSettings.Backend(starter, Catalogue.of(new ModelRef("starter", "")));
        var settings = CloudSettings.inMemory(0, backend).withDurations(StateDurations.INSTANT);
        sandbox = Sandbox.start(LocalStore.in(settings, "pictures"));
        token = sandbox.deploy("sd_async", CONFIG);
        var account = sandbox.account();
        var keys = Credentials.of(account.accessKeyId(), account.accessKeySecret(), "cn-hangzhou");
        var endpoint = OssEndpoint.at(URI.create(sandbox.address()), "cn-hangzhou");
        store = new OssStore(keys, endpoint, Path.of(""));
        client = client();
    }

    @AfterAll
    static void stop() {
        store.close();
        sandbox.close();
        starter.close();
    }

    private static QueueClient queue() {
        return queue(sandbox.address() + "/api/predict/sd_async");
    }

    private static QueueClient queue(String address) {
        return new QueueClient(URI.create(address), () -> token, QueueUser.alone("test"));
    }

    /// Nothing of any run stays behind.
    @AfterEach
    void bothQueuesAreEmpty() throws Exception {
        assertEquals(0, queue().count(OptionalLong.empty(), Map.of()));
        assertEquals(0, queue().sink().count(OptionalLong.empty(), Map.of()));
    }

    /// Far more than 8 KB: it travels through the bucket.
    @Test
    void aLargeStartPictureTravelsAsALink() throws Exception {
        var image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 128 * 128; i++) {
            image.setRGB(i % 128, i / 128, random.nextInt(1 << 24));
        }
        var file = folder.resolve("noise.png");
        ImageIO.write(image, "png", file.toFile());
        var recipe = STAR.withMode(new Mode.ImageToImage(file.toString(), 0.5, Mode.Fit.CROP));
        var made = generator().generate(recipe, Observer.NONE, new Cancellation());
        assertEquals(1, made.size());
        assertTrue(made.getFirst().facts().getOrDefault("task", "").startsWith("atelier-"));
        // As the picture's own infotext says.
        var drawn = made.getFirst().recipe().model().map(ModelRef::name);
        assertEquals(Optional.of("starter"), drawn);
    }

    /// Without a folder that both sides share, no picture larger than 8 KB comes back; the remedy
    /// is a folder, whatever the size of the picture.
    @Test
    void whatIsTooLargeForTheQueueAsksForAFolder() throws Exception {
        var recipe = STAR.withSize(new Size(256, 256));
        var refused =
                assertThrows(
                        GenerationException.class,
                        () ->
                                client(Optional.empty())
                                        .generate(recipe, Observer.NONE, new Cancellation()));
        var failure = refused.failure();
        assertTrue(failure.sentence().contains("too large for the queue"), failure.sentence());
        assertTrue(failure.remedy().startsWith("Mount an OSS folder"), failure.remedy());
    }

    /// A job of an earlier run whose service does not answer: it ends cancelled, not failed, and
    /// its picture is taken away later.
    @Test
    void aJobIsCancelledWhileNobodyCanSayWhereItIs() throws Exception {
        var unwanted = Unwanted.in(folder);
        var cancellation = new Cancellation();
        var known =
                new Observer() {
                    @Override
                    public Optional<String> known() {
                        cancellation.cancel(); // while it is looked for
                        return Optional.of("atelier-before the-request 3");
                    }
                };
        var lost = client("http://127.0.0.1:9/api/predict/", Optional.empty(), unwanted);

        var ended =
                assertThrows(
                        GenerationException.class, () -> lost.generate(STAR, known, cancellation));

        assertInstanceOf(Failure.Cancelled.class, ended.failure());
        assertTrue(Files.exists(folder.resolve("atelier-before.txt")));
    }

    /// By somebody else, who has the service's page open: what came is kept, and that the rest is
    /// missing is said.
    @Test
    void aBatchThatIsInterruptedThereIsNoSuccess() throws Exception {
        var kept = new ArrayList<Picture>();
        var observer =
                new Observer() {
                    private boolean asked;

                    @Override
                    public void progress(Progress now) {
                        if (!asked) {
                            asked = true;
                            interruptThere();
                        }
                    }

                    @Override
                    public void finished(Picture picture) {
                        kept.add(picture);
                    }
                };
        var recipe = STAR.withBatch(new Batch(1, 6)).withSampling(STAR.sampling().withSteps(60));

        var ended =
                assertThrows(
                        GenerationException.class,
                        () -> generator().generate(recipe, observer, new Cancellation()));

        assertTrue(kept.size() < 6, kept::toString);
        var words = "after %d of 6 pictures".formatted(kept.size());
        assertTrue(ended.failure().sentence().contains(words), ended.failure().sentence());
    }

    private static void interruptThere() {
        var at = sandbox.address() + "/api/predict/async_path.sd_async/sdapi/v1/interrupt";
        var request =
                HttpRequest.newBuilder(URI.create(at))
                        .header("Authorization", token)
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Generator generator() {
        return client;
    }

    private static AsyncGenerator client() throws ConfigException {
        return client(BucketFiles.of(ServiceConfig.read(CONFIG), store));
    }

    private static AsyncGenerator client(Optional<RemoteFiles> files) {
        return client(sandbox.address() + "/api/predict/", files, Unwanted.inMemory());
    }

    private static AsyncGenerator client(
            String at, Optional<RemoteFiles> files, Unwanted unwanted) {
        var longest = Duration.ofMinutes(2);
        var past = new WebuiService(URI.create(at + "async_path.sd_async"), () -> token);
        return new AsyncGenerator(
                new WebuiService(URI.create(at + "sd_async"), () -> token),
                queue(at + "sd_async"),
                new SyncGenerator(past, longest),
                files,
                new AsyncGenerator.Terms("test", longest, 0, true, 0, unwanted));
    }
}
