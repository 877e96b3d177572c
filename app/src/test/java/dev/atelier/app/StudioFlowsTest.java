package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Job;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.FailOnThreadViolationRepaintManager;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does in a sitting, done with real keys and a real mouse on a real display. Any use
/// of Swing from another thread fails the test at hand.
class StudioFlowsTest {
    private static Robot robot;

    @TempDir Path folder;
    private StudioRig rig;

    @BeforeAll
    static void display() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        FailOnThreadViolationRepaintManager.install();
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
        robot.settings().delayBetweenEvents(10);
    }

    @AfterAll
    static void release() {
        if (robot != null) {
            robot.cleanUp();
            FailOnThreadViolationRepaintManager.uninstall();
        }
    }

    @BeforeEach
    void open() {
        rig = new StudioRig(robot, folder);
    }

    @AfterEach
    void close() {
        var mistakes = rig.mistakes();
        rig.close();
        assertThat(mistakes).isEmpty();
    }

    @Test
    void ctrlEnterMakesThePictureThatWasTyped() throws Exception {
        retype("a blue star on a white background");

        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("a picture is made", () -> rig.studio.queue().latest().get().isPresent());

        var made = GuiActionRunner.execute(() -> rig.studio.queue().latest().get().orElseThrow());
        var kept = PictureFile.read(made.file()).orElseThrow().recipe();
        assertThat(kept.prompt()).isEqualTo("a blue star on a white background");
        assertThat(kept.seed().bits()).isNotNegative();
        rig.until("it is looked at", () -> rig.shows(StudioFlowsTest::isBlue));
    }

    @Test
    void cancelLeavesNoPictureAndAQueueThatGoesOn() {
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(2000)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it runs", () -> rig.studio.queue().here().live().get().isPresent());

        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL, KeyEvent.VK_ALT);
        rig.until("it has ended", () -> rig.studio.queue().here().live().get().isEmpty());

        assertThat(rig.jobs()).extracting(Job::state).containsExactly(Job.State.CANCELLED);
        assertThat(rig.pictures()).isEmpty();
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(4)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("the next is made", () -> rig.studio.queue().latest().get().isPresent());
    }

    @Test
    void aDroppedPictureBringsItsRecipe() throws Exception {
        var theirs = Recipe.of("a green tree", new Size(64, 96)).withSeed(Seed.of(7));
        var file = folder.resolve("theirs.png");
        var black = new byte[64 * 96 * 3];
        PictureFile.write(new Picture(theirs.size(), black, theirs, Map.of()), file);

        var canvas = rig.find("canvas", JComponent.class);
        boolean taken =
                GuiActionRunner.execute(() ->
                        canvas.getTransferHandler()
                                .importData(
                                        new TransferHandler.TransferSupport(canvas, files(file))));

        assertThat(taken).isTrue();
        rig.until("it is read", () -> rig.studio.draft().recipe().get().equals(theirs));
        assertThat(text(prompt())).isEqualTo("a green tree");
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        assertThat(text(prompt())).isEqualTo("a red boat under a yellow moon");
    }

    @Test
    void waitingJobsAreReorderedByKeyAndByMouse() {
        rig.command(Command.PAUSE);
        for (var word : List.of("one", "two", "three")) {
            retype(word);
            rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        }
        rig.until("three wait", () -> rig.studio.queue().jobs().get().size() == 3);

        robot.click(rig.find("job-3", JComponent.class));
        rig.press(KeyEvent.VK_UP, KeyEvent.VK_ALT);
        assertThat(waiting()).containsExactly("one", "three", "two");

        var first = rig.find("job-1", JComponent.class);
        robot.pressMouse(first, new Point(300, 16));
        robot.moveMouse(first, 300, 48);
        robot.releaseMouseButtons();
        robot.waitForIdle();
        assertThat(waiting()).containsExactly("three", "one", "two");
    }

    @Test
    void thePaletteFindsACommandByAFewLetters() {
        rig.press(KeyEvent.VK_K, KeyEvent.VK_CONTROL);
        rig.until("it is open", () -> rig.focused("palette"));
        rig.type("light");
        rig.press(KeyEvent.VK_ENTER);

        rig.until("the theme is light", () -> ThemeColors.color("bg.panel").getRed() > 200);
        rig.press(KeyEvent.VK_K, KeyEvent.VK_CONTROL);
        rig.until("it is open again", () -> rig.focused("palette"));
        rig.type("dark");
        rig.press(KeyEvent.VK_ENTER);
        rig.until("the theme is dark", () -> ThemeColors.color("bg.panel").getRed() < 60);
    }

    @Test
    void theLanguageChangesAtOnceAndTheWorkStays() {
        retype("a red heart");
        rig.press(KeyEvent.VK_COMMA, KeyEvent.VK_CONTROL);
        rig.until("settings show", () -> rig.find("language", JComboBox.class).isShowing());

        rig.frame.comboBox("language").selectItem(1);

        rig.until("menus are Chinese", () -> rig.menu(0).equals("文件"));
        rig.press(KeyEvent.VK_1, KeyEvent.VK_CONTROL);
        assertThat(text(prompt())).isEqualTo("a red heart");
        assertThat(rig.frame.button("generate").text()).startsWith("生成");
        rig.command(Command.SHOW_SETTINGS);
        rig.frame.comboBox("language").selectItem(0);
        rig.until("menus are English", () -> rig.menu(0).equals("File"));
    }

    @Test
    void undoWalksBackThroughTheWholeForm() {
        retype("a red heart");
        rig.command(Command.SWAP_SIZE);
        rig.draft(r -> r.withSize(new Size(192, 128)));

        rig.find("canvas", JComponent.class).requestFocusInWindow();
        robot.waitForIdle();
        rig.command(Command.UNDO);
        assertThat(rig.draft().size()).isEqualTo(new Size(128, 128));
        rig.command(Command.UNDO);
        assertThat(rig.draft().prompt()).isNotEqualTo("a red heart");
        rig.command(Command.REDO);
        assertThat(rig.draft().prompt()).isEqualTo("a red heart");
        assertThat(text(prompt())).isEqualTo("a red heart");
    }

    @Test
    void closedAndOpenedAgainEverythingIsThere() {
        retype("a purple flower");
        rig.command(Command.PAUSE);
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it waits", () -> rig.studio.queue().jobs().get().size() == 1);
        GuiActionRunner.execute(
                () -> rig.studio.window().frame().setBounds(new Rectangle(30, 20, 1100, 700)));
        robot.waitForIdle();
        rig.close();

        rig = new StudioRig(robot, folder);

        assertThat(text(prompt())).isEqualTo("a purple flower");
        assertThat(waiting()).containsExactly("a purple flower");
        assertThat(GuiActionRunner.execute(() -> rig.studio.queue().here().paused().get())).isTrue();
        assertThat(rig.frame.target().getBounds()).isEqualTo(new Rectangle(30, 20, 1100, 700));
    }

    @Test
    void killedInTheMiddleItComesBackWithEveryPictureAndTheRestOfTheWork() throws Exception {
        var sitting = Files.createDirectory(folder.resolve("sitting"));
        killAfter(2, sitting);
        rig.close();
        rig = new StudioRig(robot, sitting);

        assertThat(text(prompt())).isEqualTo(StudioProcess.PROMPT);
        assertThat(rig.frame.target().getBounds()).isEqualTo(StudioProcess.PLACE);
        assertThat(rig.jobs())
                .extracting(Job::state)
                .containsExactly(Job.State.INTERRUPTED, Job.State.QUEUED);
        assertThat(GuiActionRunner.execute(() -> rig.studio.queue().here().paused().get())).isTrue();
        int kept = rig.pictures().size();
        assertThat(kept).isBetween(2, StudioProcess.PICTURES);

        long interrupted = rig.jobs().getFirst().id();
        GuiActionRunner.execute(() -> rig.studio.queue().retry(interrupted));
        rig.command(Command.RESUME);
        rig.until(
                "all is made",
                () ->
                        rig.studio.queue().jobs().get().stream()
                                .allMatch(job -> job.state() == Job.State.DONE));

        var seeds = new TreeSet<Long>();
        for (var picture : rig.pictures()) {
            assertThat(seeds.add(PictureFile.read(picture).orElseThrow().recipe().seed().bits()))
                    .as("made once: %s", picture)
                    .isTrue();
        }
        assertThat(seeds).containsExactly(100L, 101L, 102L, 200L, 201L, 202L);
    }

    /// Runs the studio in a process and kills it after so many pictures.
    private static void killAfter(int pictures, Path sitting) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-Datelier.data=" + System.getProperty("atelier.data"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                StudioProcess.class.getName(),
                                sitting.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var lines = process.inputReader()) {
            long made = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                made += line.equals("made") ? 1 : 0;
                if (made == pictures) {
                    break;
                }
            }
            assertThat(made).isEqualTo(pictures);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void theWindowAnswersWhilePicturesAreMade() {
        var slow = new SlowEvents();
        GuiActionRunner.execute(slow::begin);
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(40)).withBatch(new Batch(1, 3)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it runs", () -> rig.studio.queue().here().live().get().isPresent());
        slow.forget(); // the first painting of the bar and its labels
        rig.until("all are made", () -> rig.jobs().getFirst().state() == Job.State.DONE);

        assertThat(slow.events()).isGreaterThan(40);
        assertThat(slow.share(50)).as("events longer than 50 ms").isLessThan(0.02);
        GuiActionRunner.execute(slow::end);
    }

    private static boolean isBlue(int rgb) {
        int blue = rgb & 0xFF;
        return blue > (rgb >> 16 & 0xFF) + 60 && blue > (rgb >> 8 & 0xFF) + 60;
    }

    private void retype(String words) {
        robot.click(prompt());
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type(words);
        rig.until("it is typed", () -> rig.studio.draft().recipe().get().prompt().equals(words));
    }

    private JTextComponent prompt() {
        return rig.find("prompt", JTextComponent.class);
    }

    private static String text(JTextComponent field) {
        return GuiActionRunner.execute(() -> field.getText());
    }

    private List<String> waiting() {
        return rig.jobs().stream()
                .filter(job -> job.state() == Job.State.QUEUED)
                .map(job -> job.recipe().prompt())
                .toList();
    }

    private static Transferable files(Path file) {
        return new Transferable() {
            @Override
            public DataFlavor[] getTransferDataFlavors() {
                return new DataFlavor[] {DataFlavor.javaFileListFlavor};
            }

            @Override
            public boolean isDataFlavorSupported(DataFlavor flavor) {
                return flavor.equals(DataFlavor.javaFileListFlavor);
            }

            @Override
            public Object getTransferData(DataFlavor flavor) {
                return List.of(file.toFile());
            }
        };
    }
}
