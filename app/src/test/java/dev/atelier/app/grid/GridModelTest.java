package dev.atelier.app.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.grid.GridModel.Row;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PngText;
import java.awt.EventQueue;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridModelTest {
    @TempDir private Path folder;

    private final Value<Recipe> draft = Value.of(Recipe.of("a boat", new Size(64, 48)));
    private final Value<List<Job>> jobs = Value.of(List.of());
    private final List<Recipe> ordered = new ArrayList<>();
    private final List<Long> cancelled = new ArrayList<>();
    private final Tasks tasks = new Tasks(Runnable::run);
    private final Value<Optional<String>> refusal = Value.of(Optional.empty());
    private final GridModel.Queue queue = new Fake();
    private Settings settings;
    private GridModel model;

    /// Numbers its jobs from 1 and makes nothing by itself.
    private final class Fake implements GridModel.Queue {
        @Override
        public long add(Recipe recipe) {
            ordered.add(recipe);
            long id = ordered.size();
            become(id, Job.State.QUEUED, List.of(), "");
            return id;
        }

        @Override
        public void cancel(long job) {
            cancelled.add(job);
            become(job, Job.State.CANCELLED, List.of(), "");
        }

        @Override
        public Observed<List<Job>> jobs() {
            return jobs;
        }

        @Override
        public Observed<Optional<String>> refusal() {
            return refusal;
        }
    }

    /// Such as a service that was deleted.
    @Test
    void aPlaceThatTakesNothingIsSaidAndNothingIsOrdered() {
        model.row(0, new GridModel.Row(Axis.ofLabel("steps"), "10, 20"));
        assertEquals(2, model.check().get().cells());

        refusal.set(Optional.of("It was deleted."));
        model.make();

        assertEquals("It was deleted.", model.check().get().sentence());
        assertEquals(List.of(), ordered);
        refusal.set(Optional.empty());
        model.make();
        assertEquals(2, ordered.size());
    }

    private void become(long id, Job.State state, List<Path> pictures, String note) {
        var recipe = ordered.get((int) id - 1);
        var times = new Job.Times(1000, 2000, 5000);
        var next = new ArrayList<>(jobs.get());
        next.removeIf(job -> job.id() == id);
        next.add(
                new Job(
                        id,
                        Place.HERE,
                        recipe,
                        state,
                        id,
                        false,
                        pictures,
                        Message.plain(note),
                        times,
                        0));
        jobs.set(List.copyOf(next));
    }

    @BeforeAll
    static void dress() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @BeforeEach
    void open() {
        settings = Settings.open(folder.resolve("settings.properties"), tasks);
        model = new GridModel(draft, queue, settings);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private void axes() {
        model.row(0, new Row(Optional.of(Axis.STEPS), "2-6 (+2)"));
        model.row(1, new Row(Optional.of(Axis.CFG), "3, 7.5"));
    }

    private void finish(long job, int grey) throws IOException {
        finish(job, new Size(64, 48), grey);
    }

    private void finish(long job, Size size, int grey) throws IOException {
        var rgb = new byte[size.width() * size.height() * 3];
        Arrays.fill(rgb, (byte) grey);
        var file = folder.resolve(job + ".png");
        PictureFile.write(new Picture(size, rgb, ordered.get((int) job - 1), Map.of()), file);
        become(job, Job.State.DONE, List.of(file), "");
    }

    private QueuedGrid queued() {
        return model.queued().get().orElseThrow();
    }

    @Test
    void callsAnAxisByItsNameInTheLanguageOfTheWindow() {
        var before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        try {
            model.row(0, new Row(Optional.of(Axis.SEED), "seed"));

            var sentence = model.check().get().sentence();
            assertTrue(sentence.startsWith("种子 应为"), sentence);
            assertTrue(sentence.endsWith("seed"), sentence);
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
    }

    @Test
    void countsBeforeItOrdersAndSaysWhatIsWrong() {
        assertEquals(GridModel.Check.NOTHING, model.check().get());
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
        assertEquals(6, queued().waiting());
    }

    @Test
    void fillsCellsAsTheirPicturesComeAndIgnoresOthers() throws IOException {
        axes();
        model.make();
        finish(2, 80);
        queue.add(draft.get());
        finish(7, 90);

        var made = queued().places().stream().filter(it -> it.picture().isPresent()).toList();
        assertEquals(1, made.size());
        assertEquals(ordered.get(1), made.getFirst().cell().recipe());
        assertEquals(3, made.getFirst().picture().orElseThrow().seconds());
        assertEquals(5, queued().waiting());
    }

    @Test
    void cancelsWhatIsNotDrawn() throws IOException {
        axes();
        model.make();
        finish(1, 80);
        model.cancel();

        assertEquals(List.of(2L, 3L, 4L, 5L, 6L), cancelled);
        assertEquals(0, queued().waiting());
    }

    @Test
    void aCellThatFailedNoLongerWaitsAndKeepsItsReason() {
        axes();
        model.make();
        become(3, Job.State.FAILED, List.of(), "out of memory");

        assertEquals(5, queued().waiting());
        var failed = queued().places().stream().filter(QueuedGrid.Place::failed).toList();
        assertEquals(1, failed.size());
        assertEquals("out of memory", failed.getFirst().job().orElseThrow().reason());
    }

    @Test
    void comesBackAfterARestart() throws IOException {
        axes();
        model.make();
        finish(2, 80);
        var before = queued();

        var again = new GridModel(draft, queue, settings);
        assertEquals(model.rows().get(), again.rows().get());
        assertEquals(Optional.of(before), again.queued().get());
        finish(4, 80);
        assertEquals(4, again.queued().get().orElseThrow().waiting());
    }

    @Test
    void aNoteThatNobodyCanReadIsNoGrid() {
        for (var text :
                List.of(
                        "{",
                        "[]",
                        "{\"axes\":3}",
                        "{\"base\":\"x\",\"axes\":[{\"axis\":\"NEW\",\"values\":[]}],\"jobs\":[]}",
                        "{\"base\":\"{}\",\"axes\":[{\"axis\":\"STEPS\",\"values\":[\"x\"]}],\"jobs\":[1]}",
                        "{\"base\":\"{}\",\"axes\":[],\"jobs\":[1,2]}")) {
            settings.put(StudioSettings.GRID_ORDERED, text);
            settings.put(StudioSettings.GRID_ROWS, text);
            var again = new GridModel(draft, queue, settings);
            assertEquals(Optional.empty(), again.queued().get(), text);
            assertEquals(Optional.empty(), again.rows().get().getFirst().axis(), text);
        }
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
        var image = GridImageFile.image(queued().grid(), queued()::file, Axis::label);
        var place = new LabelledGrid(queued().grid(), 64, 48, Axis::label).place(0, 0, 0);
        assertEquals(0xFFC8C8C8, image.getRGB(place.x + 5, place.y + 5));

        var file = folder.resolve("grid.png");
        GridImageFile.write(queued().grid(), queued()::file, Axis::label, file);
        var text = PngText.read(Files.readAllBytes(file)).get(PngText.PARAMETERS);
        assertEquals("a boat", InfotextReader.read(String.valueOf(text)).recipe().prompt());
    }

    @Test
    void picturesOfOtherShapesKeepTheirs() throws IOException {
        model.row(0, new Row(Optional.of(Axis.SIZE), "64x48, 32x96"));
        model.make();
        finish(1, new Size(64, 48), 200);
        finish(2, new Size(32, 96), 100);
        var image = GridImageFile.image(queued().grid(), queued()::file, Axis::label);
        var layout = new LabelledGrid(queued().grid(), 64, 96, Axis::label);
        var wide = layout.place(0, 0, 0);
        var tall = layout.place(1, 0, 0);
        assertEquals(0xFFC8C8C8, image.getRGB(wide.x + 1, wide.y + 48));
        assertNotEquals(0xFFC8C8C8, image.getRGB(wide.x + 32, wide.y + 10));
        assertEquals(0xFF646464, image.getRGB(tall.x + 32, tall.y + 2));
        assertNotEquals(0xFF646464, image.getRGB(tall.x + 4, tall.y + 48));
    }

    @Test
    void aSheetWhosePictureIsGoneIsNotSavedAndSaysSo() throws IOException {
        axes();
        model.make();
        finish(1, 200);
        Files.delete(folder.resolve("1.png"));
        var file = folder.resolve("grid.png");

        assertThrows(
                IOException.class,
                () -> GridImageFile.write(queued().grid(), queued()::file, Axis::label, file));
        assertFalse(Files.exists(file));
    }

    @Test
    void findsTheCellUnderThePointer() {
        axes();
        model.row(2, new Row(Optional.of(Axis.CLIP_SKIP), "1, 2"));
        model.make();
        var layout = new LabelledGrid(queued().grid(), 100, 75, Axis::label);
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

    @Test
    void clicksAndKeysChooseAPicture() throws Exception {
        axes();
        model.make();
        finish(1, 200);
        finish(5, 100);
        var chosen = new ArrayList<SavedPicture>();
        EventQueue.invokeAndWait(() -> {
            var table = new GridTable("", Axis::label, tasks, chosen::add);
            table.show(model.queued().get());
            table.setSize(table.getPreferredSize());
            var middle = queued().places().get(4).cell();
            var box = table.place(middle.x(), middle.y(), 0);
            press(table, box.x + 3, box.y + 3);
            press(table, 1, 1);
            type(table, KeyEvent.VK_UP);
            type(table, KeyEvent.VK_LEFT);
            type(table, KeyEvent.VK_LEFT);
            type(table, KeyEvent.VK_LEFT);
            type(table, KeyEvent.VK_ENTER);
            type(table, KeyEvent.VK_RIGHT);
            type(table, KeyEvent.VK_ENTER); // not made yet
        });
        assertEquals(List.of(5L, 1L), chosen.stream().map(SavedPicture::job).toList());
    }

    private static void press(GridTable table, int x, int y) {
        table.dispatchEvent(
                new MouseEvent(
                        table, MouseEvent.MOUSE_PRESSED, 0, 0, x, y, 1, false, MouseEvent.BUTTON1));
    }

    private static void type(GridTable table, int code) {
        var name = table.getInputMap().get(KeyStroke.getKeyStroke(code, 0));
        table.getActionMap().get(name).actionPerformed(new ActionEvent(table, 0, ""));
    }
}
