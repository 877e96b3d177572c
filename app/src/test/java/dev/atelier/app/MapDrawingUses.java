package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Recipe;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.swing.JComponent;

/// The rows of the table of [EveryControlTest] for drawing on the map of a ControlNet unit. The map
/// has the edges of a white square of 64 pixels in the middle of 128.
final class MapDrawingUses {
    private static final int MIDDLE = 64;
    private static final int EDGE = 31;

    private MapDrawingUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        all.put("map-edit", ControlNetUses.looking(MapDrawingUses::drawsAndUndoes));
        all.put(
                "map-tool-pen",
                drawing(rig -> {
                    rig.click("map-tool-eraser");
                    rig.click("map-tool-pen");
                    across(rig, "a stroke is drawn");
                    assertThat(light(rig, MIDDLE, MIDDLE)).isEqualTo(255);
                }));
        all.put(
                "map-tool-eraser",
                drawing(rig -> {
                    rig.click("map-tool-eraser");
                    across(rig, "an edge is erased");
                    assertThat(light(rig, EDGE, MIDDLE)).isZero();
                    assertThat(light(rig, EDGE, MIDDLE - 20)).isEqualTo(255);
                }));
        all.put(
                "map-tool-pick",
                drawing(rig -> {
                    rig.click("map-tool-pick");
                    rig.click("canvas"); // black, in the middle
                    across(rig, "a black stroke is drawn");
                    assertThat(light(rig, EDGE, MIDDLE)).isZero();
                }));
        all.put(
                "map-size",
                drawing(rig -> {
                    rig.click("map-size");
                    rig.press(KeyEvent.VK_END);
                    across(rig, "a stroke of 100 pixels is drawn");
                    assertThat(light(rig, MIDDLE, MIDDLE + 45)).isEqualTo(255);
                    assertThat(light(rig, MIDDLE, MIDDLE + 55)).isZero();
                    rig.click("map-size");
                    rig.press(KeyEvent.VK_HOME);
                    for (int i = 0; i < 6; i++) {
                        rig.press(KeyEvent.VK_RIGHT);
                    }
                }));
        all.put(
                "map-done",
                drawing(rig -> {
                    rig.click("map-done");
                    rig.until("the tools are gone", () -> !isDrawing(rig));
                    rig.until("the map is not", () -> ControlUses.isShowing(rig, "map-edit"));
                }));
        return all;
    }

    private static Use drawing(Use use) {
        return ControlNetUses.looking(rig -> {
            open(rig);
            use.by(rig);
            rig.click("canvas");
            rig.press(KeyEvent.VK_ESCAPE);
            rig.until("Escape ends the drawing", () -> !isDrawing(rig));
        });
    }

    private static void open(StudioRig rig) {
        rig.click("map-edit");
        rig.until("the tools are there", () -> isDrawing(rig));
    }

    private static boolean isDrawing(StudioRig rig) {
        return ControlUses.isShowing(rig, "map-tool-pen");
    }

    private static void drawsAndUndoes(StudioRig rig) {
        var before = rig.draft();
        open(rig);
        across(rig, "the unit has the drawn map");
        assertThat(unit(rig).preprocessing().module()).isEqualTo("none");
        assertThat(light(rig, MIDDLE, MIDDLE)).isEqualTo(255);
        assertThat(light(rig, MIDDLE, MIDDLE + 10)).isZero();
        assertThat(light(rig, EDGE, MIDDLE - 20)).describedAs("the edges stay").isEqualTo(255);
        var first = recipe(rig);
        across(rig, 20, "a second stroke is drawn");
        assertThat(light(rig, MIDDLE, MIDDLE)).describedAs("the first stays").isEqualTo(255);
        assertThat(light(rig, MIDDLE, MIDDLE + 20)).isEqualTo(255);
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("the second is undone", () -> recipe(rig).equals(first));
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("the preprocessor draws again", () -> recipe(rig).equals(before));
        rig.click("map-done");
        rig.until("the tools are gone", () -> !isDrawing(rig));
    }

    private static void across(StudioRig rig, String state) {
        across(rig, 0, state);
    }

    /// Draws a line through the whole map.
    ///
    /// @param below the middle, pixels of the map
    private static void across(StudioRig rig, int below, String state) {
        var before = unit(rig).image();
        var canvas = rig.find("canvas", JComponent.class);
        double scale = rig.parts.create().zoom();
        int x = canvas.getWidth() / 2;
        int y = canvas.getHeight() / 2 + (int) Math.round(below * scale);
        int far = (int) Math.round(60 * scale);
        rig.input().drag(canvas, new Point(x - far, y), new Point(x, y), new Point(x + far, y));
        rig.until(state, () -> !unit(rig).image().equals(before));
    }

    private static Recipe recipe(StudioRig rig) {
        return rig.parts.create().draft().recipe().get();
    }

    private static ControlUnit unit(StudioRig rig) {
        return recipe(rig).controls().getFirst();
    }

    /// Of a pixel of the unit's picture, which is the map once it was drawn on, 0 to 255.
    private static int light(StudioRig rig, int x, int y) {
        try {
            return image(rig).getRGB(x, y) & 0xFF;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage image(StudioRig rig) throws IOException {
        return ImageIO.read(Path.of(unit(rig).image()).toFile());
    }
}
