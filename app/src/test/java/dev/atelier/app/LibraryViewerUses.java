package dev.atelier.app;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.view.PictureGrid;
import dev.atelier.app.viewer.Canvas;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of [LibraryUses] for one picture seen large.
final class LibraryViewerUses {
    private LibraryViewerUses() {}

    static void viewer(Map<String, Use> all) {
        all.put(
                "library-canvas",
                viewing(rig -> {
                    var canvas = rig.find("library-canvas", Canvas.class);
                    rig.until("it fits", () -> canvas.zoom().get() > 1);
                    rig.press(KeyEvent.VK_1);
                    rig.until("pixel by pixel", () -> canvas.zoom().get() == 1);
                    var first = title(rig);
                    rig.press(KeyEvent.VK_RIGHT);
                    rig.until("the next", () -> !title(rig).equals(first));
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("back at the grid", () -> ControlUses.isShowing(rig, "library-grid"));
                }));
        all.put(
                "library-back",
                viewing(rig -> {
                    rig.click("library-back");
                    rig.until("back at the grid", () -> ControlUses.isShowing(rig, "library-grid"));
                }));
        for (var step : List.of("library-next", "library-previous")) {
            all.put(
                    step,
                    viewing(rig -> {
                        var first = title(rig);
                        rig.click("library-next");
                        rig.until("the next", () -> !title(rig).equals(first));
                        rig.click("library-previous");
                        rig.until("and back", () -> title(rig).equals(first));
                    }));
        }
        all.put(
                "library-viewer-star",
                viewing(rig -> {
                    rig.click("library-viewer-star");
                    rig.until("it has a star", () -> LibraryUses.stars(rig) == 1);
                    rig.until("the button says so", () -> star(rig).startsWith("Take the star"));
                    rig.click("library-viewer-star");
                    rig.until("and none", () -> LibraryUses.stars(rig) == 0);
                    rig.until("the button, too", () -> star(rig).startsWith("Star"));
                }));
        tools(all);
        list(all);
    }

    /// A list under the titles of its columns, which order it.
    private static void list(Map<String, Use> all) {
        all.put(
                "library-list",
                asList(rig -> {
                    var head = rig.find("library-columns", JComponent.class);
                    var newest = new Point(head.getWidth() - 150, 14);
                    rig.input().click(head, newest);
                    rig.until("by time", () -> sort(rig) == Sort.NEWEST);
                    rig.input().click(head, newest);
                    rig.until("the other way round", () -> sort(rig) == Sort.OLDEST);
                    for (int i = 0; i < 8; i++) {
                        rig.press(KeyEvent.VK_LEFT);
                    }
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until("by name, with keys", () -> sort(rig) == Sort.NAME);
                }));
        all.put(
                "library-cells",
                asList(rig -> {
                    var grid = rig.find("library-grid", PictureGrid.class);
                    rig.input().click(grid, new Point(150, 48 + 24));
                    rig.until("the second row", () -> grid.selection().chosen().equals(List.of(1)));
                    rig.press(KeyEvent.VK_UP);
                    rig.until("the first", () -> grid.selection().lead() == 0);
                }));
    }

    private static Sort sort(StudioRig rig) {
        return rig.parts.library().model().sort().get();
    }

    private static Use asList(Use use) {
        return LibraryUses.with(rig -> {
            rig.click("library-list");
            rig.until("the columns show", () -> ControlUses.isShowing(rig, "library-columns"));
            use.by(rig);
            rig.click("library-cells");
            rig.until("cells again", () -> !ControlUses.isShowing(rig, "library-columns"));
        });
    }

    private static void tools(Map<String, Use> all) {
        for (var zoom : List.of("library-zoom-in", "library-zoom-out", "library-fit")) {
            all.put(
                    zoom,
                    viewing(rig -> {
                        var canvas = rig.find("library-canvas", Canvas.class);
                        rig.until("it fits", () -> canvas.zoom().get() > 1);
                        rig.press(KeyEvent.VK_1);
                        rig.until("pixel by pixel", () -> canvas.zoom().get() == 1);
                        rig.click(zoom);
                        rig.until("another size", () -> canvas.zoom().get() != 1);
                    }));
        }
        all.put(
                "library-info",
                viewing(rig -> {
                    rig.click("library-info");
                    rig.until("it stays", () -> rig.isOn("library-info"));
                    rig.click("library-info");
                    rig.until("and not", () -> !rig.isOn("library-info"));
                }));
        all.put(
                "library-full",
                viewing(rig -> {
                    rig.pressButton("library-full");
                    rig.until("the whole screen", () -> ControlUses.dialogShows("full-screen"));
                    rig.until("without a title bar", LibraryViewerUses::fillsTheScreen);
                    rig.pressButton("library-full");
                    rig.until("and back", () -> !ControlUses.dialogShows("full-screen"));
                    rig.until("in its place", () -> ControlUses.isShowing(rig, "library-canvas"));
                }));
    }

    /// Event thread.
    private static boolean fillsTheScreen() {
        return Stream.of(Window.getWindows())
                .filter(it -> "full-screen".equals(it.getName()) && it.isShowing())
                .map(JDialog.class::cast)
                .allMatch(it -> it.getContentPane().getComponent(0).getSize().equals(it.getSize()));
    }

    private static Use viewing(Use use) {
        return LibraryUses.with(rig -> {
            rig.press(KeyEvent.VK_HOME);
            rig.press(KeyEvent.VK_ENTER);
            rig.until(
                    "it is large",
                    () -> ControlUses.isShowing(rig, "library-canvas") && !title(rig).isEmpty());
            rig.until("keys go to it", () -> rig.focused("library-canvas"));
            use.by(rig);
            if (GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "library-back"))) {
                rig.pressButton("library-back");
            }
        });
    }

    private static String star(StudioRig rig) {
        return rig.any("library-viewer-star", JComponent.class).getToolTipText();
    }

    private static String title(StudioRig rig) {
        return rig.any("library-picture", JLabel.class).getText();
    }
}
