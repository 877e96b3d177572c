package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.safetensors.SafetensorsFile;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A picture of each family and of each kind of adapter, made in the window with keys: the
/// reference's own where it has one, else the one that the engine makes without a window.
class AdapterPicturesTest {
    private static final String STRATEGY = "packed-f32";

    private static final List<String> FAMILIES = List.of("tiny-sd1", "tiny-sd2-v", "tiny-sdxl");

    @TempDir static Path folder;
    private static Robot robot;
    private static StudioRig rig;

    @BeforeAll
    static void open() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        var models = folder.resolve("more/models");
        for (var family : FAMILIES) {
            GoldenModels.checkpoint(family, models);
        }
        for (var lora : (Iterable<String>) loras()::iterator) {
            GoldenModels.lora(lora, models);
        }
        GoldenModels.controlNet(models);
        Files.writeString(
                folder.resolve("settings.properties"),
                "welcome.done=true\nsection.lora=true\nmodels.folders=" + models + "\n");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
        rig =
                new StudioRig(
                        robot, folder, home -> new OneStrategy(new TorchRuntime(home), STRATEGY));
        rig.until("all are listed", () -> rig.parts.create().loras().size() == loras().count());
    }

    @AfterAll
    static void close() {
        if (rig != null) {
            var mistakes = rig.mistakes();
            rig.close();
            robot.cleanUp();
            assertThat(mistakes).isEmpty();
        }
    }

    @BeforeEach
    void focus() {
        rig.focus();
        rig.press(KeyEvent.VK_ESCAPE);
    }

    static Stream<String> families() {
        return FAMILIES.stream();
    }

    static Stream<String> loras() {
        return Stream.of(
                "tiny-sd1-dora",
                "tiny-sd1-locon",
                "tiny-sd1-locon_cp",
                "tiny-sd1-loha",
                "tiny-sd1-lokr",
                "tiny-sd1-lora",
                "tiny-sd1-lora_teonly",
                "tiny-sd1-misc",
                "tiny-sd2-v-dora",
                "tiny-sd2-v-locon",
                "tiny-sd2-v-locon_cp",
                "tiny-sd2-v-lora",
                "tiny-sd2-v-lora_teonly",
                "tiny-sdxl-lora");
    }

    static Stream<String> prompts() {
        return Golden.json("lora/e2e.json").stream()
                .flatMap(rows -> StreamSupport.stream(rows.spliterator(), false))
                .map(row -> row.get("key").asText() + "\n" + row.get("infotext").asText());
    }

    @ParameterizedTest
    @MethodSource("families")
    void theReferencesPictureOfEachFamily(String family) throws Exception {
        paste(plain(family));

        var made = made();

        try (var golden = SafetensorsFile.open(Golden.need("e2e/" + family + ".safetensors"))) {
            GoldenModels.assertSame(golden.bytes("euler.images_u8"), made);
        }
    }

    /// A picture's text pasted: the LoRAs of A1111 in its prompt have cards, and make its picture.
    @ParameterizedTest
    @MethodSource("prompts")
    void theReferencesPictureWithLorasInThePrompt(String row) throws Exception {
        var key = row.lines().findFirst().orElseThrow();
        var infotext = row.substring(key.length() + 1);
        paste(infotext);
        var prompt = infotext.lines().findFirst().orElseThrow(); // not the negative one
        int tags = prompt.split("<lora:", -1).length - 1;
        rig.until("each has a card", () -> cards() == tags);

        var made = made();

        try (var golden = SafetensorsFile.open(Golden.need("lora/e2e.safetensors"))) {
            var name = key.replaceFirst("^e2e\\.", "") + ".images_u8";
            GoldenModels.assertSame(golden.bytes(name), made);
        }
    }

    /// Found by its name in the list, and put in by Enter.
    @ParameterizedTest
    @MethodSource("loras")
    void eachKindOfLoraFromTheList(String lora) throws Exception {
        var family = lora.substring(0, lora.lastIndexOf('-'));
        paste(plain(family));
        var without = made();
        rig.press(KeyEvent.VK_L, KeyEvent.VK_CONTROL);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.type(lora);
        rig.press(KeyEvent.VK_ENTER);
        rig.until("its tag is in", () -> prompt().contains("<lora:" + lora + ":"));

        var with = made();

        assertThat(with).isNotEqualTo(without);
        assertThat(with).isEqualTo(alone(rig.draft()));
        rig.click("lora-on");
        rig.until("it is off", () -> prompt().startsWith("# <lora:"));
        assertThat(made()).isEqualTo(without);
    }

    @ParameterizedTest
    @ValueSource(strings = {"balanced", "prompt", "control"})
    void theExtensionsPictureOfAControlNet(String mode) throws Exception {
        var row = row(mode);
        try (var golden = SafetensorsFile.open(Golden.need("controlnet/golden.safetensors"))) {
            var hint = folder.resolve("hint.png");
            GoldenModels.write(golden.bytes("hint_u8"), hint);
            var unit =
                    new ControlUnit(
                            GoldenModels.CONTROL,
                            Preprocessing.NONE,
                            hint.toString(),
                            row.get("weight").asDouble(),
                            0,
                            1,
                            Balance.valueOf(mode.toUpperCase(Locale.ROOT)));
            paste(plain("tiny-sd1", "a cat", "bad"));
            rig.draft(recipe -> recipe.withControls(List.of(unit)));

            var made = made();

            var key = "e2e." + row.get("key").asText() + ".images_u8";
            GoldenModels.assertSame(golden.bytes(key), made);
        }
    }

    private static JsonNode row(String mode) {
        return Golden.rows("controlnet/controlnet.json", "rows")
                .filter(it -> it.get("mode").asText().equals(mode))
                .filter(it -> it.get("params").isEmpty())
                .filter(it -> it.get("guidance_end").asDouble() == 1)
                .filter(it -> it.get("guidance_start").asDouble() == 0)
                .findFirst()
                .orElseThrow();
    }

    private static String plain(String family) {
        return plain(family, "a photo of a cat, (masterpiece:1.2)", "bad, [ugly]");
    }

    /// What another program would write into a picture of the reference.
    private static String plain(String family, String prompt, String negative) {
        return prompt
                + "\nNegative prompt: "
                + negative
                + "\nSteps: 8, Sampler: Euler, Schedule type: Automatic, CFG scale: 7.0, Seed: 42,"
                + " Size: 64x64, Model: "
                + family
                + ", RNG: NV, Version: v1.10.1";
    }

    private static void paste(String infotext) {
        ControlUses.copy(infotext);
        rig.command(Command.PASTE_RECIPE);
        rig.until("it is the recipe", () -> infotext.startsWith(prompt()));
        rig.press(KeyEvent.VK_ESCAPE);
    }

    private static long cards() {
        return ComponentFinder.all(
                        rig.frame.target(),
                        it -> it.isShowing() && ("" + it.getName()).matches("lora-on(-.*)?"))
                .size();
    }

    private static String prompt() {
        return rig.parts.create().draft().recipe().get().prompt();
    }

    private static byte[] made() throws Exception {
        var before = GuiActionRunner.execute(() -> rig.parts.queue().latest().get());
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.untilMade("a picture is made", () -> !rig.parts.queue().latest().get().equals(before));
        var file =
                GuiActionRunner.execute(() -> rig.parts.queue().latest().get().orElseThrow())
                        .file();
        return GoldenModels.rgb(PictureFile.pixels(file));
    }

    /// What the engine makes of a recipe when no window is there.
    private static byte[] alone(Recipe recipe) throws Exception {
        var home = new DataFolder(folder, DataFolder.ofThisUser().natives());
        var runtime = new TorchRuntime(home);
        var checkpoint = folder.resolve("more/models/Stable-diffusion/tiny-sd1.safetensors");
        var near = new NearbyFiles(folder, Optional.of(checkpoint));
        var library = ModelLibrary.around(runtime, near);
        try (var engine = new LocalEngine(runtime, library, Optional.of(STRATEGY))) {
            return engine.generate(recipe, Observer.NONE, new Cancellation()).getFirst().rgb();
        }
    }
}
