package dev.atelier.app;

import static dev.atelier.app.ControlUses.box;
import static dev.atelier.app.ControlUses.change;
import static dev.atelier.app.ControlUses.choice;
import static dev.atelier.app.ControlUses.line;
import static dev.atelier.app.ControlUses.number;
import static dev.atelier.app.ControlUses.onMask;
import static dev.atelier.app.ControlUses.slider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.shell.Command;
import dev.atelier.app.viewer.Canvas;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the view where pictures are made.
final class CreateUses {
    private static final String[] WORDS = {"abc"};
    private static final String[] SHARE = {"-3", "abc"};
    private static final String[] SIDE = {"99999", "-8", "abc"};

    private CreateUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        words(all);
        form(all);
        second(all);
        image(all);
        fine(all);
        buttons(all);
        mask(all);
        source(all);
        orders(all);
        return all;
    }

    private static void words(Map<String, Use> all) {
        for (var name : List.of("prompt", "negative")) {
            all.put(
                    name,
                    rig -> {
                        var before = rig.draft();
                        rig.click(name);
                        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                        rig.type("a blue star");
                        assertThat(rig.text(name)).isEqualTo("a blue star");
                        for (int i = 0; i < 6 && !rig.draft().equals(before); i++) {
                            rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
                        }
                        assertThat(rig.draft()).isEqualTo(before);
                        for (int i = 0; i < 6; i++) {
                            rig.press(KeyEvent.VK_Y, KeyEvent.VK_CONTROL);
                        }
                        assertThat(rig.text(name)).isEqualTo("a blue star");
                    });
        }
    }

    private static void form(Map<String, Use> all) {
        all.put("model", CreateUses::model);
        all.put("vae", choice("vae"));
        all.put("width", number("width", "256", SIDE));
        all.put("height", number("height", "256", SIDE));
        all.put("ratio", choice("ratio"));
        all.put("sampler", choice("sampler"));
        all.put("schedule", choice("schedule"));
        all.put("steps", number("steps", "12", "0", "2.5", "abc"));
        all.put("steps-slider", slider("steps-slider"));
        all.put("cfg", number("cfg", "9", SHARE));
        all.put("cfg-slider", slider("cfg-slider"));
        all.put("seed", number("seed", "42", "abc", "-2"));
        all.put("rounds", number("rounds", "3", "0"));
        all.put("at-once", number("at-once", "2", "0"));
        all.put("strength", number("strength", "0.5", SHARE));
        all.put("strength-slider", slider("strength-slider"));
        all.put("subseed", number("subseed", "9", WORDS));
        all.put("resize-width", number("resize-width", "64", SIDE));
        all.put("resize-height", number("resize-height", "64", SIDE));
    }

    private static void second(Map<String, Use> all) {
        all.put("hires", box("hires"));
        all.put("hires-scale", number("hires-scale", "1.5", SHARE));
        all.put("hires-scale-slider", slider("hires-scale-slider"));
        all.put("hires-denoising", number("hires-denoising", "0.5", SHARE));
        all.put("hires-denoising-slider", slider("hires-denoising-slider"));
        all.put("hires-steps", number("hires-steps", "5", SHARE));
        all.put("hires-upscaler", choice("hires-upscaler"));
        all.put("hires-width", number("hires-width", "256", SIDE));
        all.put("hires-height", number("hires-height", "256", SIDE));
        all.put("hires-sampler", choice("hires-sampler"));
        all.put("hires-schedule", choice("hires-schedule"));
        all.put("hires-prompt", line("hires-prompt", "finer"));
        all.put("hires-negative", line("hires-negative", "coarse"));
    }

    private static void image(Map<String, Use> all) {
        all.put("denoising", onMask(number("denoising", "0.6", SHARE)));
        all.put("denoising-slider", onMask(slider("denoising-slider")));
        all.put("fit", onMask(choice("fit")));
        all.put("check.colors", onMask(box("check.colors")));
        all.put("fill", onMask(choice("fill")));
        all.put("mask-blur", onMask(number("mask-blur", "8", SHARE)));
        all.put("mask-blur-slider", onMask(slider("mask-blur-slider")));
        all.put("area", onMask(choice("area")));
        all.put("mask-padding", onMask(number("mask-padding", "16", SHARE)));
        all.put("mask-padding-slider", onMask(slider("mask-padding-slider")));
        all.put("check.invert", onMask(box("check.invert")));
        all.put("check.soft", onMask(box("check.soft")));
        all.put("extend", onMask(rig -> ControlUses.refused(rig, "extend", "5000")));
        for (var side : List.of("left", "up", "down", "right")) {
            boolean across = side.equals("left") || side.equals("right");
            var size = across ? new Size(192, 128) : new Size(128, 192);
            all.put(
                    "extend-" + side,
                    onMask(rig -> {
                        rig.enter("extend", "64");
                        rig.click("extend-" + side);
                        rig.until(
                                "it is larger",
                                () ->
                                        rig.parts
                                                .create()
                                                .draft()
                                                .recipe()
                                                .get()
                                                .size()
                                                .equals(size));
                    }));
        }
    }

    private static void fine(Map<String, Use> all) {
        all.put("clip-skip", number("clip-skip", "2", "0", "2.5"));
        all.put("emphasis", choice("emphasis"));
        all.put("padding", choice("padding"));
        all.put("noise", choice("noise"));
        all.put("decoder", choice("decoder"));
        all.put("ensd", number("ensd", "31337", WORDS));
        all.put("eta", number("eta", "0.5", SHARE));
        all.put("eta-ddim", number("eta-ddim", "0.5", SHARE));
        all.put("churn", number("churn", "2", SHARE));
        all.put("churn-noise", number("churn-noise", "1.1", SHARE));
        all.put("ngms", number("ngms", "1", SHARE));
        all.put("skip-early", number("skip-early", "0.1", SHARE));
        all.put("tiling", box("tiling"));
    }

    private static void buttons(Map<String, Use> all) {
        for (var section : List.of("image", "variation", "hires", "advanced")) {
            all.put("section-" + section, rig -> folds(rig, "section-" + section, section));
        }
        all.put(
                "source-remove",
                onMask(change("source-remove", r -> r.withMode(new Mode.TextToImage()))));
        all.put(
                "command:swap-size",
                rig -> {
                    rig.draft(r -> r.withSize(new Size(192, 128)));
                    rig.click("width");
                    rig.command(Command.SWAP_SIZE);
                    assertThat(rig.draft().size()).isEqualTo(new Size(128, 192));
                });
        all.put(
                "command:new-seed",
                rig -> {
                    rig.command(Command.NEW_SEED);
                    assertThat(rig.draft().seed()).isEqualTo(Seed.of(-1));
                });
    }

    /// What is done with a picture that was made.
    static boolean isFrom(StudioRig rig, Class<? extends Mode> mode) {
        return mode.isInstance(rig.parts.create().draft().recipe().get().mode());
    }

    private static void mask(Map<String, Use> all) {
        for (var tool : List.of("brush", "eraser", "rectangle", "lasso")) {
            all.put(
                    "tool-" + tool,
                    onMask(rig -> {
                        paints(rig);
                        if (tool.equals("eraser")) {
                            rig.click("mask-fill");
                        }
                        var before = rig.draft();
                        rig.click("tool-" + tool);
                        rig.until("it is chosen", () -> rig.isOn("tool-" + tool));
                        stroke(rig);
                        rig.until(
                                "the recipe has another mask",
                                () -> !rig.parts.create().draft().recipe().get().equals(before));
                    }));
        }
        all.put(
                "tool-crop",
                onMask(rig -> {
                    paints(rig);
                    rig.click("tool-crop");
                    stroke(rig);
                    rig.until(
                            "it is smaller",
                            () -> rig.parts.create().draft().recipe().get().size().width() < 128);
                }));
        all.put(
                "mask-size",
                onMask(rig -> {
                    paints(rig);
                    rig.click("mask-size");
                    assertThat(ControlUses.isShowing(rig, "mask-size")).isTrue();
                }));
        for (var action : List.of("fill", "invert", "feather", "clear")) {
            all.put(
                    "mask-" + action,
                    onMask(rig -> {
                        paints(rig);
                        var before = rig.draft();
                        rig.click("mask-" + action);
                        rig.until(
                                "the recipe has another mask",
                                () -> !rig.parts.create().draft().recipe().get().equals(before));
                        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
                        rig.until(
                                "the old one is back",
                                () -> rig.parts.create().draft().recipe().get().equals(before));
                    }));
        }
        all.put(
                "mask-done",
                onMask(rig -> {
                    paints(rig);
                    rig.click("mask-done");
                    rig.until(
                            "the tools are gone", () -> !ControlUses.isShowing(rig, "tool-brush"));
                }));
    }

    /// Opens the mask on the canvas.
    private static void paints(StudioRig rig) {
        rig.click("source-mask");
        rig.until("the tools are there", () -> ControlUses.isShowing(rig, "tool-brush"));
        rig.until("clicks count", () -> !ControlUses.isShowing(rig, "clickGuard"));
    }

    /// Round a corner: a lasso along a straight line encloses nothing.
    static void stroke(StudioRig rig) {
        var canvas = rig.find("canvas", JComponent.class);
        int x = canvas.getWidth() / 2;
        int y = canvas.getHeight() / 2;
        rig.input()
                .drag(
                        canvas,
                        new Point(x - 60, y - 60),
                        new Point(x + 60, y - 60),
                        new Point(x + 60, y + 60));
    }

    private static void source(Map<String, Use> all) {
        all.put(
                "source",
                rig -> {
                    rig.click("source");
                    ControlUses.closesChooser(rig);
                });
        all.put(
                "source-open",
                rig -> {
                    rig.click("source-open");
                    ControlUses.closesChooser(rig);
                });
        all.put(
                "command:import",
                rig -> {
                    rig.later(() -> rig.command(Command.IMPORT));
                    ControlUses.closesChooser(rig);
                });
        all.put(
                "source-paste",
                rig -> {
                    ControlUses.copy(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
                    rig.click("source-paste");
                    rig.until("it is the source", () -> isFrom(rig, Mode.ImageToImage.class));
                });
        all.put(
                "command:paste-recipe",
                rig -> {
                    ControlUses.copy("a blue moon\nSteps: 9, Size: 64x64, Seed: 3");
                    rig.command(Command.PASTE_RECIPE);
                    rig.until(
                            "it is the recipe",
                            () ->
                                    rig.parts
                                            .create()
                                            .draft()
                                            .recipe()
                                            .get()
                                            .prompt()
                                            .equals("a blue moon"));
                });
        all.put("source-mask", onMask(CreateUses::paints));
        all.put(
                "source-whole",
                onMask(rig -> {
                    rig.click("source-whole");
                    rig.until("there is no mask", () -> isFrom(rig, Mode.ImageToImage.class));
                }));
        sourceParts(all);
    }

    private static void sourceParts(Map<String, Use> all) {
        all.put(
                "source-size",
                onMask(rig -> {
                    rig.draft(r -> r.withSize(new Size(64, 64)));
                    rig.click("source-size");
                    rig.until(
                            "the size is the picture's",
                            () ->
                                    rig.parts
                                            .create()
                                            .draft()
                                            .recipe()
                                            .get()
                                            .size()
                                            .equals(new Size(128, 128)));
                }));
    }

    private static void orders(Map<String, Use> all) {
        all.put(
                "times",
                rig -> {
                    rig.enter("times", "2");
                    int jobs = rig.jobs().size();
                    rig.click("generate");
                    rig.until("two wait", () -> rig.parts.queue().jobs().get().size() == jobs + 2);
                    rig.until(
                            "Space would not press it again",
                            () ->
                                    KeyboardFocusManager.getCurrentKeyboardFocusManager()
                                                    .getFocusOwner()
                                            instanceof Canvas);
                    ControlUses.refused(rig, "times", "0");
                    rig.enter("times", "1");
                });
        for (var order : List.of(Command.GENERATE, Command.GENERATE_FIRST)) {
            all.put(
                    "command:" + order.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    rig -> {
                        int jobs = rig.jobs().size();
                        rig.command(order);
                        rig.until(
                                "one waits",
                                () -> rig.parts.queue().jobs().get().size() == jobs + 1);
                    });
        }
        all.put("command:forever", CreateUses::forever);
        all.put("stop-forever", CreateUses::forever);
        all.put(
                "command:undo",
                rig -> {
                    rig.enter("steps", "9");
                    rig.command(Command.UNDO);
                    assertThat(rig.text("steps")).isEqualTo("4");
                });
        all.put(
                "command:redo",
                rig -> {
                    rig.enter("steps", "9");
                    rig.command(Command.UNDO);
                    rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
                    assertThat(rig.text("steps")).isEqualTo("9");
                    rig.command(Command.UNDO);
                    rig.press(KeyEvent.VK_Y, KeyEvent.VK_CONTROL);
                    assertThat(rig.text("steps")).isEqualTo("9");
                });
        all.put(
                "styles",
                rig -> {
                    rig.click("styles");
                    rig.until("the list is open", () -> ControlUses.isShowing(rig, "style-list"));
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("and closed", () -> !ControlUses.isShowing(rig, "style-list"));
                    assertThat(rig.focused("styles")).isTrue();
                });
        styleOrders(all);
    }

    private static void styleOrders(Map<String, Use> all) {
        all.put(
                "save-style",
                rig -> {
                    rig.click("save-style");
                    rig.until("a name is requested", () -> rig.focused("new-name"));
                    rig.type("dusk");
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until("it is asked no more", () -> !ControlUses.isShowing(rig, "new-name"));
                });
        all.put("edit-styles", rig -> words(rig, () -> rig.click("edit-styles")));
        all.put("command:edit-styles", rig -> words(rig, () -> rig.command(Command.EDIT_STYLES)));
        all.put(
                "command:edit-wildcards",
                rig -> words(rig, () -> rig.command(Command.EDIT_WILDCARDS)));
        all.put(
                "remedy",
                rig -> {
                    var file = rig.folder().resolve("wildcards").resolve("dusk.txt");
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, "red\nblue\n");
                    rig.click("negative");
                    rig.click("prompt");
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.type("__dsk__");
                    rig.until("a remedy is offered", () -> ControlUses.isShowing(rig, "remedy"));
                    rig.click(ControlUses.showing(rig, "remedy"));
                    rig.until(
                            "it is done",
                            () ->
                                    rig.parts
                                            .create()
                                            .draft()
                                            .recipe()
                                            .get()
                                            .prompt()
                                            .equals("__dusk__"));
                });
        all.put(
                "findings",
                rig -> {
                    rig.click("prompt");
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.type("(a <lora:x:1> <hypernet:y:1>");
                    rig.until(
                            "more than one is said", () -> ControlUses.isShowing(rig, "findings"));
                    rig.click(ControlUses.showing(rig, "findings"));
                    rig.until("all are listed", () -> ControlUses.isShowing(rig, "finding-list"));
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("and no longer", () -> !ControlUses.isShowing(rig, "finding-list"));
                    brackets(rig);
                });
    }

    /// Three of one kind are said once; each place can be gone to.
    private static void brackets(StudioRig rig) {
        rig.click("prompt");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type("(red (green (blue");
        rig.press(KeyEvent.VK_DELETE); // the one that the editor closed
        rig.until(
                "how many is said",
                () ->
                        ControlUses.isShowing(rig, "finding")
                                && ((JLabel) ControlUses.showing(rig, "finding"))
                                        .getText()
                                        .endsWith("3 times"));
        rig.click(ControlUses.showing(rig, "findings"));
        rig.until("they are listed", () -> ControlUses.isShowing(rig, "finding-list"));
        var places =
                GuiActionRunner.execute(() ->
                        ComponentFinder.all(
                                rig.any("finding-list"),
                                it -> "finding-place".equals(it.getName())));
        assertThat(places).hasSize(3);
        rig.click(places.get(1));
        var prompt = rig.any("prompt", JTextComponent.class);
        rig.until("it is selected", () -> prompt.getSelectionStart() == 5);
        assertThat(GuiActionRunner.execute(() -> prompt.getSelectedText())).isEqualTo("(");
        rig.press(KeyEvent.VK_END, KeyEvent.VK_CONTROL);
        rig.click(ControlUses.showing(rig, "finding"));
        rig.until("so does a click on the line", () -> prompt.getSelectionEnd() == 1);
    }

    private static void words(StudioRig rig, Runnable open) {
        open.run();
        ControlUses.untilOpen(rig, "words");
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("Escape closes it", () -> !ControlUses.dialogShows("words"));
    }

    private static void forever(StudioRig rig) {
        rig.draft(r -> ControlUses.quick());
        rig.command(Command.FOREVER);
        rig.until("it can be stopped", () -> ControlUses.isShowing(rig, "stop-forever"));
        rig.click("stop-forever");
        rig.until("it is", () -> !rig.parts.queue().here().forever().get());
        rig.command(Command.PAUSE);
        GuiActionRunner.execute(rig.parts.queue()::cancelAll);
        rig.until("nothing runs", () -> rig.parts.queue().here().live().get().isEmpty());
    }

    private static void folds(StudioRig rig, String name, String section) {
        var inside =
                Objects.requireNonNull(
                        Map.of(
                                        "image", "source",
                                        "variation", "subseed",
                                        "hires", "hires",
                                        "advanced", "tiling")
                                .get(section));
        var part = rig.find("view-create", JComponent.class);
        assertThat(part.isShowing()).isTrue();
        rig.click(name);
        rig.until("it is folded", () -> !ControlUses.isShowing(rig, inside));
        rig.click(name);
        rig.until("it is open", () -> ControlUses.isShowing(rig, inside));
    }

    /// Another model is one of the files in the folder of models, which is found to be damaged when
    /// it is used.
    private static void model(StudioRig rig) {
        var before = rig.draft();
        JComboBox<?> combo = rig.find("model", JComboBox.class);
        rig.click(combo);
        rig.until("the list is open", combo::isPopupVisible);
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("and closed", () -> !combo.isPopupVisible());
        assertThat(rig.draft()).isEqualTo(before);
    }
}
