package dev.atelier.app;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.view.PictureGrid;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Container;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.MenuSelectionManager;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for pairs in the library: one recipe, made on this
/// computer and by a service.
final class LibraryTwinUses {
    private static final Size SIZE = new Size(96, 64);
    private static final String WORD = "lighthouse-keeper";
    private static final String SERVICE = "sd_far";

    private LibraryTwinUses() {}

    static void twins(Map<String, Use> all) {
        all.put("library-twin", pair(rig -> compares(rig, () -> rig.pressButton("library-twin"))));
        all.put(
                "library-viewer-twin",
                pair(rig -> {
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until("it is large", () -> rig.focused("library-canvas"));
                    rig.until(
                            "the pair is said",
                            () ->
                                    ControlUses.isShowing(rig, "library-viewer-twin")
                                            && ControlUses.isShowing(rig, "library-where"));
                    compares(rig, () -> rig.pressButton("library-viewer-twin"));
                    rig.command(Command.SHOW_LIBRARY);
                    rig.pressButton("library-back");
                }));
        all.put(
                "command:compare-twin",
                pair(rig -> {
                    var grid = rig.any("library-grid", PictureGrid.class);
                    rig.until(
                            "both are marked",
                            () ->
                                    tips(grid).stream().anyMatch(it -> it.contains("made at"))
                                            && tips(grid).stream()
                                                    .anyMatch(it -> it.contains("made here")));
                    compares(rig, () -> rig.command(Command.COMPARE_TWIN));
                    rig.command(Command.SHOW_LIBRARY);
                    rig.click("library-grid");
                    rig.press(KeyEvent.VK_HOME);
                    rig.press(KeyEvent.VK_F10, KeyEvent.VK_SHIFT);
                    rig.until("the menu offers it", () -> item().isPresent());
                    compares(rig, () -> GuiActionRunner.execute(() -> item().get().doClick()));
                    GuiActionRunner.execute(
                            () -> MenuSelectionManager.defaultManager().clearSelectedPath());
                }));
    }

    /// The tool tips of the cells in sight. Event thread.
    private static Set<String> tips(PictureGrid grid) {
        var tips = new HashSet<String>();
        var seen = grid.getVisibleRect();
        int id = MouseEvent.MOUSE_MOVED;
        for (int x = 9; x < seen.width; x += 60) {
            var at = new MouseEvent(grid, id, 0, 0, x, seen.y + 40, 0, false);
            tips.add(String.valueOf(grid.getToolTipText(at)));
        }
        return tips;
    }

    /// Event thread.
    private static Optional<JMenuItem> item() {
        return Stream.of(MenuSelectionManager.defaultManager().getSelectedPath())
                .filter(JPopupMenu.class::isInstance)
                .map(Container.class::cast)
                .flatMap(it -> Stream.of(it.getComponents()))
                .filter(it -> "picture-compare-twin".equals(it.getName()) && it.isVisible())
                .map(JMenuItem.class::cast)
                .findFirst();
    }

    private static void compares(StudioRig rig, Runnable go) {
        var model = rig.parts.compare().model();
        go.run();
        rig.until("they are compared", () -> ControlUses.isShowing(rig, "view-compare"));
        rig.until(
                "the one of this computer first",
                () -> isOf(rig, Side.A, "here.png") && isOf(rig, Side.B, "there.png"));
        GuiActionRunner.execute(model::swap);
        rig.until("until the next", () -> isOf(rig, Side.A, "there.png"));
    }

    /// Event thread.
    private static boolean isOf(StudioRig rig, Side side, String name) {
        return rig.parts.compare().model().picture(side).get().stream()
                .anyMatch(it -> it.file().endsWith(name));
    }

    private static Use pair(Use use) {
        return LibraryUses.with(rig -> {
            made(rig);
            var model = LibraryUses.model(rig);
            GuiActionRunner.execute(() -> {
                model.text().set(WORD);
                model.scan();
            });
            rig.until(
                    "the pair is found",
                    () -> LibraryUses.count(rig) == 2 && isPaired(rig, 0) && isPaired(rig, 1));
            rig.click("library-grid");
            rig.press(KeyEvent.VK_END);
            rig.until(
                    "its details show", () -> !LibraryUses.buttons(rig, "library-twin").isEmpty());
            use.by(rig);
            GuiActionRunner.execute(() -> model.text().set(""));
        });
    }

    /// The file made here, then that of a service. Each took minutes.
    static List<Path> made(StudioRig rig) throws IOException {
        var here = Map.of("strategy", "bf16 packed", "device", "CPU", "seconds", "103");
        return List.of(
                picture(rig, "here.png", here),
                picture(rig, "there.png", Map.of("service", SERVICE, "seconds", "132.5")));
    }

    private static boolean isPaired(StudioRig rig, int row) {
        return LibraryUses.entry(rig, row).flatMap(Entry::twin).isPresent();
    }

    private static Path picture(StudioRig rig, String name, Map<String, String> facts)
            throws IOException {
        var file = Files.createDirectories(LibraryUses.folder(rig)).resolve(name);
        if (Files.notExists(file)) {
            var recipe = Recipe.of("a " + WORD, SIZE).withSeed(Seed.of(77));
            var rgb = new byte[SIZE.width() * SIZE.height() * 3];
            PictureFile.write(new Picture(SIZE, rgb, recipe, facts), file);
        }
        return file;
    }
}
