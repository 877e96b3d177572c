package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import dev.atelier.recipe.infotext.PngText;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// The recipe of a picture that another program made, taken from the library.
class LibraryRecipeFlowsTest extends StudioTest {
    /// In the first picture of the grid, below the line with its day.
    private static final Point CELL = new Point(80, 100);

    /// As where the picture is dropped: nothing is changed in silence.
    @Test
    void whatARecipeDoesNotSayIsListedWhereItIsUsed() throws Exception {
        var infotext = "a lamp\nSteps: 99999, Sampler: Euler, Seed: 9, Size: 64x64, Moon: full";
        var pixels = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", pixels);
        var pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.write(
                pictures.resolve("lamp.png"),
                PngText.write(pixels.toByteArray(), Map.of(PngText.PARAMETERS, infotext)));
        rig.command(Command.SHOW_LIBRARY);
        rig.until(
                "it is listed",
                () -> rig.any("library-found", JLabel.class).getText().startsWith("1 "));
        rig.input().click(rig.find("library-grid", JComponent.class), CELL);

        rig.pressButton("library-use-all");

        rig.until("the recipe is taken", () -> rig.draft().prompt().equals("a lamp"));
        assertThat(rig.draft().sampling().steps()).isEqualTo(10_000);
        rig.until("what was changed is listed", () -> ControlUses.isShowing(rig, "issues"));
        assertThat(texts(rig.find("issues", JComponent.class)))
                .contains("\"Steps: 99999\" is out of range; it became 10000.")
                .contains("\"Moon: full\" is not understood.");
    }

    private static List<String> texts(JComponent part) {
        return GuiActionRunner.execute(() ->
                ComponentFinder.all(part, JTextComponent.class::isInstance).stream()
                        .map(it -> ((JTextComponent) it).getText())
                        .toList());
    }
}
