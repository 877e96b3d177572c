package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Component;
import java.awt.Container;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueViewTest {
    private static final int RED = 0xFF_D0_20_20;

    @TempDir Path folder;
    private final Value<Boolean> folded = Value.of(false);
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private JobStore store;
    private QueueModel queue;
    private final List<Recipe> used = new ArrayList<>();
    private JComponent view;
    private final FakeGenerator generator = new FakeGenerator();

    @BeforeAll
    static void theme() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @BeforeEach
    void open() throws IOException {
        Files.writeString(
                folder.resolve("queue.db"), "this is no database, but long enough for one");
        store = JobStore.open(folder.resolve("queue.db"));
        for (int id = 1; id <= 3; id++) {
            store.put(Job.queued(id, Place.HERE, cat(id), id, false));
        }
        store.put(Job.queued(4, Place.HERE, cat(4), 4, false).in(Job.State.RUNNING));
        store.put(
                Job.queued(5, Place.HERE, cat(5), 5, false)
                        .in(Job.State.FAILED, Message.plain("Out of memory.")));
        store.put(Job.queued(6, Place.HERE, cat(6), 6, false).in(Job.State.DONE));
        var names = new PictureNames(folder, "[seed]");
        queue =
                new QueueModel(
                        store, tasks, List.of(Place.here(generator, tasks)), () -> names, loop);
        var page =
                new QueueView(
                        queue, (place, recipe) -> Optional.of(Duration.ofSeconds(31)), used::add);
        page.folding(folded);
        page.thumbs(tasks);
        view = page.component();
        view.setSize(1200, 240);
        layOut(view);
    }

    @AfterEach
    void close() throws IOException {
        tasks.close();
        store.close();
    }

    private static Recipe cat(long seed) {
        return Recipe.of("cat " + seed, new Size(64, 64)).withSeed(Seed.of(seed));
    }

    @Test
    void listsWhatIsLeftAndWhatFailed() {
        assertEquals(List.of("cat 1", "cat 2", "cat 3", "cat 4", "cat 5"), cats());
        assertTrue(texts(view).contains("≈ 31 s"));
        assertTrue(texts(view).contains("Out of memory."));
    }

    @Test
    void saysThatTheOldQueueWasSetAsideUntilThatIsRead() {
        assertTrue(texts(view).stream().anyMatch(text -> text.endsWith("queue.db.damaged")));

        queue.understood();

        assertTrue(texts(view).stream().noneMatch(text -> text.endsWith("queue.db.damaged")));
    }

    @Test
    void draggingARowOverAnotherMovesIt() {
        drag(row("cat 3"), -86);
        layOut(view);

        assertEquals(List.of("cat 3", "cat 1", "cat 2"), cats().subList(0, 3));
    }

    @Test
    void altDownAndDeleteWorkOnTheSameRowTwice() {
        var row = row("cat 1");
        press(row, KeyEvent.VK_DOWN, InputEvent.ALT_DOWN_MASK);
        press(row, KeyEvent.VK_DOWN, InputEvent.ALT_DOWN_MASK);
        assertEquals(List.of("cat 2", "cat 3", "cat 1"), waiting());

        press(row, KeyEvent.VK_DELETE, 0);
        assertEquals(List.of("cat 2", "cat 3"), waiting());
    }

    @Test
    void paintsInBothThemes() {
        var dark = painted();
        Theme.LIGHT.apply();
        var light = painted();
        Theme.DARK.apply();

        assertNotEquals(dark.getRGB(3, 3), light.getRGB(3, 3));
    }

    @Test
    void rowsLeaveWhenTheirJobsAreDone() throws Exception {
        queue.here().resume();
        loop.until(() -> queue.here().live().get().isEmpty());

        assertEquals(List.of("cat 4", "cat 5"), cats());
    }

    @Test
    void severalRowsGoToTheFrontAndOutTogether() {
        click(row("cat 2"), 0);
        assertTrue(texts(view).contains("1 selected"));
        click(row("cat 3"), InputEvent.SHIFT_DOWN_MASK);
        assertTrue(texts(view).contains("2 selected"));
        button("To the front").doClick();
        assertEquals(List.of("cat 2", "cat 3", "cat 1"), waiting());
        assertTrue(texts(view).stream().noneMatch(text -> text.endsWith("selected")));

        press(row("cat 2"), KeyEvent.VK_SPACE, 0);
        press(row("cat 1"), KeyEvent.VK_SPACE, 0);
        button("Cancel them").doClick();
        assertEquals(List.of("cat 3"), waiting());
        queue.restore(queue.dropped().get().orElseThrow());
        assertEquals(List.of("cat 2", "cat 3", "cat 1"), waiting());
    }

    @Test
    void deleteTakesOutAllThatIsChosen() {
        click(row("cat 2"), 0);
        click(row("cat 5"), InputEvent.CTRL_DOWN_MASK);
        press(row("cat 5"), KeyEvent.VK_DELETE, 0);
        assertEquals(List.of("cat 1", "cat 3", "cat 4"), cats());
        queue.restore(queue.dropped().get().orElseThrow());
        assertEquals(List.of("cat 1", "cat 2", "cat 3", "cat 4", "cat 5"), cats());
    }

    @Test
    void shiftExtendsAndShrinksFromWhereTheSelectionBegan() {
        click(row("cat 2"), 0);
        press(row("cat 2"), KeyEvent.VK_DOWN, InputEvent.SHIFT_DOWN_MASK);
        press(row("cat 3"), KeyEvent.VK_DOWN, InputEvent.SHIFT_DOWN_MASK);
        assertEquals(List.of("cat 2", "cat 3", "cat 4"), chosen());
        press(row("cat 4"), KeyEvent.VK_UP, InputEvent.SHIFT_DOWN_MASK);
        assertEquals(List.of("cat 2", "cat 3"), chosen());
        click(row("cat 1"), InputEvent.SHIFT_DOWN_MASK);
        assertEquals(List.of("cat 1", "cat 2"), chosen());
        click(row("cat 4"), InputEvent.CTRL_DOWN_MASK);
        assertEquals(List.of("cat 1", "cat 2", "cat 4"), chosen());
        press(row("cat 4"), KeyEvent.VK_DOWN, 0);
        assertEquals(List.of("cat 5"), chosen());
        press(row("cat 5"), KeyEvent.VK_A, InputEvent.CTRL_DOWN_MASK);
        assertEquals(cats(), chosen());
    }

    /// As the screen reader says it, which the colour follows.
    private List<String> chosen() {
        return cats().stream()
                .filter(cat ->
                        "selected"
                                .equals(row(cat).getAccessibleContext().getAccessibleDescription()))
                .toList();
    }

    @Test
    void theBarOfTheSelectionMovesNoRow() {
        queue.understood();
        view.setSize(1200, 180);
        layOut(view);
        var scroll = row("cat 1").getParent().getParent().getParent().getParent();
        var before = scroll.getBounds();
        click(row("cat 2"), 0);
        layOut(view);
        var after = scroll.getBounds(); // shorter at its foot
        assertEquals(before.getLocation(), after.getLocation());
        var bar = button("Cancel them").getParent();
        var at = SwingUtilities.convertRectangle(bar.getParent(), bar.getBounds(), view);
        assertEquals(List.of(32, 180 - 16), List.of(at.height, at.y + at.height));
        assertTrue(at.y >= after.y + after.height, () -> after + " " + at);
    }

    /// 20 steps at 10 a second; pictures before took 31 s.
    @Test
    void whatWaitsIsEstimatedAtTheSpeedOfWhatRuns() throws Exception {
        var seen = new CountDownLatch(1);
        generator.at =
                moment -> {
                    if (moment.equals("step 1.2")) {
                        await(seen);
                    }
                };
        queue.here().resume();
        try {
            loop.until(() -> texts(view).contains("≈ 2.0 s"));
            assertTrue(texts(view).stream().noneMatch("≈ 31 s"::equals));
        } finally {
            seen.countDown();
        }
        loop.until(() -> queue.here().live().get().isEmpty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AbstractButton button(String text) {
        return all(view).stream()
                .filter(it -> it instanceof AbstractButton button && text.equals(button.getText()))
                .map(AbstractButton.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void click(JComponent row, int modifiers) {
        row.dispatchEvent(
                new MouseEvent(
                        row,
                        MouseEvent.MOUSE_PRESSED,
                        0,
                        InputEvent.BUTTON1_DOWN_MASK | modifiers,
                        200,
                        16,
                        1,
                        false,
                        MouseEvent.BUTTON1));
    }

    @Test
    void aNewJobStandsAboveWhatHasEnded() {
        queue.here().pause();
        queue.add(cat(7), false);
        assertEquals(List.of("cat 1", "cat 2", "cat 3", "cat 7", "cat 4", "cat 5"), cats());
    }

    /// What its menu says, for who does not press the right button.
    @Test
    void aFailedRowOffersMore() {
        var failed = row("cat 5");
        var more =
                Stream.of(failed.getComponents())
                        .filter(AbstractButton.class::isInstance)
                        .map(it -> it.getAccessibleContext().getAccessibleName())
                        .toList();
        assertEquals(
                List.of(
                        "Run what is left",
                        "Use its recipe",
                        "Remove from the list",
                        "More for this job"),
                more);
        assertTrue(
                Stream.of(row("cat 1").getComponents())
                        .filter(AbstractButton.class::isInstance)
                        .noneMatch(it ->
                                it.getAccessibleContext()
                                        .getAccessibleName()
                                        .equals("More for this job")));
    }

    /// Where nothing else would run it, the recipe can be changed.
    @Test
    void theRemedyOfAFailedRowOpensItsRecipe() {
        remedy(view, 5).doClick();

        assertEquals(List.of(cat(5)), used);
    }

    @Test
    void aJobThatFailedElsewhereRunsHereAndShowsItsLog() throws Exception {
        var two = JobStore.open(folder.resolve("two.db"));
        two.put(
                Job.queued(9, "cn-x/sd", cat(9), 9, false)
                        .in(Job.State.FAILED, Message.plain("The model is not there.")));
        var service = new Place("cn-x/sd", Place.Kind.SYNC, generator, tasks.beside(), 1);
        var names = new PictureNames(folder, "[seed]");
        var both = List.of(Place.here(generator, tasks), service);
        var other = new QueueModel(two, tasks, both, () -> names, loop);
        other.here().pause();
        var logs = new ArrayList<String>();
        var page =
                new QueueView(
                        other, (place, recipe) -> Optional.of(Duration.ofSeconds(31)), used::add);
        page.logs(logs::add);
        view = page.component();
        view.setSize(1200, 240);
        layOut(view);

        press(row("cat 9"), KeyEvent.VK_L, 0);
        assertEquals(List.of("sd"), logs);

        var remedy = remedy(view, 9);
        assertEquals("Try on this computer", remedy.getText());
        remedy.doClick();
        var job = other.jobs().get().getFirst();
        assertEquals(Place.HERE, job.place());
        assertEquals(Job.State.QUEUED, job.state());
        two.close();
    }

    @Test
    void aRowThatWaitsShowsThePictureThatItBeginsFrom() throws Exception {
        var file = folder.resolve("red.png");
        var red = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 48; x++) {
                red.setRGB(x, y, RED);
            }
        }
        ImageIO.write(red, "png", file.toFile());
        var mode = new Mode.ImageToImage(file.toString(), 0.5, Mode.Fit.STRETCH);
        queue.here().pause();
        queue.add(cat(7).withMode(mode), false);
        layOut(view);

        loop.until(() -> Arrays.stream(pixels(painted(row("cat 7")))).anyMatch(it -> it == RED));
    }

    private static BufferedImage painted(JComponent row) {
        var size = row.getSize();
        var image = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        row.paint(g);
        g.dispose();
        return image;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static AbstractButton remedy(Container in, long job) {
        return (AbstractButton)
                all(in).stream()
                        .filter(it -> ("queue-remedy-" + job).equals(it.getName()))
                        .findFirst()
                        .orElseThrow();
    }

    /// As on a small screen at 200 %: words give way, what can be pressed does not.
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void keepsItsButtonsInANarrowColumn(boolean paused, boolean one) throws Exception {
        if (paused) {
            queue.here().pause();
        }
        folded.set(one);
        view.setSize(250, 240);
        layOut(view);
        SwingUtilities.invokeAndWait(() -> {}); // parts learn their width by an event
        layOut(view);

        var buttons =
                all(view).stream()
                        .filter(it -> it instanceof AbstractButton && it.isVisible())
                        .filter(this::isSeen)
                        .filter(it -> it.getParent().getWidth() > 0)
                        .filter(it -> SwingUtilities.isDescendingFrom(it, view))
                        .filter(it -> it.getParent() instanceof ThemedPanel)
                        .toList();
        assertTrue(buttons.size() >= 3, () -> buttons.toString());
        for (var button : buttons) {
            var at = SwingUtilities.convertRectangle(button.getParent(), button.getBounds(), view);
            assertTrue(at.x >= 0 && at.getMaxX() <= 250 && at.width >= 26, () -> button + " " + at);
        }
    }

    /// With five services their names are a list; when all is done gives way to how many there are.
    @Test
    void theHeaderSaysHowManyJobsThereAreBeforeWhenTheyAreDone() {
        for (var name : List.of("sd_one", "sd_two", "sd_three", "sd_four", "sd_five")) {
            var place = new Place("cn/" + name, Place.Kind.SYNC, generator, tasks.beside(), 1);
            queue.arrive(place, Optional.empty());
        }
        var count = labelled("queue-count");
        var total = labelled("queue-total");
        for (int width = 600; width <= 1200; width += 40) {
            view.setSize(width, 240);
            layOut(view);
            layOut(view); // it follows the width by an event
            int at = width;
            assertTrue(count.getWidth() >= count.getPreferredSize().width, () -> "cut at " + at);
            assertTrue(
                    !total.isVisible() || total.getWidth() >= total.getPreferredSize().width,
                    () -> "cut when done at " + at);
        }
        assertTrue(total.isVisible(), "there is room");
        assertTrue(total.getText().startsWith("all done in"), total.getText());
        view.setSize(420, 240);
        layOut(view);
        assertTrue(!total.isVisible(), "there is no room");
    }

    private JLabel labelled(String name) {
        return (JLabel)
                all(view).stream()
                        .filter(it -> name.equals(it.getName()))
                        .findFirst()
                        .orElseThrow();
    }

    private boolean isSeen(Component part) {
        return part.isVisible() && (part.equals(view) || isSeen(part.getParent()));
    }

    private BufferedImage painted() {
        var image = new BufferedImage(1200, 240, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        view.paint(g);
        g.dispose();
        return image;
    }

    private List<String> waiting() {
        return queue.jobs().get().stream()
                .filter(job -> job.state() == Job.State.QUEUED)
                .map(job -> job.recipe().prompt())
                .toList();
    }

    private List<String> cats() {
        layOut(view);
        return all(view).stream()
                .filter(JLabel.class::isInstance)
                .map(JLabel.class::cast)
                .filter(label -> label.getText() != null && label.getText().startsWith("cat "))
                .sorted((a, b) ->
                        a.getParent().getParent().getY() - b.getParent().getParent().getY())
                .map(JLabel::getText)
                .toList();
    }

    private JComponent row(String prompt) {
        return all(view).stream()
                .filter(JLabel.class::isInstance)
                .filter(label -> prompt.equals(((JLabel) label).getText()))
                .map(label -> (JComponent) label.getParent().getParent())
                .findFirst()
                .orElseThrow();
    }

    private static void drag(JComponent row, int by) {
        row.dispatchEvent(
                new MouseEvent(
                        row,
                        MouseEvent.MOUSE_DRAGGED,
                        0,
                        InputEvent.BUTTON1_DOWN_MASK,
                        200,
                        16 + by,
                        0,
                        false));
    }

    private static void press(JComponent row, int code, int modifiers) {
        var key = row.getInputMap().get(KeyStroke.getKeyStroke(code, modifiers));
        row.getActionMap().get(key).actionPerformed(new ActionEvent(row, 0, ""));
    }

    private static List<String> texts(Container root) {
        return all(root).stream()
                .filter(Component::isVisible)
                .filter(part -> part.getParent() == null || part.getParent().isVisible())
                .filter(JLabel.class::isInstance)
                .map(label -> String.valueOf(((JLabel) label).getText()))
                .toList();
    }

    private static List<Component> all(Container root) {
        var found = new ArrayList<Component>();
        for (var child : root.getComponents()) {
            found.add(child);
            if (child instanceof Container container) {
                found.addAll(all(container));
            }
        }
        return found;
    }

    /// Without a window nobody else does. Lays out all of it. What follows new sizes runs on the
    /// event thread of the toolkit, which must not meet this one in the view.
    private static void layOut(Container root) {
        arrange(root);
        try {
            SwingUtilities.invokeAndWait(() -> {});
        } catch (InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    private static void arrange(Container root) {
        root.doLayout();
        for (var child : root.getComponents()) {
            if (child instanceof Container container) {
                arrange(container);
            }
        }
    }
}
