package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import java.awt.Point;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The rows of the table of [EveryControlTest] for what is done with finished pictures.
final class PictureUses {
    private PictureUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        pictures(all);
        return all;
    }

    private static void pictures(Map<String, Use> all) {
        all.put(
                "canvas",
                ControlUses.onPicture((rig, made) -> {
                    rig.click("canvas");
                    rig.press(KeyEvent.VK_1);
                    double full = rig.parts.create().zoom();
                    rig.press(KeyEvent.VK_EQUALS);
                    rig.until("it is larger", () -> rig.parts.create().zoom() > full);
                    rig.press(KeyEvent.VK_0);
                    rig.until("it fits again", () -> rig.parts.create().zoom() > full);
                }));
        for (var zoom : List.of("canvas-zoom-in", "canvas-zoom-out", "canvas-fit")) {
            all.put(
                    zoom,
                    ControlUses.onPicture((rig, made) -> {
                        rig.command(Command.ZOOM_FULL);
                        rig.until("each pixel is one", () -> rig.parts.create().zoom() == 1);
                        rig.click(zoom);
                        rig.until("the zoom is another", () -> rig.parts.create().zoom() != 1);
                    }));
        }
        all.put(
                "filmstrip",
                ControlUses.onPicture((rig, made) -> {
                    rig.input().click(rig.find("filmstrip", JComponent.class), new Point(60, 50));
                    rig.until("it has the keyboard", () -> rig.focused("filmstrip"));
                    rig.press(KeyEvent.VK_RIGHT);
                    rig.press(KeyEvent.VK_LEFT);
                }));
        recipes(all);
    }

    private static void recipes(Map<String, Use> all) {
        all.put(
                "use-all",
                ControlUses.onPicture((rig, made) -> {
                    rig.draft(r -> r.withPrompt("other words").withSeed(Seed.of(-1)));
                    rig.click("use-all");
                    rig.until(
                            "its recipe is there",
                            () -> rig.parts.create().draft().recipe().get().equals(made));
                }));
        all.put(
                "remix",
                ControlUses.onPicture((rig, made) -> {
                    rig.click("remix");
                    rig.until(
                            "its seed is drawn again",
                            () ->
                                    rig.parts
                                                    .create()
                                                    .draft()
                                                    .recipe()
                                                    .get()
                                                    .seed()
                                                    .value()
                                                    .signum()
                                            < 0);
                }));
        all.put(
                "use-image",
                ControlUses.onPicture((rig, made) -> {
                    rig.click("use-image");
                    rig.until(
                            "it is the source",
                            () -> CreateUses.isFrom(rig, Mode.ImageToImage.class));
                }));
        pictureActions(all);
    }

    private static void pictureActions(Map<String, Use> all) {
        all.put(
                "paint-over",
                ControlUses.onPicture((rig, made) -> {
                    rig.click("paint-over");
                    rig.until("it has a mask", () -> CreateUses.isFrom(rig, Mode.Inpaint.class));
                }));
        all.put(
                "show-file",
                ControlUses.onPicture((rig, made) -> {
                    rig.click("show-file");
                    rig.until(
                            "it is opened, or its place said",
                            () -> ControlUses.toast(rig).contains(".png"));
                }));
        all.put(
                "trash",
                ControlUses.onPicture((rig, made) -> {
                    int pictures = rig.pictures().size();
                    rig.click("trash");
                    rig.until("its file is gone", () -> rig.pictures().size() == pictures - 1);
                    rig.until("undo is offered", () -> ControlUses.isShowing(rig, "toast-verb"));
                    rig.click("toast-verb");
                    rig.until("its file is back", () -> rig.pictures().size() == pictures);
                }));
        all.put("canvas-live", ControlUses.onPicture((rig, made) -> looksAside(rig)));
        all.put(
                "command:trash-picture",
                ControlUses.onPicture((rig, made) -> {
                    int pictures = rig.pictures().size();
                    rig.click("canvas");
                    rig.press(KeyEvent.VK_DELETE);
                    rig.until("its file is gone", () -> rig.pictures().size() == pictures - 1);
                    rig.until("undo is offered", () -> ControlUses.isShowing(rig, "toast-verb"));
                    rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
                    rig.until("its file is back", () -> rig.pictures().size() == pictures);
                    rig.command(Command.TRASH_PICTURE);
                    rig.until("it is gone again", () -> rig.pictures().size() == pictures - 1);
                    rig.until("undo is offered", () -> ControlUses.isShowing(rig, "toast-verb"));
                    rig.command(Command.UNDO);
                    rig.until("and back", () -> rig.pictures().size() == pictures);
                }));
        shared(all);
    }

    private static void shared(Map<String, Use> all) {
        all.put(
                "command:copy-recipe",
                ControlUses.onPicture((rig, made) -> {
                    rig.command(Command.COPY_RECIPE);
                    var copied = ControlUses.clipboard(DataFlavor.stringFlavor).toString();
                    assertThat(copied).contains("Seed: " + made.seed().value());
                }));
        all.put(
                "command:copy-picture",
                ControlUses.onPicture((rig, made) -> {
                    rig.command(Command.COPY_PICTURE);
                    rig.until("it is copied", () -> ControlUses.holds(DataFlavor.imageFlavor));
                    rig.click("canvas");
                    rig.press(KeyEvent.VK_V, KeyEvent.VK_CONTROL);
                    rig.until(
                            "it is the source",
                            () -> CreateUses.isFrom(rig, Mode.ImageToImage.class));
                }));
        all.put(
                "command:last-seed",
                ControlUses.onPicture((rig, made) -> {
                    rig.draft(r -> r.withSeed(Seed.of(-1)));
                    rig.command(Command.LAST_SEED);
                    assertThat(rig.draft().seed().value()).isEqualTo(made.seed().value());
                }));
        zooms(all);
    }

    /// A finished picture is looked at while another is made.
    private static void looksAside(StudioRig rig) {
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(2000)));
        rig.command(Command.RESUME);
        rig.command(Command.GENERATE);
        var title = rig.find("canvas-title", JLabel.class);
        rig.until("the next is shown", () -> title.getText().startsWith("Step"));
        rig.input().click(rig.find("filmstrip", JComponent.class), new Point(60, 50));
        rig.until("the finished one is", () -> title.getText().startsWith("Finished"));
        rig.until("the next goes on", () -> rig.parts.queue().here().live().get().isPresent());
        rig.click("canvas-live");
        rig.until("the next is shown again", () -> title.getText().startsWith("Step"));
        rig.command(Command.CANCEL);
        rig.until("it has ended", () -> rig.parts.queue().here().live().get().isEmpty());
    }

    private static void zooms(Map<String, Use> all) {
        all.put(
                "command:zoom-full",
                ControlUses.onPicture((rig, made) -> {
                    rig.command(Command.ZOOM_FULL);
                    rig.until("each pixel is one", () -> rig.parts.create().zoom() == 1);
                }));
        all.put(
                "command:zoom-fit",
                ControlUses.onPicture((rig, made) -> {
                    rig.command(Command.ZOOM_FULL);
                    rig.until("each pixel is one", () -> rig.parts.create().zoom() == 1);
                    rig.command(Command.ZOOM_FIT);
                    rig.until("it fills the canvas", () -> rig.parts.create().zoom() > 1);
                }));
    }
}
