package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.oss.OssEndpoint;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures that are larger than the public endpoint of a service takes.
class LinkedPicturesTest {
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_sync","instance":1,"rpc":{"keepalive":600000}},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "storage":[{"mount_path":"/data","oss":{"path":"oss://pictures/sd","readOnly":false}}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}}}
            """;
    private static final Mode.MaskSettings MASK =
            new Mode.MaskSettings(Mode.Fill.ORIGINAL, 4, false, true, Optional.empty());

    @TempDir private Path folder;

    /// The bytes of the pictures that the service drew with.
    private final List<byte[]> seen = new ArrayList<>();

    private Sandbox sandbox;
    private OssStore store;
    private String token = "";

    @BeforeEach
    void start() throws Exception {
        Generator sees =
                (recipe, _, _) -> {
                    see(recipe);
                    var size = recipe.size();
                    var rgb = new byte[3 * size.width() * size.height()];
                    return List.of(new Picture(size, rgb, recipe, Map.of()));
                };
        var catalogue = Catalogue.of(new ModelRef("starter", ""));
        var models =
                new Catalogue(
                        catalogue.checkpoints(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("control_canny"));
        var settings =
                CloudSettings.inMemory(0, new CloudSettings.Backend(sees, models))
                        .withDurations(StateDurations.INSTANT);
        sandbox = Sandbox.start(LocalStore.in(settings, "pictures"));
        token = sandbox.deploy("sd_sync", CONFIG);
        var account = sandbox.account();
        var keys = Credentials.of(account.accessKeyId(), account.accessKeySecret(), "cn-hangzhou");
        var endpoint = OssEndpoint.at(URI.create(sandbox.address()), "cn-hangzhou");
        store = new OssStore(keys, endpoint, folder);
    }

    private void see(Recipe recipe) {
        try {
            if (recipe.mode() instanceof Mode.Inpaint paint) {
                seen.add(Files.readAllBytes(Path.of(paint.image())));
            }
            for (var unit : recipe.controls()) {
                seen.add(Files.readAllBytes(Path.of(unit.image())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        store.close();
        sandbox.close();
    }

    private SyncGenerator service(Optional<RemoteFiles> files) {
        var address = URI.create(sandbox.address() + "/api/predict/sd_sync");
        return new SyncGenerator(
                new WebuiService(address, () -> token), Duration.ofMinutes(1), files);
    }

    private Optional<RemoteFiles> files() throws Exception {
        return BucketFiles.of(ServiceConfig.read(CONFIG), store);
    }

    private Path noise(int side) throws IOException {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var random = new Random(side);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, random.nextInt(1 << 24));
        }
        var file = folder.resolve("noise" + side + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private Recipe painted() throws IOException {
        var picture = noise(800).toString();
        var mask = noise(32).toString();
        return Recipe.of("a boat", new Size(64, 64))
                .withMode(new Mode.Inpaint(picture, mask, 0.5, Mode.Fit.STRETCH, MASK));
    }

    @Test
    void aLargeStartPictureTravelsThroughTheFolderOfTheService() throws Exception {
        var recipe = painted();

        var made = service(files()).generate(recipe, Observer.NONE, new Cancellation());

        assertEquals(1, made.size());
        assertArrayEquals(Files.readAllBytes(noise(800)), seen.getFirst());
        assertEquals(
                List.of(),
                store.list(new OssAddress("pictures", "sd/atelier/passing/"), true).page());
    }

    @Test
    void soDoThePicturesOfControlUnits() throws Exception {
        var unit =
                new ControlUnit(
                        "control_canny",
                        new ControlUnit.Preprocessing(
                                "canny", ControlUnit.Fit.CROP, 512, 100, 200, false),
                        noise(801).toString(),
                        1,
                        0,
                        1,
                        ControlUnit.Balance.BALANCED);
        var recipe = Recipe.of("a boat", new Size(64, 64)).withControls(List.of(unit));

        service(files()).generate(recipe, Observer.NONE, new Cancellation());

        assertArrayEquals(Files.readAllBytes(noise(801)), seen.getFirst());
    }

    @Test
    void withoutAFolderTheRefusalSaysHowItCouldTravel() throws Exception {
        var recipe = painted();
        var e =
                assertThrows(
                        GenerationException.class,
                        () ->
                                service(Optional.empty())
                                        .generate(recipe, Observer.NONE, new Cancellation()));

        assertTrue(e.failure().sentence().contains("takes 1.00 MB"), e.failure().sentence());
        assertTrue(e.failure().remedy().contains("name the service"), e.failure().remedy());
    }
}
