package dev.atelier.app.create.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.create.grid.GridModel.Row;
import dev.atelier.app.kit.Theme;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.Finished;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PngText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridModelTest {
    @TempDir private Path folder;

    private final Value<Recipe> draft = Value.of(Recipe.of("a boat", new Size(64, 48)));
    private final Value<Optional<Finished>> latest = Value.of(Optional.empty());
    private final List<Recipe> ordered = new ArrayList<>();
    private final List<Long> cancelled = new ArrayList<>();
    private final GridModel model =
            new GridModel(
                    draft,
                    new GridModel.Queue() {
                        @Override
                        public long add(Recipe recipe) {
                            ordered.add(recipe);
                            return ordered.size();
                        }

                        @Override
                        public void cancel(long job) {
                            cancelled.add(job);
                        }
                    },
                    latest);

    @BeforeAll
    static void dress() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    private void axes() {
        model.row(0, new Row(Optional.of(Axis.STEPS), "2-6 (+2)"));
        model.row(1, new Row(Optional.of(Axis.CFG), "3, 7.5"));
    }

    private void finish(long job, int grey) {
        var rgb = new byte[64 * 48 * 3];
        Arrays.fill(rgb, (byte) grey);
        var recipe = ordered.get((int) job - 1);
        var picture = new Picture(new Size(64, 48), rgb, recipe, Map.of());
        latest.set(Optional.of(new Finished(job, folder.resolve(job + ".png"), picture, 1)));
    }

    @Test
    void countsBeforeItOrdersAndSaysWhatIsWrong() {
        assertEquals(new GridModel.Check(0, ""), model.check().get());
        axes();
        assertEquals(6, model.check().get().cells());

        model.row(0, new Row(Optional.of(Axis.STEPS), "many"));
        assertEquals(0, model.check().get().cells());
        assertTrue(model.check().get().sentence().contains("many"));
        model.make();
        assertEquals(List.of(), ordered);
    }

    @Test
    void ordersEveryCellWithTheSameSeed() {
        axes();
        model.make();

        assertEquals(6, ordered.size());
        assertEquals(1, ordered.stream().map(Recipe::seed).distinct().count());
        assertEquals(
                List.of(2, 4, 6),
                ordered.stream().map(r -> r.sampling().steps()).distinct().toList());
        assertEquals(6, model.waiting());
    }

    @Test
    void fillsCellsAsTheirPicturesComeAndIgnoresOthers() {
        axes();
        model.make();
        finish(2, 80);
        finish(2, 90);

        var drawn = model.sheet().get().orElseThrow().drawn();
        assertEquals(1, drawn.size());
        var cell = drawn.keySet().iterator().next();
        assertEquals(ordered.get(1), cell.recipe());
        assertEquals(5, model.waiting());
    }

    @Test
    void cancelsWhatIsNotDrawn() {
        axes();
        model.make();
        finish(1, 80);
        model.cancel();

        assertEquals(5, cancelled.size());
        assertTrue(!cancelled.contains(1L));
        assertEquals(0, model.waiting());
    }

    @Test
    void swapsAxes() {
        axes();
        model.swap();

        assertEquals(Optional.of(Axis.CFG), model.rows().get().getFirst().axis());
        assertEquals(6, model.check().get().cells());
    }

    @Test
    void aSavedSheetHoldsThePicturesAndTheSettings() throws IOException {
        axes();
        model.make();
        finish(1, 200);
        var sheet = model.sheet().get().orElseThrow();
        var image = SheetFile.image(sheet);
        var cell = sheet.drawn().keySet().iterator().next();
        var place = new GridSheet(sheet.grid(), 64, 48).place(cell.x(), cell.y(), cell.z());
        assertEquals(0xFFC8C8C8, image.getRGB(place.x + 5, place.y + 5));

        var file = folder.resolve("grid.png");
        SheetFile.write(sheet, file);
        var text = PngText.read(Files.readAllBytes(file)).get(PngText.PARAMETERS);
        assertEquals("a boat", InfotextReader.read(String.valueOf(text)).recipe().prompt());
    }

    @Test
    void findsTheCellUnderThePointer() {
        axes();
        model.row(2, new Row(Optional.of(Axis.CLIP_SKIP), "1, 2"));
        model.make();
        var layout = new GridSheet(model.sheet().get().orElseThrow().grid(), 100, 75);
        var place = layout.place(2, 1, 1);
        assertEquals(
                List.of(2, 1, 1),
                layout.at(place.x + 50, place.y + 10)
                        .map(at -> Arrays.stream(at).boxed().toList())
                        .orElseThrow());
        assertTrue(layout.at(1, 1).isEmpty());
        assertTrue(place.x + place.width <= layout.width());
        assertTrue(place.y + place.height <= layout.height());
    }
}
