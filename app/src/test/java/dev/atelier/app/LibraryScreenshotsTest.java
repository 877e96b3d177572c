package dev.atelier.app;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.compare.CompareModel.Mode;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.cloud.account.CredentialSources;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.oss.OssEndpoint;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.webui.request.Catalogue;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Maintainer's tool, which runs only when asked: the library, its viewer, its sources and every
/// way to look of Compare in pictures. As [CloudScreenshotsTest], with
/// `-Dscreenshots.library=FOLDER`. The pictures in the window are painted here.
@EnabledIfSystemProperty(named = "screenshots.library", matches = ".+")
class LibraryScreenshotsTest {
    private static final String BUCKET = "pictures";
    private static final int WIDE = 384;
    private static final int HIGH = 256;

    private final Path out = Path.of(System.getProperty("screenshots.library", ""));

    @TempDir private Path folder;

    @Test
    void photograph() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        WindowPicture.prepare(out);
        GuiActionRunner.execute(Theme::prepare);
        var robot = BasicRobot.robotWithNewAwtHierarchy();
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        var cloud = LocalStore.in(CloudSettings.inMemory(0, idle), BUCKET);
        try (var sandbox = Sandbox.start(cloud)) {
            fill(sandbox);
            var where =
                    Map.of(
                            "ATELIER_CLOUD_ENDPOINT",
                            sandbox.address(),
                            "ATELIER_OSS_ENDPOINT",
                            sandbox.address());
            try (var rig = new StudioRig(robot, folder, TorchRuntime::new, where)) {
                story(rig, robot, sandbox);
            }
        } finally {
            robot.cleanUp();
        }
    }

    /// Pictures here, in the bucket, and in both.
    private void fill(Sandbox sandbox) throws Exception {
        var here = Files.createDirectories(folder.resolve("drawings"));
        var account = sandbox.account();
        var keys = Credentials.of(account.accessKeyId(), account.accessKeySecret(), "cn-hangzhou");
        var endpoint = OssEndpoint.at(URI.create(sandbox.address()), "cn-hangzhou");
        try (var store = new OssStore(keys, endpoint, folder.resolve("notes"))) {
            for (int seed = 1; seed <= 24; seed++) {
                var content = png(seed, 0);
                if (seed % 3 != 0) {
                    Files.write(here.resolve(seed + ".png"), content);
                }
                if (seed % 3 != 1) {
                    store.write(new OssAddress(BUCKET, "made/" + seed + ".png"), content);
                }
            }
        }
        Files.write(here.resolve("empty.png"), new byte[0]);
        for (int seed = 1; seed <= 3; seed++) {
            for (var set : List.of("a", "b")) {
                var file = Files.createDirectories(folder.resolve(set)).resolve(seed + ".png");
                Files.write(file, png(seed, set.equals("b") ? seed - 1 : 0));
            }
        }
        Files.writeString(
                folder.resolve("settings.properties"),
                "welcome.done=true\nlibrary.sources=" + here + "\n");
    }

    private void story(StudioRig rig, Robot robot, Sandbox sandbox) throws Exception {
        var camera = new WindowPicture(rig, robot, out);
        camera.dress();
        rig.command(Command.SHOW_LIBRARY);
        rig.until("it is read", () -> count(rig) == 16);
        var bucket = new Source.Bucket(new OssAddress(BUCKET, "made/"));
        GuiActionRunner.execute(() -> model(rig).addSource(bucket));
        rig.until("it is away", () -> phase(rig, bucket) == SourceState.Phase.AWAY);
        camera.take("no-account");
        rig.pressButton("library-add-bucket");
        rig.until("that is said", () -> ControlUses.isShowing(rig, "library-offered-connect"));
        camera.take("no-account-asked");
        rig.press(KeyEvent.VK_ESCAPE);
        connect(rig, sandbox);
        rig.until("all are read", () -> phase(rig, bucket) == SourceState.Phase.READY);
        rig.until("both places", () -> count(rig) == 24);
        library(rig, camera);
        compare(rig, camera);
        rig.command(Command.SHOW_LIBRARY);
        sandbox.close();
        GuiActionRunner.execute(() -> model(rig).scan());
        rig.until("it is away", () -> phase(rig, bucket) == SourceState.Phase.AWAY);
        camera.take("no-network");
    }

    private static void connect(StudioRig rig, Sandbox sandbox) {
        var account = sandbox.account();
        var keys = Credentials.of(account.accessKeyId(), account.accessKeySecret(), "cn-hangzhou");
        GuiActionRunner.execute(() ->
                rig.parts.cloud().connect(new CredentialSources.Found("x", "", "", keys), ""));
        rig.until("it is connected", () -> rig.parts.cloud().connection().get().isPresent());
    }

    private static void library(StudioRig rig, WindowPicture camera) throws Exception {
        rig.pressButton("library-add-bucket");
        rig.until("its buckets are offered", () -> ControlUses.isShowing(rig, "library-offered"));
        camera.take("buckets");
        rig.press(KeyEvent.VK_ESCAPE);
        GuiActionRunner.execute(() -> {
            var ids = model(rig).ids(0, 24);
            model(rig).star(List.of(ids[1], ids[5]), true);
            model(rig).tag(List.of(ids[0], ids[1], ids[2]), "tea packaging", true);
        });
        rig.click("library-grid");
        rig.press(KeyEvent.VK_HOME);
        camera.take("library");
        rig.click("library-list");
        camera.take("library-list");
        rig.click("library-cells");
        rig.click("library-query");
        rig.type("place:there colour:red");
        rig.until("it is wrong", () -> ControlUses.isShowing(rig, "library-issue"));
        rig.until("those in OSS", () -> count(rig) == 16);
        camera.take("search");
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("all", () -> count(rig) == 24);
        rig.click("library-grid");
        rig.press(KeyEvent.VK_HOME);
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.pressButton("library-export");
        camera.take("export");
        rig.press(KeyEvent.VK_ESCAPE);
        rig.click("library-grid");
        rig.press(KeyEvent.VK_HOME);
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is large", () -> rig.focused("library-canvas"));
        rig.press(KeyEvent.VK_I);
        camera.take("viewer");
        rig.press(KeyEvent.VK_ESCAPE);
    }

    private void compare(StudioRig rig, WindowPicture camera) throws Exception {
        var compare = rig.parts.compare().model();
        GuiActionRunner.execute(() -> {
            compare.take(Side.A, folder.resolve("a/2.png"));
            compare.take(Side.B, folder.resolve("b/2.png"));
        });
        rig.until("the map is drawn", () -> compare.map().get().isPresent());
        rig.command(Command.SHOW_COMPARE);
        for (var mode : Mode.values()) {
            GuiActionRunner.execute(() -> compare.mode().set(mode));
            camera.take("compare-" + mode.name().toLowerCase(Locale.ROOT));
        }
        GuiActionRunner.execute(() -> compare.mode().set(Mode.SLIDER));
        rig.click("compare-sets");
        rig.until("sets are requested", () -> rig.focused("compare-set-A"));
        rig.type(folder.resolve("a").toString());
        rig.press(KeyEvent.VK_TAB);
        rig.press(KeyEvent.VK_TAB);
        rig.until("the other", () -> rig.focused("compare-set-B"));
        rig.type(folder.resolve("b").toString());
        camera.take("sets-asked");
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it shows", () -> ControlUses.isShowing(rig, "compare-pairs"));
        rig.until("the first is seen", () -> compare.comparison().get().isPresent());
        camera.take("sets");
        rig.pressButton("compare-tabled");
        camera.take("sets-table");
    }

    private static LibraryModel model(StudioRig rig) {
        return rig.parts.library().model();
    }

    private static int count(StudioRig rig) {
        return model(rig).searching().get() ? -1 : model(rig).result().get().count();
    }

    private static SourceState.Phase phase(StudioRig rig, Source source) {
        return model(rig).sources().get().stream()
                .filter(it -> it.source().equals(source))
                .findFirst()
                .map(SourceState::phase)
                .orElse(SourceState.Phase.NEW);
    }

    /// A sun over a hill, with an infotext.
    ///
    /// @param off how far the sun has moved
    private static byte[] png(int seed, int off) throws IOException {
        var image = new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = seed * 0.13f % 1;
        var sky = Color.getHSBColor(hue, 0.5f, 0.85f);
        g.setPaint(new GradientPaint(0, 0, sky, 0, HIGH, Color.getHSBColor(hue, 0.2f, 1)));
        g.fillRect(0, 0, WIDE, HIGH);
        g.setColor(new Color(255, 210, 90));
        g.fillOval(40 + 11 * seed + 8 * off, 40, 64, 64);
        g.setColor(Color.getHSBColor(hue + 0.4f, 0.5f, 0.5f));
        g.fillOval(-60, 160, WIDE + 120, 260);
        g.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        var text =
                "a sun over a hill, (flat design:1.2), number %d\nNegative prompt: text\nSteps: %d, Sampler: Euler a, CFG scale: 7, Seed: %d, Size: %dx%d, Model: %s"
                        .formatted(
                                seed,
                                20 + 4 * off,
                                seed,
                                WIDE,
                                HIGH,
                                seed % 2 == 0 ? "deliberate_v2" : "v1-5-pruned");
        return PngText.write(bytes.toByteArray(), Map.of("parameters", text));
    }
}
