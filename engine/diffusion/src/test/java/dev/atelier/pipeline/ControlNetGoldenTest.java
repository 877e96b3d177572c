package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.control.ControlMaps;
import dev.atelier.golden.Golden;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.network.ControlNet;
import dev.atelier.network.ControlNetwork;
import dev.atelier.network.Unet;
import dev.atelier.network.UnetInput;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ControlUnit.Scope;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.torch.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A ControlNet against the ones of its authors and of sd-webui-controlnet, on the same tiny
/// weights.
class ControlNetGoldenTest {
    // The reference index.
    private static final double RESIDUAL = 2e-5;
    private static final double NETWORK = 1e-4;
    private static final double LATENT = 5e-3;

    @TempDir private Path folder;

    private static Model model;
    private static ControlNetwork network;
    private static SafetensorsFile golden;

    @BeforeAll
    static void load() throws IOException {
        golden = SafetensorsFile.open(Golden.need("controlnet/golden.safetensors"));
        model = TinyModels.load("tiny-sd1");
        network = network();
    }

    private static ControlNetwork network() throws IOException {
        try (var base = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd1"));
                var file = ControlFile.open(GoldenCheckpoints.control())) {
            file.requireFit(base.config());
            return ControlNetwork.load(file, base, model.compute());
        }
    }

    @AfterAll
    static void close() {
        if (network != null) {
            network.close();
            model.close();
            golden.close();
        }
    }

    @Test
    void seesAPictureAsItsAuthorsNetwork() {
        try (var picture = tensor("hint");
                var hint = (ControlNet.Hint) network.prepare(picture)) {
            Golden.assertClose(
                    golden.doubles("input_hint_block"), doubles(hint.values()), RESIDUAL);
        }
    }

    @Test
    void readsItsPictureAsTheReferenceDoes() {
        try (var made = picture().tensor(model.compute().torch())) {
            Golden.assertClose(golden.doubles("hint"), doubles(made), 0);
        }
    }

    @Test
    void answersAsItsAuthorsNetwork() {
        try (var picture = tensor("hint");
                var hint = (ControlNet.Hint) network.prepare(picture);
                var input = new Input()) {
            var answers = ((ControlNet) network).answers(input.plain(), hint);
            for (int i = 0; i < answers.size(); i++) {
                try (var answer = answers.get(i)) {
                    Golden.assertClose(golden.doubles("residual." + i), doubles(answer), RESIDUAL);
                }
            }
            assertEquals(
                    golden.tensors().keySet().stream()
                            .filter(name -> name.startsWith("residual."))
                            .count(),
                    answers.size());
        }
    }

    @TestFactory
    Stream<DynamicTest> isAddedToTheUnetAsItsAuthorsAddIt() {
        return golden.tensors().keySet().stream()
                .filter(name -> name.startsWith("unet."))
                .map(name -> dynamicTest(name, () -> compare(name)));
    }

    /// The names say the settings: `soft` for weights that fall from level to level, `w0.6` for a
    /// weight, `only_mid` for the middle alone.
    private static void compare(String name) {
        var settings = name.substring("unet.".length());
        double weight =
                settings.matches(".*w(eight)?\\d.*")
                        ? Double.parseDouble(settings.replaceAll(".*w(eight)?(?=\\d)", ""))
                        : 1;
        var balance =
                settings.startsWith("soft")
                        ? Balance.PROMPT
                        : settings.startsWith("control") ? Balance.CONTROL : Balance.BALANCED;
        try (var input = new Input()) {
            if (settings.equals("none")) {
                assertPredicts(name, input.plain());
            } else if (settings.equals("only_mid")) {
                onlyMiddle(name, input);
            } else {
                try (var run = run(unit(balance, weight, 0, 1));
                        var sum =
                                run.pass(new StepClock(1))
                                        .sum(model, input.plain(), new float[] {1, 0})) {
                    assertPredicts(name, input.plain().with(sum.control()));
                }
            }
        }
    }

    private static void onlyMiddle(String name, Input input) {
        var torch = model.compute().torch();
        try (var picture = tensor("hint");
                var hint = (ControlNet.Hint) network.prepare(picture);
                var rows = torch.floats(new float[] {1, 1}, 2);
                var sum = new ControlSum(model.networks().unet(), torch)) {
            var answers = ((ControlNet) network).answers(input.plain(), hint);
            var levels = new ArrayList<Double>();
            answers.forEach(_ -> levels.add(0.0));
            levels.set(levels.size() - 1, 1.0);
            sum.residuals(answers, new Unet.Share(1, rows, Optional.empty(), false), levels);
            assertPredicts(name, input.plain().with(sum.control()));
        }
    }

    private static void assertPredicts(String name, UnetInput input) {
        try (var out = model.networks().unet().predict(input)) {
            Golden.assertClose(golden.doubles(name), doubles(out), NETWORK);
        }
    }

    /// The rows say how they differ from the reference's common run, which its rows with LoRAs
    /// name.
    @TestFactory
    Stream<DynamicTest> makesTheLatentsOfTheExtension() {
        var common = common();
        var models = RunModels.of(model, ModelText.encoders(model, List.of()));
        return Golden.rows("controlnet/controlnet.json", "rows")
                .map(row -> dynamicTest(row.get("key").asText(), () -> run(models, common, row)));
    }

    private static void run(RunModels models, Recipe common, JsonNode row) throws IOException {
        var sampler = row.get("params").path("sampler_name");
        var recipe =
                sampler.isMissingNode()
                        ? common
                        : common.withSampling(
                                common.sampling()
                                        .withSampler(
                                                SamplerId.ofLabel(sampler.asText()).orElseThrow()));
        var unit =
                unit(
                        Balance.valueOf(row.get("mode").asText().toUpperCase(Locale.ROOT)),
                        row.get("weight").asDouble(),
                        row.get("guidance_start").asDouble(),
                        row.get("guidance_end").asDouble());
        try (var control = run(unit)) {
            var run = new BatchRun(models.with(control), recipe, Optional.empty(), new Silent());
            var latents = run.latents(0);
            var name = "e2e." + row.get("key").asText();
            Golden.assertClose(golden.doubles(name + ".latent"), latents.values(), LATENT);
            var expected = golden.bytes(name + ".images_u8");
            assertSamePicture(expected, model.decoded(latents.sample(0)).picture().bytes());
        }
    }

    @Test
    void aPictureFromAFileMakesThePictureOfTheExtension() throws Exception {
        var row =
                Golden.rows("controlnet/controlnet.json", "rows")
                        .filter(it -> it.get("mode").asText().equals("balanced"))
                        .filter(it -> it.get("guidance_end").asDouble() == 1)
                        .findFirst()
                        .orElseThrow();
        double weight = row.get("weight").asDouble();
        var recipe = common().withControls(List.of(unit(file(), weight)));
        var maps = new ArrayList<Bitmap>();

        var made = draw(recipe, maps).getFirst();

        assertSamePicture(
                golden.bytes("e2e." + row.get("key").asText() + ".images_u8"), made.rgb());
        assertArrayEquals(golden.bytes("hint_u8"), maps.getFirst().bytes());
        assertEquals(1, maps.size());
        // As the extension writes what is left open.
        assertEquals(
                new Preprocessing("none", ControlUnit.Fit.CROP, 512, 0.5, 0.5, false),
                made.recipe().controls().getFirst().preprocessing());
    }

    @Test
    void halvesAddUpToTheWhole() throws Exception {
        var whole = draw(common().withControls(List.of(unit(file(), 1))), new ArrayList<>());
        var half = unit(file(), 0.5);
        var halves = draw(common().withControls(List.of(half, half)), new ArrayList<>());

        assertSamePicture(whole.getFirst().rgb(), halves.getFirst().rgb());
    }

    @Test
    void outsideItsRegionAUnitChangesNothing() throws Exception {
        var dark = folder.resolve("dark.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", dark.toFile());
        var scope = new Scope(Passes.BOTH, "", dark.toString(), false);
        var maps = new ArrayList<Bitmap>();
        var made = draw(common().withControls(List.of(unit(file(), 1).with(scope))), maps);

        var plain = draw(common(), new ArrayList<>());
        assertSamePicture(plain.getFirst().rgb(), made.getFirst().rgb());
        assertEquals(List.of(), maps);
    }

    /// Left of the middle the control picture stays to the byte; the mask's edge is soft.
    @Test
    void inpaintOnlyKeepsWhatIsNotMasked() throws Exception {
        var right = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            right.setRGB(i % 64, i / 64, i % 64 < 32 ? 0 : 0xFFFFFF);
        }
        var mask = folder.resolve("mask.png");
        ImageIO.write(right, "png", mask.toFile());
        var inpaint = new Preprocessing("inpaint_only", ControlUnit.Fit.CROP, -1, -1, -1, false);
        var scope = new Scope(Passes.BOTH, mask.toString(), "", false);
        var unit = unit(file(), 1).withPreprocessing(inpaint).with(scope);

        var made = draw(common().withControls(List.of(unit)), new ArrayList<>()).getFirst();

        var plain = draw(common(), new ArrayList<>()).getFirst().rgb();
        var kept = golden.bytes("hint_u8");
        int changed = 0;
        for (int i = 0; i < made.rgb().length; i++) {
            if (i / 3 % 64 < 26) {
                assertEquals(kept[i], made.rgb()[i], "byte " + i);
            } else if (i / 3 % 64 > 38) {
                changed += made.rgb()[i] != kept[i] && made.rgb()[i] != plain[i] ? 1 : 0;
            }
        }
        assertTrue(changed > 1000, changed + " bytes");
    }

    @Test
    void theStartOfImageToImageStandsForAControlPicture() throws Exception {
        var from = common().withMode(new Mode.ImageToImage(file(), 0.5, Mode.Fit.STRETCH));

        var own = draw(from.withControls(List.of(unit(file(), 1))), new ArrayList<>());
        var start = draw(from.withControls(List.of(unit("", 1))), new ArrayList<>());

        assertArrayEquals(own.getFirst().rgb(), start.getFirst().rgb());
    }

    @Test
    void aUnitCanBeLimitedToOnePass() {
        for (var passes : Passes.values()) {
            var unit = unit(Balance.BALANCED, 1, 0, 1).with(new Scope(passes, "", "", true));
            assertEquals(passes == Passes.SECOND ? 0 : 13, residuals(unit, 8).size());
            assertEquals(passes == Passes.FIRST ? 0 : 13, residuals(unit, 16).size());
        }
    }

    @Test
    void linesAreSoftInTheSecondPass() {
        var canny = new Preprocessing("canny", ControlUnit.Fit.CROP, -1, -1, -1, false);
        var unit = unit(Balance.BALANCED, 1, 0, 1);
        var soft = residuals(unit(Balance.PROMPT, 1, 0, 1), 16);
        assertEquals(soft, residuals(unit.withPreprocessing(canny), 16));
        assertEquals(residuals(unit, 8), residuals(unit.withPreprocessing(canny), 8));
    }

    /// Rounded means of what a unit adds to latents of an edge, where the second pass is twice as
    /// large as the first.
    private static List<Long> residuals(ControlUnit unit, int edge) {
        var large = new ControlPicture(grey(128), Optional.empty());
        var maps =
                new ControlUnitMaps.Maps(
                        picture(),
                        Optional.of(large),
                        Optional.empty(),
                        unit.preprocessing().module());
        var torch = model.compute().torch();
        try (var run = new ControlRun(List.of(new ControlledUnit(unit, network, maps, 8)));
                var x = torch.floats(new float[2 * 4 * edge * edge], 2, 4, edge, edge);
                var t = torch.floats(new float[] {500, 500}, 2);
                var context = tensor("context");
                var sum =
                        run.pass(new StepClock(1))
                                .sum(model, UnetInput.of(x, t, context), new float[] {1, 0})) {
            return sum.control().residuals().stream().map(it -> mean(doubles(it))).toList();
        }
    }

    private static long mean(double[] values) {
        return Math.round(Arrays.stream(values).map(Math::abs).average().orElseThrow() * 1e7);
    }

    private static Bitmap grey(int edge) {
        var bytes = new byte[3 * edge * edge];
        Arrays.fill(bytes, (byte) 90);
        return new Bitmap(edge, edge, 3, bytes);
    }

    private static Recipe common() {
        var lora = Golden.json("lora/e2e.json").orElseThrow().get(0).get("infotext").asText();
        var common = InfotextReader.read(lora).recipe();
        return common.withPrompt(ExtraNetworks.parse(common.prompt()).prompt().strip())
                .withResourceHashes(List.of());
    }

    private static ControlUnit unit(String image, double weight) {
        return unit(Balance.BALANCED, weight, 0, 1).withImage(image);
    }

    private String file() throws IOException {
        var file = folder.resolve("hint.png");
        ImageIO.write(picture().picture().image(), "png", file.toFile());
        return file.toString();
    }

    private static List<Picture> draw(Recipe recipe, List<Bitmap> maps) throws GenerationException {
        var networks = Collections.nCopies(recipe.controls().size(), network);
        var observer =
                new Observer() {
                    @Override
                    public void controlMap(int unit, Size size, byte[] bytes) {
                        maps.add(new Bitmap(size.width(), size.height(), 3, bytes));
                    }
                };
        var controls = new LocalGenerator.Controls(networks, ControlMaps.PLAIN);
        return new LocalGenerator(model, List.of(), Optional.empty(), List.of(), controls)
                .generate(recipe, observer, new Cancellation());
    }

    private static void assertSamePicture(byte[] expected, byte[] made) {
        assertEquals(expected.length, made.length);
        for (int i = 0; i < made.length; i++) {
            int off = Math.abs((expected[i] & 0xFF) - (made[i] & 0xFF));
            assertTrue(off <= 1, "byte " + i + " is off by " + off);
        }
    }

    private static ControlUnit unit(Balance balance, double weight, double start, double end) {
        return new ControlUnit("tiny", Preprocessing.NONE, "", weight, start, end, balance);
    }

    private static ControlRun run(ControlUnit unit) {
        var maps =
                new ControlUnitMaps.Maps(
                        picture(),
                        Optional.empty(),
                        Optional.empty(),
                        unit.preprocessing().module());
        return new ControlRun(List.of(new ControlledUnit(unit, network, maps, 8)));
    }

    private static ControlPicture picture() {
        var shape = golden.info("hint_u8").sizes();
        return ControlPicture.of(
                new Bitmap((int) shape[1], (int) shape[0], 3, golden.bytes("hint_u8")));
    }

    /// The input of the reference's evaluations.
    private static final class Input implements AutoCloseable {
        private final Tensor x = tensor("x");
        private final Tensor context = tensor("context");
        private final Tensor t;

        Input() {
            var times = golden.doubles("t");
            t = model.compute().torch().floats(times, times.length);
        }

        UnetInput plain() {
            return UnetInput.of(x, t, context);
        }

        @Override
        public void close() {
            x.close();
            t.close();
            context.close();
        }
    }

    private static Tensor tensor(String name) {
        return model.compute().torch().floats(golden.floats(name), golden.info(name).sizes());
    }

    private static double[] doubles(Tensor tensor) {
        var floats = tensor.floats();
        var wide = new double[floats.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = floats[i];
        }
        return wide;
    }

    private static final class Silent implements CfgDenoiser.Listener {
        @Override
        public void begin() {}

        @Override
        public void before() {}

        @Override
        public void after(int count, Latent denoised) {}
    }
}
