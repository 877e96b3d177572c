package dev.atelier.app;

import static dev.atelier.app.ControlUses.box;
import static dev.atelier.app.ControlUses.number;
import static dev.atelier.app.ControlUses.slider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Recipe;
import java.awt.Color;
import java.awt.Component;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the cards of ControlNet units and the map on the
/// canvas.
final class ControlNetUses {
    private static final int SIDE = 128;

    /// Where the square of the source begins and ends.
    private static final int LEFT = 32;

    private static final int RIGHT = 96;

    private ControlNetUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        section(all);
        card(all);
        more(all);
        pictures(all);
        map(all);
        return all;
    }

    /// A recipe with a unit that draws the edges of a white square on black.
    static Recipe controlled(Path folder) {
        return with(folder, "canny");
    }

    /// A recipe with a unit whose map needs a network.
    static Recipe undrawn(Path folder) {
        return with(folder, "hed");
    }

    private static Recipe with(Path folder, String module) {
        var made = new Preprocessing(module, Fit.CROP, -1, -1, -1, false);
        var unit = new ControlUnit("absent", made, square(folder), 1, 0, 1, Balance.BALANCED);
        return ControlUses.enlarged().withControls(List.of(unit));
    }

    private static String square(Path folder) {
        var file = folder.resolve("square.png");
        if (Files.notExists(file)) {
            var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            var g = image.createGraphics();
            g.setColor(Color.WHITE);
            g.fillRect(LEFT, LEFT, RIGHT - LEFT, RIGHT - LEFT);
            g.dispose();
            try {
                ImageIO.write(image, "png", file.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return file.toString();
    }

    private static Use controlled(Use use) {
        return rig -> {
            var recipe = controlled(rig.folder());
            rig.draft(r -> recipe);
            drawn(rig);
            use.by(rig);
        };
    }

    private static void drawn(StudioRig rig) {
        rig.until(
                "its map is drawn",
                () -> ControlUses.label(rig, "control-map-line").startsWith("drawn in"));
    }

    private static ControlUnit unit(StudioRig rig) {
        return rig.parts.create().draft().recipe().get().controls().getFirst();
    }

    /// Clicks, waits until the unit is so, and takes it back.
    private static Use change(String name, Predicate<ControlUnit> then) {
        return controlled(rig -> {
            var before = rig.draft();
            rig.click(name);
            rig.until("the unit has changed", () -> then.test(unit(rig)));
            rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
            rig.until(
                    "it is undone", () -> rig.parts.create().draft().recipe().get().equals(before));
        });
    }

    private static void section(Map<String, Use> all) {
        all.put(
                "section-control",
                rig -> {
                    rig.click("section-control");
                    rig.until("it is folded", () -> !ControlUses.isShowing(rig, "control-none"));
                    rig.click("section-control");
                    rig.until("it is open", () -> ControlUses.isShowing(rig, "control-none"));
                });
        all.put(
                "control-add",
                rig -> {
                    var before = rig.draft();
                    rig.click("control-add");
                    rig.until(
                            "there is a card", () -> ControlUses.isShowing(rig, "control-module"));
                    assertThat(rig.draft().controls()).hasSize(1);
                    rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
                    rig.until(
                            "and no longer",
                            () -> rig.parts.create().draft().recipe().get().equals(before));
                });
    }

    private static void card(Map<String, Use> all) {
        all.put("control-on", change("control-on", it -> !it.scope().on()));
        all.put("control-weight", controlled(number("control-weight", "0.5", "-3", "abc")));
        all.put("control-weight-slider", controlled(slider("control-weight-slider")));
        all.put("control-steps", controlled(span("control-steps", "10–60 %", "90-120")));
        all.put("control-thresholds", controlled(span("control-thresholds", "50–120", "0-9")));
        for (var name : List.of("control-steps", "control-thresholds")) {
            all.put(name + "-low", controlled(thumb(name + "-low", KeyEvent.VK_RIGHT)));
            all.put(name + "-high", controlled(thumb(name + "-high", KeyEvent.VK_LEFT)));
        }
        all.put(
                "control-module",
                controlled(rig -> {
                    JComboBox<?> combo = rig.find("control-module", JComboBox.class);
                    rig.choose(combo, 1);
                    rig.until(
                            "it counts", () -> !unit(rig).preprocessing().module().equals("canny"));
                    rig.until("its number shows", () -> ControlUses.isShowing(rig, "control-a"));
                }));
        all.put(
                "control-model",
                controlled(rig -> {
                    JComboBox<?> combo = rig.find("control-model", JComboBox.class);
                    rig.click(combo);
                    rig.until("the list is open", combo::isPopupVisible);
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("and closed", () -> !combo.isPopupVisible());
                    assertThat(unit(rig).model()).isEqualTo("absent");
                }));
        all.put(
                "control-remedy",
                controlled(rig -> {
                    rig.click("control-remedy");
                    rig.until("the models show", () -> ControlUses.isShowing(rig, "view-models"));
                }));
        all.put(
                "control-redraw",
                controlled(rig -> {
                    Files.delete(rig.folder().resolve("square.png"));
                    rig.click("control-redraw");
                    rig.until(
                            "it says that the file is gone",
                            () ->
                                    "The file is gone"
                                            .equals(
                                                    rig.find("control-source", JComponent.class)
                                                            .getToolTipText()));
                    square(rig.folder());
                    rig.click("control-redraw");
                    drawn(rig);
                }));
        all.put("control-menu", controlled(ControlNetUses::menu));
    }

    private static void menu(StudioRig rig) {
        choose(rig, "control.duplicate");
        rig.until(
                "there are two",
                () -> rig.parts.create().draft().recipe().get().controls().size() == 2);
        rig.draft(r ->
                r.withControls(List.of(r.controls().get(0), r.controls().get(1).withImage(""))));
        dragUp(rig);
        rig.until("it is the first", () -> unit(rig).image().isEmpty());
        choose(rig, "control.down");
        rig.until("it is the second again", () -> !unit(rig).image().isEmpty());
        choose(rig, "control.down");
        rig.until("it is the second", () -> unit(rig).image().isEmpty());
        choose(rig, "control.remove");
        rig.until(
                "one is left",
                () -> rig.parts.create().draft().recipe().get().controls().size() == 1);
        assertThat(GuiActionRunner.execute(() -> unit(rig).image())).isNotEmpty();
    }

    /// Drags the second card by its handle over the first.
    private static void dragUp(StudioRig rig) {
        rig.click("control-weight-2"); // scrolls there
        var handle = rig.find("control-handle-2", JComponent.class);
        var other = rig.find("control-weight", JComponent.class);
        int up = GuiActionRunner.execute(() -> SwingUtilities.convertPoint(other, 0, 0, handle).y);
        rig.input().drag(handle, new Point(5, 8), new Point(5, up / 2), new Point(5, up));
    }

    private static void choose(StudioRig rig, String item) {
        rig.click("control-menu");
        rig.until("the menu is open", () -> menuItem(item).isPresent());
        rig.click(GuiActionRunner.execute(() -> menuItem(item).orElseThrow()));
        rig.until("the menu is closed", () -> menuItem(item).isEmpty());
    }

    /// An entry of a menu that is open, in any window. Event thread.
    private static Optional<Component> menuItem(String name) {
        return Arrays.stream(Window.getWindows())
                .filter(Window::isShowing)
                .flatMap(it ->
                        ComponentFinder.first(
                                it, part -> name.equals(part.getName()) && part.isShowing())
                                .stream())
                .findFirst();
    }

    /// Types a span, takes it back, and types a bad one, which stops Generate.
    private static Use span(String name, String good, String bad) {
        return rig -> {
            var before = rig.draft();
            rig.enter(name, good.replace('–', '-'));
            rig.until("it counts", () -> !rig.parts.create().draft().recipe().get().equals(before));
            assertThat(rig.text(name)).isEqualTo(good);
            rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
            rig.until(
                    "it is undone", () -> rig.parts.create().draft().recipe().get().equals(before));
            ControlUses.refused(rig, name, bad);
            assertThat(rig.draft()).isEqualTo(before);
        };
    }

    /// Moves a thumb with the mouse and the keys.
    private static Use thumb(String name, int key) {
        return rig -> {
            var before = rig.draft();
            rig.click(name);
            rig.until("it has the keyboard", () -> rig.focused(name));
            rig.press(key);
            rig.until("it counts", () -> !rig.parts.create().draft().recipe().get().equals(before));
            rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
            rig.until(
                    "it is undone", () -> rig.parts.create().draft().recipe().get().equals(before));
        };
    }

    private static void more(Map<String, Use> all) {
        all.put(
                "control-remedy-words",
                controlled(rig ->
                        rig.until(
                                "it says what is missing",
                                () ->
                                        ControlUses.isShowing(rig, "control-remedy-words")
                                                && rig.find(
                                                                "control-remedy-words",
                                                                JTextComponent.class)
                                                        .getText()
                                                        .contains("starter model"))));
        all.put(
                "control-fold",
                controlled(rig -> {
                    boolean open = ControlUses.isShowing(rig, "control-perfect");
                    rig.click("control-fold");
                    rig.until(
                            "it is the other way",
                            () -> ControlUses.isShowing(rig, "control-perfect") != open);
                }));
        for (var mode : Balance.values()) {
            all.put("control-mode-" + mode, opened(rig -> segment(rig, "control-mode-" + mode)));
        }
        for (var fit : Fit.values()) {
            all.put("control-fit-" + fit, opened(rig -> segment(rig, "control-fit-" + fit)));
        }
        for (var passes : Passes.values()) {
            var name = "control-hires-" + passes;
            all.put(name, opened(rig -> segment(rig, name)));
        }
        mask(all, "control-region", ControlNetUses::controlled, it -> it.scope().region());
        mask(all, "control-mask", ControlNetUses::inpainted, it -> it.scope().mask());
        all.put("control-perfect", opened(box("control-perfect")));
        all.put("control-resolution", opened(number("control-resolution", "256", "9", "abc")));
    }

    /// A picture is chosen by its path, and taken away again; both can be undone.
    private static void mask(
            Map<String, Use> all,
            String name,
            UnaryOperator<Use> of,
            Function<ControlUnit, String> path) {
        Use choose =
                rig -> {
                    unfold(rig);
                    rig.click(name);
                    ControlUses.untilChooser(rig);
                    rig.type(square(rig.folder()));
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until("it is taken", () -> path.apply(unit(rig)).endsWith("square.png"));
                    rig.until(
                            "it is seen, small",
                            () -> rig.find(name, AbstractButton.class).getIcon() != null);
                    rig.focus();
                };
        all.put(
                name,
                of.apply(rig -> {
                    choose.by(rig);
                    assertThat(GuiActionRunner.execute(() -> Path.of(path.apply(unit(rig)))))
                            .hasSameBinaryContentAs(Path.of(square(rig.folder())));
                    rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
                    rig.until("it is undone", () -> path.apply(unit(rig)).isEmpty());
                }));
        all.put(
                name + "-draw",
                of.apply(rig -> {
                    unfold(rig);
                    rig.click(name + "-draw");
                    rig.until(
                            "the tools are there", () -> ControlUses.isShowing(rig, "tool-brush"));
                    rig.until("clicks count", () -> !ControlUses.isShowing(rig, "clickGuard"));
                    assertThat(ControlUses.isShowing(rig, "tool-crop")).isFalse();
                    CreateUses.stroke(rig);
                    rig.until("it is painted", () -> !path.apply(unit(rig)).isEmpty());
                    rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
                    rig.until("it is undone", () -> path.apply(unit(rig)).isEmpty());
                    rig.click(name + "-draw");
                    rig.until(
                            "the tools are gone", () -> !ControlUses.isShowing(rig, "tool-brush"));
                }));
        all.put(
                name + "-clear",
                of.apply(rig -> {
                    choose.by(rig);
                    rig.click(name + "-clear");
                    rig.until("it is gone", () -> path.apply(unit(rig)).isEmpty());
                }));
    }

    /// A unit that repaints a part of its picture.
    private static Use inpainted(Use use) {
        return rig -> {
            var recipe = with(rig.folder(), "inpaint_only");
            rig.draft(r -> recipe);
            drawn(rig);
            use.by(rig);
        };
    }

    private static Use opened(Use use) {
        return controlled(rig -> {
            unfold(rig);
            use.by(rig);
        });
    }

    private static void unfold(StudioRig rig) {
        if (!ControlUses.isShowing(rig, "control-perfect")) {
            rig.click("control-fold");
            rig.until("it is open", () -> ControlUses.isShowing(rig, "control-perfect"));
        }
    }

    /// What was not chosen is; what was stays.
    private static void segment(StudioRig rig, String name) {
        var before = rig.draft();
        boolean chosen = GuiActionRunner.execute(() -> rig.isOn(name));
        rig.click(name);
        rig.until("it is chosen", () -> rig.isOn(name));
        assertThat(rig.draft().equals(before)).isEqualTo(chosen);
    }

    private static void pictures(Map<String, Use> all) {
        all.put(
                "control-source",
                controlled(rig -> {
                    ControlUses.copy(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
                    rig.click("control-source");
                    rig.until("it is looked at", () -> title(rig).equals("Source of unit 1"));
                    rig.press(KeyEvent.VK_V, KeyEvent.VK_CONTROL);
                    rig.until(
                            "what is pasted is the source",
                            () -> !unit(rig).image().contains("square"));
                    leave(rig);
                }));
        all.put(
                "control-map",
                controlled(rig -> {
                    rig.click("control-map");
                    rig.until("it is looked at", () -> title(rig).contains("Map of unit 1"));
                    rig.click("control-map");
                    rig.until("and no longer", () -> !title(rig).contains("Map of unit 1"));
                }));
        all.put("control-choose", verb("control-choose", ControlUses::closesChooser));
        all.put(
                "control-canvas",
                ControlUses.onPicture((rig, made) -> {
                    var recipe = controlled(rig.folder());
                    rig.draft(r -> recipe);
                    drawn(rig);
                    hover(rig);
                    rig.click("control-canvas");
                    rig.until("it is the source", () -> !unit(rig).image().contains("square"));
                    assertThat(GuiActionRunner.execute(() -> unit(rig).image())).endsWith(".png");
                }));
        all.put(
                "control-clear",
                verb(
                        "control-clear",
                        rig -> rig.until("it has none", () -> unit(rig).image().isEmpty())));
    }

    private static Use verb(String name, Use then) {
        return controlled(rig -> {
            hover(rig);
            rig.click(name);
            then.by(rig);
        });
    }

    /// The verbs of a picture show while it has the focus.
    private static void hover(StudioRig rig) {
        var source = rig.find("control-source", JComponent.class);
        GuiActionRunner.execute(() -> source.requestFocusInWindow());
        rig.until("its verbs show", () -> ControlUses.isShowing(rig, "control-clear"));
    }

    private static String title(StudioRig rig) {
        return ControlUses.label(rig, "canvas-title");
    }

    private static void leave(StudioRig rig) {
        rig.click("canvas");
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("Escape leaves it", () -> !title(rig).contains("unit 1"));
    }

    /// With the map on the canvas; Escape leaves it afterwards.
    static Use looking(Use use) {
        return controlled(rig -> {
            rig.click("control-map");
            rig.until("the bar shows", () -> ControlUses.isShowing(rig, "map-leave"));
            rig.until("clicks count", () -> !ControlUses.isShowing(rig, "clickGuard"));
            use.by(rig);
            rig.click("canvas");
            rig.press(KeyEvent.VK_ESCAPE);
            rig.until("Escape leaves it", () -> !ControlUses.isShowing(rig, "map-leave"));
        });
    }

    private static void map(Map<String, Use> all) {
        all.put(
                "map-MAP",
                looking(rig -> {
                    rig.click("map-MAP");
                    rig.until("the map is alone", () -> title(rig).equals("Map of unit 1"));
                    rig.until("the edges of the square show", () -> edges(rig));
                }));
        all.put(
                "map-PICTURE",
                looking(rig -> {
                    rig.click("map-PICTURE");
                    rig.until("the picture shows", () -> title(rig).startsWith("The picture"));
                    rig.click("canvas");
                    rig.press(KeyEvent.VK_M);
                    rig.until("M goes on to the map", () -> title(rig).equals("Map of unit 1"));
                }));
        all.put(
                "map-OVERLAY",
                looking(rig -> {
                    rig.click("map-MAP");
                    rig.until("the map is alone", () -> title(rig).equals("Map of unit 1"));
                    rig.click("map-OVERLAY");
                    rig.until("both show", () -> title(rig).endsWith("on the picture"));
                }));
        all.put(
                "map-opacity",
                looking(rig -> {
                    rig.click("map-opacity");
                    rig.press(KeyEvent.VK_HOME);
                    rig.until(
                            "nothing of it shows",
                            () -> ControlUses.label(rig, "map-percent").equals("0 %"));
                }));
        keeping(all);
    }

    private static void keeping(Map<String, Use> all) {
        all.put(
                "map-unit",
                looking(rig -> {
                    rig.click("map-unit");
                    rig.until("the units are listed", () -> menuItem("map-unit-1").isPresent());
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("and no longer", () -> menuItem("map-unit-1").isEmpty());
                }));
        all.put(
                "map-redraw",
                looking(rig -> {
                    rig.click("map-redraw");
                    drawn(rig);
                }));
        all.put(
                "map-save",
                looking(rig -> {
                    var file = rig.folder().resolve("kept.png");
                    rig.click("map-save");
                    ControlUses.untilChooser(rig);
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.type(file.toString());
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until("it is kept", () -> Files.exists(file));
                    var kept = ImageIO.read(file.toFile());
                    assertThat(kept.getWidth()).isEqualTo(SIDE);
                    assertThat(kept.getRGB(LEFT - 1, SIDE / 2) & 0xFF).isEqualTo(255);
                    assertThat(kept.getRGB(SIDE / 2, SIDE / 2) & 0xFF).isZero();
                    Files.delete(file);
                }));
        all.put(
                "map-leave",
                controlled(rig -> {
                    rig.click("control-map");
                    rig.until("the bar shows", () -> ControlUses.isShowing(rig, "map-leave"));
                    rig.until("clicks count", () -> !ControlUses.isShowing(rig, "clickGuard"));
                    rig.click("map-leave");
                    rig.until("it is gone", () -> !ControlUses.isShowing(rig, "map-leave"));
                }));
    }

    /// Whether the canvas is black with white lines.
    private static boolean edges(StudioRig rig) {
        var canvas = rig.find("canvas", JComponent.class);
        var image =
                new BufferedImage(
                        canvas.getWidth(), canvas.getHeight(), BufferedImage.TYPE_INT_RGB);
        canvas.paint(image.createGraphics());
        int middle = image.getHeight() / 2;
        int white = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            white += (image.getRGB(x, middle) & 0xFF) > 150 ? 1 : 0;
        }
        return white > 1 && white < image.getWidth() / 5;
    }
}
