package dev.atelier.app;

import dev.atelier.app.shell.Command;
import java.awt.Dimension;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;

/// Photographs a studio's window as the properties `screenshots.size`, `.scale`, `.light` and `.zh`
/// ask for.
///
/// @param out folder for the pictures
record WindowPicture(StudioRig rig, Robot robot, Path out) {
    /// Before the first window opens.
    static void prepare(Path out) throws IOException {
        System.setProperty("sun.java2d.uiScale", scale() + "");
        Files.createDirectories(out);
    }

    private static double scale() {
        return Integer.getInteger("screenshots.scale", 100) / 100.0;
    }

    /// Gives the window its size, theme and language.
    void dress() {
        var sides = System.getProperty("screenshots.size", "1440x900").split("x", -1);
        var size = new Dimension(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        GuiActionRunner.execute(() -> rig.studio.context().window().frame().setSize(size));
        if (Boolean.getBoolean("screenshots.light")) {
            rig.command(Command.LIGHT);
        }
        if (Boolean.getBoolean("screenshots.zh")) {
            GuiActionRunner.execute(() -> rig.studio.switchTo(Locale.SIMPLIFIED_CHINESE));
        }
        robot.waitForIdle();
    }

    void take(String name) throws IOException, InterruptedException {
        robot.waitForIdle();
        Thread.sleep(700); // fades and glides
        var image =
                GuiActionRunner.execute(() -> {
                    var frame = rig.studio.context().window().frame();
                    frame.validate();
                    var made =
                            new BufferedImage(
                                    (int) (frame.getWidth() * scale()),
                                    (int) (frame.getHeight() * scale()),
                                    BufferedImage.TYPE_INT_RGB);
                    var g = made.createGraphics();
                    g.setRenderingHint(
                            RenderingHints.KEY_TEXT_ANTIALIASING,
                            RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
                    g.scale(scale(), scale());
                    frame.getRootPane().paint(g);
                    g.dispose();
                    return made;
                });
        ImageIO.write(image, "png", out.resolve(name + ".png").toFile());
    }
}
