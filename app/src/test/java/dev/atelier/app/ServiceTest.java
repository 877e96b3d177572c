package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same recipes on this computer and, through gateway and webui API, on a service of the
/// sandbox cloud that draws with the same engine: the pictures must be the same to the byte.
class ServiceTest {
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_test","instance":1,"rpc":{"keepalive":600000}},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}}}
            """;
    private static final Recipe BOAT =
            Recipe.of("a red boat", new Size(128, 128))
                    .withNoise(NoiseSource.NV)
                    .withSeed(new Seed(11, 5, 0, Optional.empty()))
                    .withSampling(
                            Sampling.DEFAULT
                                    .withSampler(SamplerId.DPMPP_2M)
                                    .withSchedule(ScheduleId.KARRAS)
                                    .withSteps(6));

    private static LocalEngine starter;
    private static Sandbox sandbox;
    private static String token;
    private static final Faults faults = new Faults();

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = LocalEngine.ofStarter(home);
        var backend = new CloudSettings.Backend(starter, Catalogue.of(new ModelRef("starter", "")));
        sandbox = Sandbox.start(CloudSettings.inMemory(0, backend).withFaults(faults));
        token = sandbox.deploy("sd_test", CONFIG);
        awaitRunning();
    }

    /// A service takes its time from deployed to running.
    private static void awaitRunning() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try {
                remote(token).unsupported(BOAT);
                return;
            } catch (GenerationException e) {
                Thread.sleep(100);
            }
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        starter.close();
    }

    @AfterEach
    void clearFaults() {
        faults.set(List.of());
    }

    private static SyncGenerator remote(String token) {
        var address = URI.create(sandbox.address() + "/api/predict/sd_test/");
        return new SyncGenerator(new WebuiService(address, () -> token), Duration.ofMinutes(2));
    }

    @Test
    void drawsTheSameAsHere() throws Exception {
        assertSame(BOAT.withBatch(new Batch(2, 2)));
    }

    @Test
    void enlargesTheSameAsHere() throws Exception {
        var hires =
                new HiresPass(
                        1.5,
                        Optional.empty(),
                        "Latent",
                        3,
                        0.6,
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "");
        assertSame(BOAT.withHires(Optional.of(hires)));
    }

    @Test
    void paintsOverTheSameAsHere() throws Exception {
        var start = folder.resolve("start.png");
        var mask = folder.resolve("mask.png");
        PictureFile.write(plain((byte) 120, (byte) 120), start);
        PictureFile.write(plain((byte) 0, (byte) 255), mask);
        var settings = new Mode.MaskSettings(Mode.Fill.ORIGINAL, 2, false, true, Optional.of(16));
        assertSame(
                BOAT.withMode(
                        new Mode.Inpaint(
                                start.toString(),
                                mask.toString(),
                                0.8,
                                Mode.Fit.STRETCH,
                                settings)));
        assertSame(BOAT.withMode(new Mode.ImageToImage(start.toString(), 0.5, Mode.Fit.STRETCH)));
    }

    @Test
    void enlargesPicturesTheSameAsHere() throws Exception {
        var hires = HiresPass.DEFAULT.withUpscaler("Lanczos");
        assertSame(BOAT.withHires(Optional.of(hires)));
    }

    /// Settings of the webui rather than fields of its calls; each changes the picture.
    @Test
    void drawsWithFineSettingsTheSameAsHere() throws Exception {
        var d = SamplerTuning.DEFAULT;
        var ancestral = BOAT.sampling().withSampler(SamplerId.EULER_A).withSteps(4);
        var sigmas =
                new SamplerTuning.SigmaSettings(
                        0.1, 9, 5, false, true, true, false, false, 0.6, 0.6);
        for (var tuning :
                List.of(
                        d.withStochastic(new SamplerTuning.Stochastic(0.7, 0, 0, 0, 0, 1, 0)),
                        d.withStochastic(new SamplerTuning.Stochastic(1, 0, 0, 0, 0, 1, 31337)),
                        d.withSigmas(sigmas),
                        d.withGuidance(new SamplerTuning.Guidance(0, false, 0.5)))) {
            var recipe = BOAT.withSampling(ancestral.withTuning(tuning));
            assertSame(recipe);
            assertFalse(Arrays.equals(rgb(recipe), rgb(BOAT.withSampling(ancestral))));
        }
    }

    @Test
    void startsFromAPictureWithFineSettingsTheSameAsHere() throws Exception {
        var start = folder.resolve("start.png");
        PictureFile.write(plain((byte) 120, (byte) 160), start);
        var image = BOAT.withMode(new Mode.ImageToImage(start.toString(), 0.5, Mode.Fit.STRETCH));
        var plain = rgb(image);
        for (var input :
                List.of(
                        new SamplerTuning.ImageInput(0.9, 0, false, false, Optional.empty()),
                        new SamplerTuning.ImageInput(1, 0.1, false, false, Optional.empty()),
                        new SamplerTuning.ImageInput(1, 0, true, false, Optional.empty()),
                        new SamplerTuning.ImageInput(1, 0, false, true, Optional.empty()))) {
            var sampling = image.sampling().withTuning(SamplerTuning.DEFAULT.withImageInput(input));
            assertSame(image.withSampling(sampling));
            assertFalse(Arrays.equals(rgb(image.withSampling(sampling)), plain), input.toString());
        }
    }

    private static byte[] rgb(Recipe recipe) throws Exception {
        return starter.generate(recipe, Observer.NONE, new Cancellation()).getFirst().rgb();
    }

    private static void assertSame(Recipe recipe) throws Exception {
        var here = starter.generate(recipe, Observer.NONE, new Cancellation());
        var there = remote(token).generate(recipe, Observer.NONE, new Cancellation());

        assertEquals(here.size(), there.size());
        for (int i = 0; i < here.size(); i++) {
            assertArrayEquals(here.get(i).rgb(), there.get(i).rgb(), "picture " + i);
            // Both say which checkpoint drew it, by name and hash.
            assertEquals(here.get(i).recipe(), there.get(i).recipe());
        }
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        var seen = new ArrayList<Progress>();
        var watcher =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        seen.add(progress);
                    }
                };
        var slow = BOAT.withSampling(BOAT.sampling().withSteps(150));

        remote(token).generate(slow, watcher, new Cancellation());

        assertFalse(seen.isEmpty());
        assertEquals(150, seen.getLast().steps());
        assertTrue(seen.getLast().step() >= seen.getFirst().step());
    }

    @Test
    void cancelEndsTheWorkThereToo() throws Exception {
        var cancellation = new Cancellation();
        var watcher =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        cancellation.cancel();
                    }
                };
        var endless = BOAT.withSampling(BOAT.sampling().withSteps(5000));

        var e =
                assertThrows(
                        GenerationException.class,
                        () -> remote(token).generate(endless, watcher, cancellation));

        assertInstanceOf(Failure.Cancelled.class, e.failure());
        assertSame(BOAT); // the service is free again
    }

    @Test
    void aWrongTokenIsNamedAndNeverShown() {
        var e = assertThrows(GenerationException.class, () -> draw("not-the-token"));

        assertInstanceOf(Failure.Unauthorized.class, e.failure());
        assertFalse(e.failure().sentence().contains("not-the-token"));
        assertFalse(
                new WebuiService(URI.create("http://a/b"), () -> "secret")
                        .toString()
                        .contains("secret"));
    }

    @Test
    void brokenServicesAreReportedInSentences() throws Exception {
        faults.set(List.of(Fault.parse("errors=1")));
        assertInstanceOf(Failure.Unreachable.class, failure(BOAT));

        faults.set(List.of(Fault.parse("drop=2000")));
        assertInstanceOf(Failure.Unreachable.class, failure(BOAT));

        faults.set(List.of());
        var unknown = BOAT.withModel(Optional.of(new ModelRef("no-such-model", "")));
        assertTrue(failure(unknown).sentence().contains("no checkpoint no-such-model"));
        assertTrue(failure(unknown).remedy().contains("starter"));
    }

    private static Failure failure(Recipe recipe) {
        return assertThrows(
                        GenerationException.class,
                        () -> remote(token).generate(recipe, Observer.NONE, new Cancellation()))
                .failure();
    }

    private static List<Picture> draw(String token) throws GenerationException {
        return remote(token).generate(BOAT, Observer.NONE, new Cancellation());
    }

    /// A picture of one grey, with a square of another in the middle.
    private static Picture plain(byte outside, byte inside) throws IOException {
        var rgb = new byte[128 * 128 * 3];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % 128;
            int y = i / 3 / 128;
            boolean middle = x >= 32 && x < 96 && y >= 32 && y < 96;
            rgb[i] = middle ? inside : outside;
        }
        return new Picture(new Size(128, 128), rgb, BOAT, Map.of());
    }
}
