package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.compare.PictureDifference.Grade;
import dev.atelier.app.compare.SetModel;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.JLabel;
import javax.swing.JTable;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for two sets that are compared: three pairs, one
/// bit-exact, one nearly so and one different.
final class SetUses {
    private static final Size SIZE = new Size(64, 48);

    private SetUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        all.put(
                "compare-sets",
                rig -> {
                    compare(rig);
                    rig.press(KeyEvent.VK_PAGE_DOWN);
                    rig.until("keys go on at once", () -> seen(rig, "2.png"));
                    close(rig);
                });
        all.put(
                "compare-pairs",
                comparing(rig -> {
                    rig.click("compare-pairs");
                    rig.press(KeyEvent.VK_HOME);
                    rig.until("the first", () -> seen(rig, "1.png"));
                    rig.press(KeyEvent.VK_RIGHT);
                    rig.until("the next", () -> seen(rig, "2.png"));
                    rig.press(KeyEvent.VK_END);
                    rig.until("the last", () -> seen(rig, "3.png"));
                    rig.click("compare-canvas");
                    rig.press(KeyEvent.VK_PAGE_UP);
                    rig.until("back, from the canvas", () -> seen(rig, "2.png"));
                    rig.click("compare-slider");
                    rig.press(KeyEvent.VK_PAGE_UP);
                    rig.until("from a slider", () -> seen(rig, "1.png"));
                    rig.until(
                            "its numbers are there",
                            () -> ControlUses.isShowing(rig, "compare-gain"));
                    rig.click("compare-gain");
                    rig.press(KeyEvent.VK_PAGE_DOWN);
                    rig.until("from the column of numbers", () -> seen(rig, "2.png"));
                    rig.until(
                            "the map of that pair is drawn",
                            () -> rig.parts.compare().model().map().get().isPresent());
                    rig.until("which keeps the keyboard", () -> rig.focused("compare-gain"));
                }));
        others(all);
        return all;
    }

    private static void others(Map<String, Use> all) {
        all.put(
                "compare-tabled",
                comparing(rig -> {
                    rig.click("compare-canvas");
                    rig.pressButton("compare-tabled");
                    rig.until("it shows", () -> ControlUses.isShowing(rig, "compare-table"));
                    rig.until("it has the keyboard", () -> rig.focused("compare-table"));
                    var table = rig.find("compare-table", JTable.class);
                    rig.until("no cell is cut off", () -> isWhole(table));
                    rig.click("compare-table");
                    rig.press(KeyEvent.VK_HOME, KeyEvent.VK_CONTROL);
                    rig.press(KeyEvent.VK_DOWN);
                    rig.until("a row is a pair", () -> model(rig).current().get() == 1);
                    GuiActionRunner.execute(() -> table.getRowSorter().toggleSortOrder(6));
                    rig.until(
                            "sorted by the PSNR, an endless one last",
                            () -> table.getValueAt(2, 6).toString().equals("infinite"));
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until(
                            "Enter looks at it",
                            () -> ControlUses.isShowing(rig, "compare-canvas"));
                    rig.until("which has the keyboard", () -> rig.focused("compare-canvas"));
                }));
        all.put(
                "compare-report",
                comparing(rig -> {
                    rig.pressButtonLater("compare-report");
                    ControlUses.closesChooser(rig);
                    var page = new Path[1];
                    GuiActionRunner.execute(() ->
                            model(rig).report(rig.folder().resolve("report"), it -> page[0] = it));
                    rig.until("it is written", () -> page[0] != null);
                    assertThat(Files.readString(page[0])).contains("1 bit-exact", "1 different");
                }));
        all.put(
                "compare-sets-close",
                comparing(rig -> {
                    rig.click("compare-sets-close");
                    rig.until("they are gone", () -> model(rig).sets().get().isEmpty());
                    rig.until(
                            "so is their row",
                            () -> !ControlUses.isShowing(rig, "compare-set-strip"));
                }));
    }

    /// Event thread.
    private static boolean isWhole(JTable table) {
        for (int row = 0; row < table.getRowCount(); row++) {
            for (int i = 0; i < table.getColumnCount(); i++) {
                var cell = table.prepareRenderer(table.getCellRenderer(row, i), row, i);
                if (cell.getPreferredSize().width > table.getCellRect(row, i, false).width) {
                    return false;
                }
            }
        }
        return table.getRowCount() > 0;
    }

    private static Use comparing(Use use) {
        return rig -> {
            compare(rig);
            use.by(rig);
            close(rig);
        };
    }

    private static void close(StudioRig rig) {
        GuiActionRunner.execute(model(rig)::close);
    }

    /// Types the two folders, and waits until all of their pairs are measured.
    static void compare(StudioRig rig) throws IOException {
        var left = rig.folder().resolve("left");
        var right = rig.folder().resolve("right");
        for (int seed = 1; seed <= 3; seed++) {
            picture(left.resolve(seed + ".png"), seed, 120);
            picture(
                    right.resolve("other-" + seed + ".png"),
                    seed,
                    new int[] {120, 121, 220}[seed - 1]);
        }
        rig.command(Command.SHOW_COMPARE);
        rig.click("compare-sets");
        rig.until("sets are requested", () -> rig.focused("compare-set-A"));
        rig.type(left.toString());
        rig.press(KeyEvent.VK_TAB);
        rig.press(KeyEvent.VK_TAB);
        rig.until("the other", () -> rig.focused("compare-set-B"));
        rig.type(right.toString());
        rig.press(KeyEvent.VK_ENTER);
        rig.until(
                "all are measured",
                () ->
                        model(rig).sets().get().filter(it -> it.done() == 3).isPresent()
                                && !model(rig).running().get());
        var grades = model(rig).sets().get().orElseThrow();
        assertThat(grades.count(Grade.BIT_EXACT)).isOne();
        assertThat(grades.count(Grade.DIFFERENT)).isOne();
        rig.until(
                "that is said",
                () -> rig.any("compare-counts", JLabel.class).getText().contains("1 bit-exact"));
        rig.until("the first is seen", () -> seen(rig, "1.png"));
    }

    private static boolean seen(StudioRig rig, String name) {
        return rig.parts
                .compare()
                .model()
                .picture(Side.A)
                .get()
                .filter(it -> it.name().equals(name))
                .isPresent();
    }

    private static SetModel model(StudioRig rig) {
        return rig.parts.compare().sets();
    }

    private static void picture(Path file, long seed, int grey) throws IOException {
        var recipe = Recipe.of("a set of days", SIZE).withSeed(Seed.of(seed));
        var rgb = new byte[SIZE.width() * SIZE.height() * 3];
        Arrays.fill(rgb, (byte) grey);
        Files.createDirectories(file.getParent());
        PictureFile.write(new Picture(SIZE, rgb, recipe, Map.of()), file);
    }
}
