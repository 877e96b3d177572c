package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.compare.CompareModel;
import dev.atelier.app.compare.CompareModel.Mode;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.shell.Command;
import dev.atelier.app.viewer.Canvas;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.TransferHandler;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the page that compares two pictures: one grey,
/// one a little lighter, of two seeds.
final class CompareUses {
    private static final Size SIZE = new Size(64, 48);

    private CompareUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        commands(all);
        modes(all);
        zooms(all);
        for (var side : Side.values()) {
            all.put(
                    "compare-open-" + side,
                    comparing(rig -> {
                        rig.pressButtonLater("compare-open-" + side);
                        ControlUses.closesChooser(rig);
                    }));
        }
        all.put(
                "compare-swap",
                comparing(rig -> {
                    rig.click("compare-swap");
                    rig.until("B is first", () -> seed(rig, Side.A) == 8 && seed(rig, Side.B) == 7);
                    rig.click("compare-canvas");
                    rig.press(KeyEvent.VK_X);
                    rig.until("A is first again", () -> seed(rig, Side.A) == 7);
                }));
        all.put("compare-canvas", comparing(CompareUses::pans));
        all.put(
                "compare-canvas-b",
                comparing(rig -> {
                    rig.click("compare-SIDE");
                    var beside = rig.find("compare-canvas-b", Canvas.class);
                    var first = rig.find("compare-canvas", Canvas.class);
                    rig.click(beside);
                    rig.press(KeyEvent.VK_1);
                    rig.until("both zoom", () -> first.zoom().get() == 1);
                    rig.press(KeyEvent.VK_0);
                    rig.until("and fit", () -> first.zoom().get() > 1);
                    rig.click("compare-SLIDER");
                }));
        all.put("compare-use-a", comparing(rig -> uses(rig, "compare-use-a", 7)));
        all.put("compare-use-b", comparing(rig -> uses(rig, "compare-use-b", 8)));
        all.put("compare-keep-a", comparing(rig -> keeps(rig, "compare-keep-a", Side.A)));
        all.put("compare-keep-b", comparing(rig -> keeps(rig, "compare-keep-b", Side.B)));
        all.put("compare-closer-B", comparing(rig -> uses(rig, "compare-closer-B", 7)));
        all.put("compare-closer-A", comparing(rig -> uses(rig, "compare-closer-A", 8)));
        all.put(
                "compare-copy",
                comparing(rig -> {
                    rig.click("compare-copy");
                    var copied = ControlUses.clipboard(DataFlavor.stringFlavor).toString();
                    assertThat(copied).contains("Visually the same", "Seed: 7 | 8");
                }));
        return all;
    }

    private static void commands(Map<String, Use> all) {
        all.put(
                "command:show-compare",
                rig -> {
                    rig.press(KeyEvent.VK_3, KeyEvent.VK_CONTROL);
                    rig.until("it shows", () -> ControlUses.isShowing(rig, "view-compare"));
                });
        all.put(
                "command:compare-picture",
                ControlUses.onPicture((rig, made) -> {
                    rig.command(Command.COMPARE_PICTURE);
                    rig.until(
                            "it is one of the two",
                            () ->
                                    Stream.of(Side.values())
                                            .anyMatch(
                                                    side -> seed(rig, side) == made.seed().bits()));
                    rig.command(Command.COMPARE_PICTURE);
                    rig.until(
                            "they are compared", () -> ControlUses.isShowing(rig, "view-compare"));
                }));
    }

    private static void modeInANarrowWindow(StudioRig rig) {
        var frame = rig.frame.target();
        var usual = GuiActionRunner.execute(() -> frame.getSize());
        var least = GuiActionRunner.execute(() -> frame.getMinimumSize());
        GuiActionRunner.execute(() -> {
            frame.setMinimumSize(new Dimension(640, 480));
            frame.setSize(800, 600);
        });
        rig.until("the list is there", () -> ControlUses.isShowing(rig, "compare-mode"));
        rig.until(
                "icons that are alike have a letter",
                () -> foot(rig).equals(List.of("", "A", "B", "A", "B")));
        rig.until("the gain has room", () -> rig.any("compare-gain").getWidth() >= 60);
        rig.choose(
                rig.find("compare-mode", JComboBox.class),
                List.of(Mode.values()).indexOf(Mode.BLINK));
        rig.until("it is seen so", () -> model(rig).mode().get() == Mode.BLINK);
        GuiActionRunner.execute(() -> {
            frame.setMinimumSize(least);
            frame.setSize(usual);
        });
        rig.until("all are there again", () -> ControlUses.isShowing(rig, "compare-BLINK"));
        assertThat(rig.isOn("compare-BLINK")).isTrue();
        rig.click("compare-SLIDER");
        GuiActionRunner.execute(() -> frame.setSize(1800, 900));
        rig.until("they stand in the middle of the pictures", () -> isCentred(rig));
        GuiActionRunner.execute(() -> frame.setSize(usual));
    }

    /// Event thread.
    private static boolean isCentred(StudioRig rig) {
        var modes = rig.any("compare-BLINK").getParent();
        var canvas = rig.any("compare-canvas");
        int off =
                modes.getLocationOnScreen().x
                        + modes.getWidth() / 2
                        - canvas.getLocationOnScreen().x
                        - canvas.getWidth() / 2;
        return canvas.getWidth() > 700 && Math.abs(off) <= 2;
    }

    /// The words of the buttons below the pictures. Event thread.
    private static List<String> foot(StudioRig rig) {
        return Stream.of("swap", "use-a", "use-b", "keep-a", "keep-b")
                .map(it -> rig.any("compare-" + it, AbstractButton.class).getText())
                .toList();
    }

    private static void modes(Map<String, Use> all) {
        for (var mode : Mode.values()) {
            all.put(
                    "compare-" + mode,
                    comparing(rig -> {
                        rig.click("compare-" + mode);
                        rig.until("it is seen so", () -> model(rig).mode().get() == mode);
                        if (mode == Mode.SIDE) {
                            rig.until(
                                    "both are",
                                    () -> ControlUses.isShowing(rig, "compare-canvas-b"));
                        }
                        rig.click("compare-SLIDER");
                    }));
        }
        all.put("compare-mode", comparing(CompareUses::modeInANarrowWindow));
        all.put(
                "compare-slider",
                comparing(rig -> {
                    var canvas = rig.find("compare-canvas", Canvas.class);
                    int middle = canvas.getHeight() / 2;
                    rig.input().click(canvas, new Point(canvas.getWidth() / 2, middle));
                    rig.until("the line is there", () -> near(model(rig).split().get(), 0.5));
                    rig.press(KeyEvent.VK_RIGHT);
                    rig.until("keys move it", () -> near(model(rig).split().get(), 0.51));
                    var slider = rig.find("compare-slider", JSlider.class);
                    GuiActionRunner.execute(() -> slider.setValue(20));
                    rig.until("so does this", () -> near(model(rig).split().get(), 0.2));
                }));
        all.put(
                "compare-opacity",
                comparing(rig -> {
                    rig.click("compare-OPACITY");
                    rig.click("compare-opacity");
                    rig.press(KeyEvent.VK_HOME);
                    rig.until("B is gone", () -> near(model(rig).opacity().get(), 0));
                    rig.click("compare-SLIDER");
                }));
        maps(all);
    }

    private static void maps(Map<String, Use> all) {
        all.put(
                "compare-map",
                comparing(rig -> {
                    rig.click("compare-map");
                    rig.until("it is seen", () -> model(rig).mode().get() == Mode.DIFFERENCE);
                    rig.click("compare-SLIDER");
                    rig.until(
                            "small, too, as its picture",
                            () -> isDrawn(rig.find("compare-small-map", JComponent.class)));
                    rig.click("compare-small-map");
                    rig.until("a click shows it", () -> model(rig).mode().get() == Mode.DIFFERENCE);
                    rig.click("compare-SLIDER");
                }));
        all.put(
                "compare-gain",
                comparing(rig -> {
                    rig.until("it is drawn", () -> model(rig).map().get().isPresent());
                    var before = model(rig).map().get();
                    rig.click("compare-gain");
                    rig.press(KeyEvent.VK_END);
                    rig.until(
                            "it is drawn otherwise",
                            () ->
                                    model(rig).gain().get() == 32
                                            && !model(rig).map().get().equals(before));
                }));
    }

    /// Whether it has the shape of the pictures, and the map's darkest colour. Event thread.
    private static boolean isDrawn(JComponent map) {
        int width = map.getWidth();
        int height = map.getHeight();
        if (width == 0 || height < Math.min(220, width * SIZE.height() / SIZE.width() - 2)) {
            return false;
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        map.paint(g);
        g.dispose();
        return image.getRGB(width / 4, height / 2) >>> 24 == 255;
    }

    /// The line follows the pointer.
    private static void pans(StudioRig rig) {
        var canvas = rig.find("compare-canvas", Canvas.class);
        int middle = canvas.getHeight() / 2;
        var from = new Point(canvas.getWidth() / 2, middle);
        rig.input().drag(canvas, from, new Point(canvas.getWidth() / 2 + 60, middle));
        rig.until("the line went along", () -> model(rig).split().get() > 0.52);
        drops(rig, canvas);
    }

    /// Two files that are dropped become the pair.
    private static void drops(StudioRig rig, Canvas canvas) {
        var folder = rig.folder();
        var files = DroppedFiles.of(folder.resolve("lighter.png"), folder.resolve("grey.png"));
        var taken =
                GuiActionRunner.execute(() ->
                        canvas.getTransferHandler()
                                .importData(new TransferHandler.TransferSupport(canvas, files)));
        assertThat(taken).isTrue();
        rig.until("they are the pair", () -> seed(rig, Side.A) == 8 && seed(rig, Side.B) == 7);
    }

    private static boolean near(double is, double wanted) {
        return Math.abs(is - wanted) < 0.02;
    }

    private static void zooms(Map<String, Use> all) {
        for (var name : List.of("compare-zoom-in", "compare-zoom-out", "compare-fit")) {
            all.put(
                    name,
                    comparing(rig -> {
                        var canvas = rig.find("compare-canvas", Canvas.class);
                        rig.click("compare-fit");
                        rig.until("it is measured", () -> canvas.zoom().get() > 1);
                        double fit = canvas.zoom().get();
                        rig.click("compare-zoom-in");
                        rig.until("larger", () -> canvas.zoom().get() > fit);
                        rig.click("compare-zoom-out");
                        rig.until("smaller", () -> near(canvas.zoom().get() / fit, 1));
                        rig.click("compare-fit");
                    }));
        }
    }

    /// A picture of the library gets a star, which goes at the second time; one that is not in it
    /// gets none.
    private static void keeps(StudioRig rig, String button, Side side) throws IOException {
        rig.click(button);
        rig.until("it is not there", () -> ControlUses.toast(rig).contains("not in the library"));
        var folder = Files.createDirectories(rig.folder().resolve("pictures"));
        var file = picture(folder.resolve("kept.png"), 9, 90);
        var library = rig.parts.library().model();
        GuiActionRunner.execute(() -> {
            library.text().set("star seed:9");
            library.take(file);
            model(rig).take(side, file);
        });
        rig.until("it is seen", () -> seed(rig, side) == 9);
        rig.click(button);
        rig.until("it has a star", () -> ControlUses.toast(rig).contains("is starred"));
        rig.until("in the library", () -> library.result().get().ids().length == 1);
        rig.click(button);
        rig.until("it has none", () -> ControlUses.toast(rig).contains("no star any more"));
        rig.until("nor in the library", () -> library.result().get().ids().length == 0);
    }

    private static void uses(StudioRig rig, String button, long seed) {
        rig.click(button);
        rig.until(
                "its recipe is in the form",
                () -> rig.parts.create().draft().recipe().get().seed().bits() == seed);
        rig.until("the form shows", () -> ControlUses.isShowing(rig, "view-create"));
    }

    private static CompareModel model(StudioRig rig) {
        return rig.parts.compare().model();
    }

    /// Event thread.
    private static long seed(StudioRig rig, Side side) {
        return model(rig)
                .picture(side)
                .get()
                .flatMap(it -> it.recipe())
                .map(it -> it.seed().bits())
                .orElse(-1L);
    }

    private static Use comparing(Use use) {
        return rig -> {
            compare(rig);
            use.by(rig);
        };
    }

    /// Shows the page with two pictures on it.
    static void compare(StudioRig rig) throws IOException {
        var a = picture(rig.folder().resolve("grey.png"), 7, 120);
        var b = picture(rig.folder().resolve("lighter.png"), 8, 121);
        GuiActionRunner.execute(() -> {
            model(rig).take(Side.A, a);
            model(rig).take(Side.B, b);
        });
        rig.command(Command.SHOW_COMPARE);
        rig.until("they are compared", () -> model(rig).comparison().get().isPresent());
        rig.until("that is said", () -> isSaid(rig, "Visually the same"));
    }

    /// Event thread.
    private static boolean isSaid(StudioRig rig, String words) {
        return ControlUses.isShowing(rig, "compare-grade")
                && rig.find("compare-grade", JLabel.class).getText().equals(words);
    }

    private static Path picture(Path file, long seed, int grey) throws IOException {
        var recipe = Recipe.of("a grey day", SIZE).withSeed(Seed.of(seed));
        var rgb = new byte[SIZE.width() * SIZE.height() * 3];
        Arrays.fill(rgb, (byte) grey);
        PictureFile.write(new Picture(SIZE, rgb, recipe, Map.of()), file);
        return file;
    }
}
