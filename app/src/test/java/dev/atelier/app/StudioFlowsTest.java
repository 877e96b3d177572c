package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Job;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.PaletteEntry;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTextField;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person does in a sitting, done with real keys and a real mouse on a real display. Any use
/// of Swing from another thread fails the test at hand.
class StudioFlowsTest extends StudioTest {
    @Test
    void ctrlEnterMakesThePictureThatWasTyped() throws Exception {
        retype("a blue star on a white background");

        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("a picture is made", () -> rig.parts.queue().latest().get().isPresent());

        var made = GuiActionRunner.execute(() -> rig.parts.queue().latest().get().orElseThrow());
        var kept = PictureFile.read(made.file()).orElseThrow().recipe();
        assertThat(kept.prompt()).isEqualTo("a blue star on a white background");
        assertThat(kept.seed().bits()).isNotNegative();
        rig.until("it is looked at", () -> rig.shows(StudioFlowsTest::isBlue));
    }

    @Test
    void cancelLeavesNoPictureAndAQueueThatGoesOn() {
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(2000)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it runs", () -> rig.parts.queue().here().live().get().isPresent());

        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL, KeyEvent.VK_ALT);
        rig.until("it has ended", () -> rig.parts.queue().here().live().get().isEmpty());

        assertThat(rig.jobs()).extracting(Job::state).containsExactly(Job.State.CANCELLED);
        assertThat(rig.pictures()).isEmpty();
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(4)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("the next is made", () -> rig.parts.queue().latest().get().isPresent());
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
                                        new TransferHandler.TransferSupport(
                                                canvas, DroppedFiles.of(file))));

        assertThat(taken).isTrue();
        rig.until("it is read", () -> rig.parts.create().draft().recipe().get().equals(theirs));
        assertThat(text(prompt())).isEqualTo("a green tree");
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        assertThat(text(prompt())).isEqualTo("a red boat under a yellow moon");
    }

    @Test
    void aFailureIsSaidAboveTheCanvasAndUndoBringsARemovedJobBack() {
        rig.draft(r -> r.withModel(Optional.of(new ModelRef("gone", ""))));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it has failed", () -> rig.jobs().getFirst().state() == Job.State.FAILED);
        rig.until("that is said", () -> canvasTitle().equals("Failed"));

        rig.input().rightClick(rig.find("job-1", JComponent.class), new Point(120, 16));
        rig.until("its menu is open", () -> menu().length > 0);
        var all = menu()[0].getSubElements();
        rig.click((JComponent) all[all.length - 1]);
        rig.until("it is gone", () -> rig.jobs().getFirst().state() == Job.State.CANCELLED);

        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("it is back", () -> rig.jobs().getFirst().state() == Job.State.FAILED);
        assertThat(rig.draft().model()).isPresent(); // the recipe was changed before
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("the recipe is next", () -> rig.draft().model().isEmpty());
    }

    private String canvasTitle() {
        return rig.find("canvas-title", JLabel.class).getText();
    }

    @Test
    void waitingJobsAreReorderedByKeyAndByMouse() {
        rig.command(Command.PAUSE);
        for (var word : List.of("one", "two", "three")) {
            retype(word);
            rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        }
        rig.until("three wait", () -> rig.parts.queue().jobs().get().size() == 3);

        rig.click("job-3");
        rig.press(KeyEvent.VK_UP, KeyEvent.VK_ALT);
        assertThat(waiting()).containsExactly("one", "three", "two");

        var first = rig.find("job-1", JComponent.class);
        rig.input().drag(first, new Point(300, 16), new Point(300, 48));
        assertThat(waiting()).containsExactly("three", "one", "two");
    }

    @Test
    void deleteTakesAllChosenRowsOutAndOneUndoBringsThemBack() {
        rig.command(Command.PAUSE);
        for (var word : List.of("one", "two", "three")) {
            retype(word);
            rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        }
        rig.until("three wait", () -> rig.parts.queue().jobs().get().size() == 3);
        var third = rig.find("job-3", JComponent.class);
        var place = GuiActionRunner.execute(third::getLocationOnScreen);

        rig.click("job-2");
        rig.until("the bar shows", () -> ControlUses.isShowing(rig, "queue-chosen"));
        assertThat(GuiActionRunner.execute(third::getLocationOnScreen)).isEqualTo(place);
        rig.input().click(third, new Point(300, 16), KeyEvent.VK_SHIFT);
        rig.press(KeyEvent.VK_DELETE);
        assertThat(waiting()).containsExactly("one");
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        assertThat(waiting()).containsExactly("one", "two", "three");

        rig.click("job-1");
        rig.press(KeyEvent.VK_DOWN, KeyEvent.VK_SHIFT);
        rig.press(KeyEvent.VK_DOWN, KeyEvent.VK_SHIFT);
        rig.press(KeyEvent.VK_UP, KeyEvent.VK_SHIFT);
        rig.press(KeyEvent.VK_DELETE);
        assertThat(waiting()).containsExactly("three");
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
    void thePaletteFindsASectionByWhatItIsFor() {
        rig.press(KeyEvent.VK_K, KeyEvent.VK_CONTROL);
        rig.until("it is open", () -> rig.focused("palette"));
        rig.type("canny");
        rig.press(KeyEvent.VK_ENTER);

        rig.until("its header has the keyboard", () -> rig.focused("section-control"));
    }

    @Test
    void thePaletteFindsAFieldByWhatOtherProgramsCallIt() {
        rig.press(KeyEvent.VK_K, KeyEvent.VK_CONTROL);
        rig.until("it is open", () -> rig.focused("palette"));
        rig.type("cfg");
        rig.press(KeyEvent.VK_ENTER);

        rig.until("the field has the keyboard", () -> rig.focused("cfg"));
    }

    /// Fields that only show with something else lead there, and say so.
    @ParameterizedTest
    @CsvSource({
        "upscaler, needs Hires fix, hires",
        "blur, needs a picture, source-open",
        "extend, needs a picture, source-open"
    })
    void thePaletteLeadsToWhatAHiddenFieldNeeds(String typed, String said, String leads) {
        rig.press(KeyEvent.VK_K, KeyEvent.VK_CONTROL);
        rig.until("it is open", () -> rig.focused("palette"));
        rig.type(typed);
        rig.until("it says what is needed", () -> paletteSays(said));
        rig.press(KeyEvent.VK_ENTER);

        rig.until("that has the keyboard", () -> rig.focused(leads));
        assertThat(GuiActionRunner.execute(() -> rig.any(leads).isShowing())).isTrue();
    }

    private boolean paletteSays(String said) {
        var shown = ComponentFinder.first(rig.any("palette").getParent(), JList.class::isInstance);
        return shown.orElseThrow() instanceof JList<?> list
                && list.getModel().getSize() > 0
                && list.getModel().getElementAt(0) instanceof PaletteEntry goal
                && goal.place().startsWith(said);
    }

    @Test
    void theLanguageChangesAtOnceAndTheWorkStays() {
        retype("a red heart");
        rig.press(KeyEvent.VK_COMMA, KeyEvent.VK_CONTROL);
        rig.until("settings show", () -> rig.find("language", JComboBox.class).isShowing());
        var language = rig.find("language", JComboBox.class);
        GuiActionRunner.execute(() -> language.requestFocusInWindow());
        rig.until("it has the keyboard", () -> rig.focused("language"));

        rig.choose(rig.find("language", JComboBox.class), 1);

        rig.until("menus are Chinese", () -> rig.menu(0).equals("文件"));
        rig.until("the choice keeps the keyboard", () -> rig.focused("language"));
        rig.press(KeyEvent.VK_ENTER);
        rig.until("the page is as before", () -> ControlUses.isShowing(rig, "view-settings"));
        rig.press(KeyEvent.VK_1, KeyEvent.VK_CONTROL);
        assertThat(text(prompt())).isEqualTo("a red heart");
        assertThat(rig.frame.button("generate").text()).startsWith("生成");
        rig.command(Command.SHOW_SETTINGS);
        rig.choose(rig.find("language", JComboBox.class), 0);
        rig.until("menus are English", () -> rig.menu(0).equals("File"));
    }

    @Test
    void undoWalksBackThroughTheWholeForm() {
        retype("a red heart");
        rig.command(Command.SWAP_SIZE);
        rig.draft(r -> r.withSize(new Size(192, 128)));

        rig.find("canvas", JComponent.class).requestFocusInWindow();
        rig.input().settle();
        rig.command(Command.UNDO);
        assertThat(rig.draft().size()).isEqualTo(new Size(128, 128));
        rig.command(Command.UNDO);
        assertThat(rig.draft().prompt()).isNotEqualTo("a red heart");
        rig.command(Command.REDO);
        assertThat(rig.draft().prompt()).isEqualTo("a red heart");
        assertThat(text(prompt())).isEqualTo("a red heart");
    }

    /// What a field refused is in no step of the history, and is what was typed last.
    @Test
    void undoBesideARefusedNumberBringsTheNumberBackFirst() {
        retype("a red heart");
        var width = rig.find("width", JTextField.class);
        rig.click("width");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type("99999");
        rig.press(KeyEvent.VK_TAB);
        rig.until(
                "it is refused",
                () -> "error".equals(width.getClientProperty("JComponent.outline")));

        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("the number is back", () -> width.getText().equals("128"));
        assertThat(width.getClientProperty("JComponent.outline")).isNull();
        assertThat(rig.draft().prompt()).isEqualTo("a red heart");
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("now the words go", () -> !rig.draft().prompt().equals("a red heart"));
    }

    @Test
    void closedAndOpenedAgainEverythingIsThere() {
        retype("a purple flower");
        rig.command(Command.PAUSE);
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it waits", () -> rig.parts.queue().jobs().get().size() == 1);
        GuiActionRunner.execute(() ->
                rig.studio.context().window().frame().setBounds(new Rectangle(30, 20, 1100, 700)));
        rig.input().settle();

        reopen(folder);

        assertThat(text(prompt())).isEqualTo("a purple flower");
        assertThat(waiting()).containsExactly("a purple flower");
        assertThat(GuiActionRunner.execute(() -> rig.parts.queue().here().paused().get())).isTrue();
        assertThat(rig.frame.target().getBounds()).isEqualTo(new Rectangle(30, 20, 1100, 700));
    }

    @Test
    void killedInTheMiddleItComesBackWithEveryPictureAndTheRestOfTheWork() throws Exception {
        var sitting = Files.createDirectory(folder.resolve("sitting"));
        killAfter(2, sitting);
        reopen(sitting);

        assertThat(text(prompt())).isEqualTo(StudioProcess.PROMPT);
        assertThat(rig.frame.target().getBounds()).isEqualTo(StudioProcess.PLACE);
        assertThat(rig.jobs())
                .extracting(Job::state)
                .containsExactly(Job.State.INTERRUPTED, Job.State.QUEUED);
        assertThat(GuiActionRunner.execute(() -> rig.parts.queue().here().paused().get())).isTrue();
        int kept = rig.pictures().size();
        assertThat(kept).isBetween(2, StudioProcess.PICTURES);

        long interrupted = rig.jobs().getFirst().id();
        GuiActionRunner.execute(() -> rig.parts.queue().retry(interrupted));
        rig.command(Command.RESUME);
        rig.until(
                "all is made",
                () ->
                        rig.parts.queue().jobs().get().stream()
                                .allMatch(job -> job.state() == Job.State.DONE));

        var seeds = new TreeSet<Long>();
        for (var picture : rig.pictures()) {
            assertThat(seeds.add(PictureFile.read(picture).orElseThrow().recipe().seed().bits()))
                    .as("made once: %s", picture)
                    .isTrue();
        }
        assertThat(seeds).containsExactly(100L, 101L, 102L, 200L, 201L, 202L);
    }

    /// As when the desktop's session ends: a process that exits while the engine computes crashes.
    @Test
    void aSignalInTheMiddleEndsItWithoutACrash() throws Exception {
        var sitting = Files.createDirectory(folder.resolve("sitting"));
        var said = folder.resolve("said.txt");
        var process = sitting(sitting, ProcessBuilder.Redirect.to(said.toFile()));
        try {
            awaitPictures(process, 1);
            process.destroy(); // SIGTERM, while the second is made
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("128 + SIGTERM").isEqualTo(143);
            assertThat(said).content().doesNotContain("Exception", "uncaught");
        } finally {
            process.destroyForcibly().waitFor();
        }
        reopen(sitting);

        assertThat(text(prompt())).isEqualTo(StudioProcess.PROMPT);
        assertThat(rig.jobs())
                .extracting(Job::state)
                .containsExactly(Job.State.INTERRUPTED, Job.State.QUEUED);
    }

    /// Runs the studio in a process and kills it after so many pictures.
    private static void killAfter(int pictures, Path sitting) throws Exception {
        var process = sitting(sitting, ProcessBuilder.Redirect.DISCARD);
        try {
            awaitPictures(process, pictures);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process sitting(Path folder, ProcessBuilder.Redirect said) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Datelier.data=" + System.getProperty("atelier.data"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StudioProcess.class.getName(),
                        folder.toString())
                .redirectError(said)
                .start();
    }

    private static void awaitPictures(Process process, int pictures) throws Exception {
        var lines = process.inputReader();
        int made = 0;
        while (made < pictures) {
            var line = lines.readLine();
            assertThat(line).as("after %d pictures", made).isNotNull();
            made += line.equals("made") ? 1 : 0;
        }
    }

    @Test
    void theWindowAnswersWhilePicturesAreMade() {
        var slow = new SlowEvents();
        GuiActionRunner.execute(slow::begin);
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(40)).withBatch(new Batch(1, 3)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it runs", () -> rig.parts.queue().here().live().get().isPresent());
        slow.forget(); // the first painting of the bar and its labels
        rig.until("all are made", () -> rig.jobs().getFirst().state() == Job.State.DONE);

        assertThat(slow.events()).isGreaterThan(40);
        assertThat(slow.share(50)).as("events longer than 50 ms").isLessThan(0.02);
        GuiActionRunner.execute(slow::end);
    }

    @Test
    void aRightClickOnAPictureIsAboutThatPicture() {
        for (int seed : new int[] {5, 6}) {
            rig.draft(r ->
                    Recipe.of("a boat", new Size(64, 64))
                            .withSeed(Seed.of(seed))
                            .withSampling(Sampling.DEFAULT.withSteps(2)));
            rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        }
        rig.until(
                "both are made",
                () -> rig.jobs().stream().filter(it -> it.state() == Job.State.DONE).count() == 2);
        rig.draft(r -> r.withSeed(Seed.DEFAULT));
        var strip = rig.find("filmstrip", JComponent.class);
        var second = new Point(16 + 126 + 40, 50); // the newest comes first

        rig.input().rightClick(strip, second);
        rig.until("its menu is open", () -> menu().length > 0);
        var first = (JComponent) GuiActionRunner.execute(() -> menu()[0].getSubElements()[0]);
        rig.click(first);

        rig.until(
                "its recipe is there",
                () -> rig.parts.create().draft().recipe().get().seed().bits() == 5);
    }

    /// Event thread.
    private static MenuElement[] menu() {
        return MenuSelectionManager.defaultManager().getSelectedPath();
    }

    @Test
    void theFocusRingGoesAroundTheWholeComboBox() {
        for (var theme : List.of(Command.DARK, Command.LIGHT)) {
            rig.command(theme);
            for (var name : List.of("sampler", "model", "ratio")) {
                var combo = rig.find(name, JComboBox.class);
                rig.later(combo::requestFocusInWindow);
                rig.until("it has the keyboard", () -> rig.focused(name));
                rig.until("all sides are lit: " + theme + " " + name, () -> isRinged(combo));
            }
        }
        rig.command(Command.DARK);
    }

    /// Whether the middle of each side, and each side near its ends, is in the colour of the focus.
    /// Event thread.
    private static boolean isRinged(JComponent part) {
        int w = part.getWidth();
        int h = part.getHeight();
        var image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        part.paint(image.createGraphics());
        int focus = ThemeColors.color("focus").getRGB();
        return List.of(
                        new Point(w / 2, 0),
                        new Point(w / 2, h - 1),
                        new Point(w - 12, 0),
                        new Point(12, h - 1),
                        new Point(0, h / 2),
                        new Point(w - 1, h / 2))
                .stream()
                .allMatch(it -> image.getRGB(it.x, it.y) == focus);
    }

    @Test
    void theCanvasTitleIsBoldInChinese() {
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(2)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("a picture is made", () -> rig.parts.queue().latest().get().isPresent());
        rig.later(() -> rig.studio.switchTo(Locale.SIMPLIFIED_CHINESE));

        rig.until(
                "it is said in Chinese",
                () -> ControlUses.label(rig, "canvas-title").contains("完成"));
        var title = rig.find("canvas-title", JLabel.class);
        assertThat(GuiActionRunner.execute(() -> title.getFont()).isBold()).isTrue();
        rig.later(() -> rig.studio.switchTo(Locale.ENGLISH));
        rig.until("it is English", () -> rig.menu(0).equals("File"));
    }

    /// What is typed next goes to the view that shows, not to a button of the rail.
    @Test
    void aViewThatShowsHasTheKeyboard() {
        rig.press(KeyEvent.VK_2, KeyEvent.VK_CONTROL);
        rig.until("the filter has it", () -> rig.focused("filter"));
        rig.press(KeyEvent.VK_1, KeyEvent.VK_CONTROL);
        rig.until("the prompt has it", () -> rig.focused("prompt"));
    }

    private static boolean isBlue(int rgb) {
        int blue = rgb & 0xFF;
        return blue > (rgb >> 16 & 0xFF) + 60 && blue > (rgb >> 8 & 0xFF) + 60;
    }

    private void retype(String words) {
        rig.click(prompt());
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type(words);
        rig.until(
                "it is typed",
                () -> rig.parts.create().draft().recipe().get().prompt().equals(words));
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
}
