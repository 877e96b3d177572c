package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.device.ArchiveServer;
import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.device.CudaPlatform;
import dev.atelier.app.device.Devices;
import dev.atelier.app.device.FakeCards;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Theme;
import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.timing.Pause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sets a graphics card up by hand that is not in this computer. With `-Dscreenshots=FOLDER` every
/// state is photographed, in the language of `-Dscreenshots.language`.
class GraphicsCardFlowsTest {
    @TempDir private Path folder;
    private final ArchiveServer server = new ArchiveServer();
    private final AtomicReference<Result> seen = new AtomicReference<>(new Result.NoCard());
    private final AtomicReference<Devices> devices = new AtomicReference<>();
    private Robot robot;

    @BeforeEach
    void openDisplay() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
    }

    @AfterEach
    void close() {
        server.close();
        if (robot != null) {
            robot.cleanUp();
        }
    }

    private TorchRuntime runtime(DataFolder home) {
        var made =
                new Devices(
                        home,
                        () -> Objects.requireNonNull(seen.get()),
                        CudaPlatform.LINUX,
                        _ -> Optional.empty(),
                        Optional.of(server.wanted(1000)));
        devices.set(made);
        return new TorchRuntime(home, made);
    }

    @Test
    void aCardIsFoundFetchedForAndChosen() {
        try (var rig = new StudioRig(robot, folder, this::runtime)) {
            prepare(rig);
            rig.command(Command.SHOW_SETTINGS);
            untilSays(rig, "No NVIDIA card was found");
            assertThat(shown(rig, "card-fetch")).isFalse();
            assertThat(shown(rig, "device")).isFalse();
            photograph(rig, "1-none");

            seen.set(new Result.NoDriver("NVIDIA 0x2504"));
            press(rig, "card-again");
            untilSays(rig, "NVIDIA's driver is not installed");
            photograph(rig, "2-no-driver");

            seen.set(FakeCards.rtx3060());
            press(rig, "card-again");
            untilSays(rig, "RTX 3060 · 12 GB · driver 570.124.06");
            untilSays(rig, "PyTorch 2.7.1 for CUDA 12.8");
            untilSays(rig, "BSD-3-Clause");
            photograph(rig, "3-no-runtime");

            downloads(rig);
            choosesAndLimits(rig);
            assertThat(rig.mistakes()).isEmpty();
        }
    }

    private void downloads(StudioRig rig) {
        server.breakAfter(120_000);
        server.hold();
        press(rig, "card-fetch");
        rig.until("it fetches", () -> shown(rig, "card-progress"));
        rig.until("some of it has arrived", () -> hasPart(rig));
        photograph(rig, "4-downloading");
        press(rig, "card-stop");
        server.letGo();
        untilSays(rig, "of it have arrived already");

        server.refuse(503);
        press(rig, "card-fetch");
        untilSays(rig, "127.0.0.1 answered with 503");
        untilSays(rig, "with a browser");
        photograph(rig, "5-failed");

        server.refuse(200);
        server.breakAfter(Integer.MAX_VALUE);
        press(rig, "card-fetch");
        untilSays(rig, "Quit and start again");
        photograph(rig, "6-after-restart");

        var now = Objects.requireNonNull(devices.get());
        now.using(now.decide()); // as after a restart
        press(rig, "card-again");
        untilSays(rig, "RTX 3060 with 12 GB draws the pictures");
        photograph(rig, "7-ready");
    }

    private static boolean hasPart(StudioRig rig) {
        try (var files = Files.walk(rig.folder())) {
            return files.filter(it -> it.toString().endsWith(".part"))
                    .anyMatch(it -> it.toFile().length() > 0);
        } catch (IOException | UncheckedIOException e) {
            return false; // a file went while the folder was listed
        }
    }

    private void choosesAndLimits(StudioRig rig) {
        rig.choose(rig.find("device", JComboBox.class), 1);
        rig.until("it is kept", () -> kept(rig).contains("device=cpu"));
        untilSays(rig, "The processor is chosen");
        rig.enter("device-memory", "8.5");
        rig.until("it is kept", () -> kept(rig).contains("memory-budget=8500000000"));
        rig.choose(rig.find("device", JComboBox.class), 2);
        rig.until("it is kept", () -> kept(rig).contains("device=cuda\\:0"));
    }

    private static String kept(StudioRig rig) {
        try {
            return Files.readString(rig.folder().resolve("device.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void press(StudioRig rig, String button) {
        rig.until("it can be pressed", () -> shown(rig, button) && rig.any(button).isEnabled());
        GuiActionRunner.execute(() ->
                ((JComponent) rig.any(button)).scrollRectToVisible(new Rectangle(0, 0, 100, 60)));
        rig.click(button);
    }

    private static boolean shown(StudioRig rig, String name) {
        return GuiActionRunner.execute(() -> rig.any(name).isShowing());
    }

    private static void untilSays(StudioRig rig, String words) {
        if (System.getProperty("screenshots.language") == null) {
            rig.until("it says: " + words, () -> words(rig).contains(words));
        } else {
            robotPause(); // photographs in another language need no words
        }
    }

    private static void robotPause() {
        Pause.pause(700);
    }

    /// All that the block says now.
    private static String words(StudioRig rig) {
        var all = new StringBuilder();
        collect(rig.any("card"), all);
        return all.toString();
    }

    private static void collect(Component part, StringBuilder words) {
        if (!part.isVisible()) {
            return;
        }
        if (part instanceof Label label) {
            words.append(label.getText()).append('\n');
        } else if (part instanceof JTextComponent text) {
            words.append(text.getText()).append('\n');
        } else if (part instanceof Container container) {
            for (var child : container.getComponents()) {
                collect(child, words);
            }
        }
    }

    private static void prepare(StudioRig rig) {
        var language = System.getProperty("screenshots.language");
        if (language != null) {
            GuiActionRunner.execute(() -> rig.studio.switchTo(Locale.forLanguageTag(language)));
        }
        if (Boolean.getBoolean("screenshots.light")) {
            rig.command(Command.LIGHT);
        }
    }

    private static void photograph(StudioRig rig, String name) {
        var out = System.getProperty("screenshots");
        if (out == null) {
            return;
        }
        GuiActionRunner.execute(() -> {
            var card = (JComponent) rig.any("card");
            card.scrollRectToVisible(new Rectangle(0, -40, 100, card.getHeight() + 240));
        });
        robotPause();
        var root = rig.studio.context().window().frame().getRootPane();
        double scale = Double.parseDouble(System.getProperty("sun.java2d.uiScale", "1"));
        var image =
                new BufferedImage(
                        (int) (root.getWidth() * scale),
                        (int) (root.getHeight() * scale),
                        BufferedImage.TYPE_INT_RGB);
        GuiActionRunner.execute(() -> {
            var g = image.createGraphics();
            g.scale(scale, scale);
            root.paint(g);
            g.dispose();
        });
        try {
            Files.createDirectories(Path.of(out));
            ImageIO.write(image, "png", Path.of(out, name + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
