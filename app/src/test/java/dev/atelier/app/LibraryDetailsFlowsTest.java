package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.compare.CompareModel.Mode;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.view.PictureGrid;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// What the library and Compare say of pictures, and what they come back with.
class LibraryDetailsFlowsTest extends StudioTest {
    private static final Size SIZE = new Size(64, 48);

    @Test
    void oneSaysHowItWasMadeAndManyWhatTheyAreTogether() throws Exception {
        picture("boat", 1, new Provenance("", 31.4, Optional.empty(), "bf16", "", "CPU"));
        picture("mill", 2, new Provenance("sd_v32", 2.3, Optional.empty(), "", "", ""));
        showLibrary(2);

        rig.click("library-grid");
        rig.press(KeyEvent.VK_HOME);
        rig.until("the newest is shown", () -> said().contains("sd_v32"));
        assertThat(saidNow()).contains("2.3 s");
        rig.press(KeyEvent.VK_RIGHT);
        rig.until("the first is shown", () -> said().contains("this computer, CPU bf16"));
        assertThat(saidNow()).contains("31 s", "Prompt", "64 × 48", "File size");
        assertThat(String.join("\n", saidNow())).containsPattern("\\d+ steps, guidance \\d");
        rig.until("it can be used", () -> ControlUses.isShowing(rig, "library-use-all"));

        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.until("both are", () -> said().contains("2 chosen"));
        assertThat(saidNow()).contains("boat-v1 (1)\nmill-v1 (1)").doesNotContain("Prompt", "31 s");
        rig.until("no single recipe is", () -> !ControlUses.isShowing(rig, "library-use-all"));
        rig.pressButton("library-star");
        rig.until("both have a star", () -> LibraryUses.stars(rig) == 2);
    }

    @Test
    void theChosenWayToLookStandsOutInTheLightTheme() {
        rig.command(Command.SHOW_COMPARE);
        rig.command(Command.LIGHT);
        rig.until("it shows", () -> ControlUses.isShowing(rig, "compare-SLIDER"));

        int chosen = GuiActionRunner.execute(() -> green("compare-SLIDER"));
        int other = GuiActionRunner.execute(() -> green("compare-SIDE"));

        assertThat(chosen - other).isGreaterThan(16);
    }

    /// Of the ground of a cell of a segment. Event thread.
    private int green(String name) {
        var cell = rig.any(name);
        var track = cell.getParent();
        var image =
                new BufferedImage(track.getWidth(), track.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        track.paint(g);
        g.dispose();
        return new Color(image.getRGB(cell.getX() + 6, cell.getY() + 12)).getGreen();
    }

    @Test
    void theSearchAndThePairComeBackWithTheNextStart() throws Exception {
        var boat = picture("boat", 1, Provenance.NONE);
        var mill = picture("mill", 2, Provenance.NONE);
        showLibrary(2);
        rig.fill("library-query", "mill");
        rig.until("one is found", () -> LibraryUses.count(rig) == 1);
        choose("library-sort", Sort.OLDEST);
        choose("library-group", Grouping.RECIPE);
        GuiActionRunner.execute(() -> rig.parts.compare().compare(boat, mill));
        rig.until("they are compared", () -> compared().equals(List.of(boat, mill)));

        reopen(folder);
        rig.until("the page shows them", () -> compared().equals(List.of(boat, mill)));
        rig.command(Command.SHOW_LIBRARY);
        rig.until("the search is there", () -> LibraryUses.count(rig) == 1);
        assertThat(rig.text("library-query")).isEqualTo("mill");
        var model = LibraryUses.model(rig);
        assertThat(GuiActionRunner.execute(() -> model.sort().get())).isEqualTo(Sort.OLDEST);
        assertThat(GuiActionRunner.execute(() -> model.grouping().get()))
                .isEqualTo(Grouping.RECIPE);
    }

    @Test
    void theSetsTheirPairAndTheWayToLookComeBackWithTheNextStart() throws Exception {
        SetUses.compare(rig);
        rig.press(KeyEvent.VK_PAGE_DOWN);
        rig.until("the second pair", () -> rig.parts.compare().sets().current().get() == 1);
        rig.click("compare-DIFFERENCE");
        rig.until("as a map", () -> rig.parts.compare().model().mode().get() == Mode.DIFFERENCE);

        reopen(folder);
        rig.until("the sets are there", this::allMeasured);
        rig.until("with the pair", () -> rig.parts.compare().sets().current().get() == 1);
        assertThat(GuiActionRunner.execute(() -> rig.parts.compare().model().mode().get()))
                .isEqualTo(Mode.DIFFERENCE);
        rig.click("compare-sets-close");
        rig.until("they are gone", () -> rig.parts.compare().sets().sets().get().isEmpty());

        reopen(folder);
        rig.until("the pair is there", () -> compared().size() == 2);
        rig.input().settle();
        assertThat(GuiActionRunner.execute(() -> rig.parts.compare().sets().sets().get()))
                .isEmpty();
    }

    /// Event thread.
    private boolean allMeasured() {
        return rig.parts.compare().sets().sets().get().filter(it -> it.done() == 3).isPresent();
    }

    private List<Path> compared() {
        return List.of(Side.values()).stream()
                .flatMap(it -> rig.parts.compare().model().picture(it).get().stream())
                .map(it -> it.file())
                .toList();
    }

    private Path picture(String name, long seed, Provenance made) throws IOException {
        var recipe =
                Recipe.of("a " + name, SIZE)
                        .withModel(Optional.of(new ModelRef(name + "-v1", "")))
                        .withSeed(Seed.of(seed));
        var rgb = new byte[SIZE.width() * SIZE.height() * 3];
        var to = Files.createDirectories(rig.folder().resolve("pictures"));
        var file = to.resolve(name + ".png");
        PictureFile.writeNew(new Picture(SIZE, rgb, recipe, Map.of()), made, file);
        return file;
    }

    private void showLibrary(int count) {
        rig.command(Command.SHOW_LIBRARY);
        rig.until("they are found", () -> LibraryUses.count(rig) == count);
        rig.until(
                "they are read",
                () ->
                        rig.any("library-grid", PictureGrid.class).isShowing()
                                && LibraryUses.entry(rig, count - 1).isPresent());
    }

    private void choose(String box, Object item) {
        var combo = rig.find(box, JComboBox.class);
        GuiActionRunner.execute(() -> combo.setSelectedItem(item));
    }

    private List<String> saidNow() {
        return GuiActionRunner.execute(this::said);
    }

    /// All words beside the pictures. Event thread.
    private List<String> said() {
        var words = new ArrayList<String>();
        gather(rig.any("library-details"), words);
        return words;
    }

    private static void gather(Container root, List<String> words) {
        for (Component child : root.getComponents()) {
            if (child instanceof JLabel label) {
                words.add(label.getText());
            } else if (child instanceof JTextComponent text) {
                words.add(text.getText());
            } else if (child instanceof Container inner) {
                gather(inner, words);
            }
        }
    }
}
