package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.models.cover.CoverGrid;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LoRAs in Create as a person uses them, with real keys and a real mouse: cards that are tags of
/// the prompt, and the list to choose from.
class LoraFlowsTest {
    private static final int MANY = 500;

    @TempDir static Path folder;
    private static Robot robot;
    private static StudioRig rig;

    @BeforeAll
    static void open() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
        var loras = folder.resolve("more-models/Lora");
        FakeLoras.starter(loras, "ink", "inked", "bold lines");
        FakeLoras.starter(loras, "v2-chalk", "chalk");
        FakeLoras.starter(loras, "v10-chalk");
        FakeLoras.sdxl(loras, "film");
        Files.writeString(
                folder.resolve("settings.properties"),
                "welcome.done=true\nsection.lora=true\nmodels.folders="
                        + folder.resolve("more-models")
                        + "\n");
        rig = new StudioRig(robot, folder);
        listed(4);
    }

    @AfterAll
    static void close() {
        if (rig != null) {
            var mistakes = rig.mistakes();
            rig.close();
            robot.cleanUp();
            assertThat(mistakes).isEmpty();
        }
    }

    @BeforeEach
    void focus() {
        rig.focus();
        rig.command(Command.SHOW_CREATE);
        rig.press(KeyEvent.VK_ESCAPE);
    }

    @Test
    void cardAndTagAreOneThing() throws Exception {
        draft("a boat <lora:ink:0.8>");
        rig.until("the card says so", () -> shown("lora-weight").equals("0.8"));

        rig.enter("lora-weight", "0.5");
        assertThat(prompt()).isEqualTo("a boat <lora:ink:0.5>");
        rig.click("prompt");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type("a tree <lora:ink:1.2:0.4>");
        rig.until("the card has two weights", () -> shown("lora-text").equals("1.2"));
        assertThat(rig.text("lora-image")).isEqualTo("0.4");
        rig.click("lora-split");
        rig.until("it has one again", () -> prompt().equals("a tree <lora:ink:0.4>"));
        rig.click("lora-word");
        rig.until("the word is in", () -> prompt().equals("a tree, inked <lora:ink:0.4>"));
        rig.click("lora-word");
        rig.until("and out", () -> prompt().equals("a tree <lora:ink:0.4>"));
        rig.command(Command.UNDO);
        assertThat(prompt()).isEqualTo("a tree, inked <lora:ink:0.4>");
        rig.command(Command.REDO);
        assertThat(prompt()).isEqualTo("a tree <lora:ink:0.4>");
    }

    @Test
    void theCardSaysWhatOfItsTagHasNoEffect() throws Exception {
        draft("a boat <lora:ink:0.8:start=2> <lora:v2-chalk:0.5:lbw=OUTD:stop=9>");
        rig.until("there are two", () -> ControlUses.isShowing(rig, "lora-blocks-2"));

        assertThat(rig.find("lora-blocks", JLabel.class).getText()).isEqualTo("No effect: start=2");
        assertThat(rig.find("lora-blocks-2", JLabel.class).getText())
                .isEqualTo("Block weights OUTD; no effect: stop=9");
    }

    @Test
    void whatIsSwitchedOnAgainIsBackInItsPlace() {
        draft("a boat <lora:ink:0.8> <lora:v2-chalk:0.5:lbw=OUTD> <lora:v10-chalk:1>");
        rig.until("there are three", () -> ControlUses.isShowing(rig, "lora-on-3"));
        assertThat(ControlUses.isShowing(rig, "lora-blocks")).isFalse();
        assertThat(rig.find("lora-blocks-2", JLabel.class).getText()).contains("OUTD");

        rig.click("lora-on-2");
        rig.until("it is off", () -> prompt().startsWith("# <lora:v2-chalk"));
        rig.click("lora-on-2");
        rig.until(
                "it is in its place",
                () ->
                        prompt().equals(
                                        "a boat <lora:ink:0.8> <lora:v2-chalk:0.5:lbw=OUTD>"
                                                + " <lora:v10-chalk:1>"));
        rig.click("lora-on");
        rig.until("it is off", () -> prompt().startsWith("# <lora:ink"));
        rig.click("lora-on");
        rig.until("the first is first", () -> prompt().startsWith("a boat <lora:ink:0.8> <"));
    }

    @Test
    void whatIsSwitchedOffIsNotDrawnAndIsThereAfterARestart() throws Exception {
        draft("a boat");
        var plain = made();
        draft("a boat <lora:ink:0.8>");
        rig.until("its card is there", () -> ControlUses.isShowing(rig, "lora-on"));
        assertThat(made()).isNotEqualTo(plain);
        rig.click("lora-on");
        rig.until("it is off", () -> prompt().equals("# <lora:ink:0.8>\na boat"));
        assertThat(made()).isEqualTo(plain);

        var latest = GuiActionRunner.execute(() -> rig.parts.queue().latest().get().orElseThrow());
        var kept = PictureFile.read(latest.file()).orElseThrow().recipe();
        assertThat(kept.prompt()).isEqualTo("# <lora:ink:0.8>\na boat");
        rig.close();
        rig = new StudioRig(robot, folder);
        listed(4);
        rig.until("its card is there", () -> ControlUses.isShowing(rig, "lora-on"));
        assertThat(rig.find("lora-on", AbstractButton.class).isSelected()).isFalse();
        rig.click("lora-on");
        rig.until("it is on again", () -> prompt().equals("a boat <lora:ink:0.8>"));
    }

    /// Its own picture is read, or made again, where the file of its LoRA is gone: that is said
    /// before anything runs, and one click leads to another.
    @Test
    void aPictureWhoseLoraIsGoneSaysSoBeforeItRuns() throws Exception {
        var own = folder.resolve("more-models/Lora/stencil.safetensors");
        Files.copy(folder.resolve("more-models/Lora/ink.safetensors"), own);
        rig.command(Command.RESCAN);
        listed(5);
        draft("a boat <lora:stencil:0.8>");
        made();
        var latest = GuiActionRunner.execute(() -> rig.parts.queue().latest().get().orElseThrow());
        Files.delete(own);
        rig.command(Command.RESCAN);
        listed(4);
        draft("a tree");

        var canvas = rig.find("canvas", JComponent.class);
        var handler = canvas.getTransferHandler();
        var dropped = DroppedFiles.of(latest.file());
        assertThat(
                        GuiActionRunner.execute(() ->
                                handler.importData(
                                        new TransferHandler.TransferSupport(canvas, dropped))))
                .isTrue();

        rig.until("the form has it", () -> prompt().equals("a boat <lora:stencil:0.8>"));
        rig.until("what was lost is listed", () -> ControlUses.isShowing(rig, "issues"));
        assertThat(said(rig.find("issues", JComponent.class))).contains("stencil");
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until(
                "the prompt says so",
                () ->
                        ComponentFinder.all(
                                        rig.frame.target(),
                                        it -> it.isShowing() && "finding".equals(it.getName()))
                                .stream()
                                .anyMatch(it -> said((Container) it).contains("stencil")));
        rig.until("the card has a way out", () -> ControlUses.isShowing(rig, "lora-remedy"));
        assertThat(rig.jobs()).allMatch(it -> !it.state().open());
        rig.click("lora-remedy");
        rig.until("which lists others", () -> ControlUses.isShowing(rig, "lora-search"));
        rig.press(KeyEvent.VK_ESCAPE);

        draft("a tree");
        rig.until("the picture is looked at", () -> ControlUses.isShowing(rig, "use-all"));
        rig.click("use-all");
        rig.until("also after Use all", () -> ControlUses.isShowing(rig, "lora-remedy"));
        draft("a boat");
    }

    /// All words in a part of the window.
    private static String said(Container part) {
        return GuiActionRunner.execute(() -> {
            var all = new StringBuilder();
            collect(part, all);
            return all.toString();
        });
    }

    private static void collect(Container part, StringBuilder into) {
        if (part instanceof JLabel label) {
            into.append(label.getText()).append('\n');
        } else if (part instanceof JTextComponent text) {
            into.append(text.getText()).append('\n');
        }
        for (var inside : part.getComponents()) {
            if (inside instanceof Container container) {
                collect(container, into);
            }
        }
    }

    @Test
    void choosesByKeys() {
        draft("a boat");
        rig.press(KeyEvent.VK_L, KeyEvent.VK_CONTROL);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        assertThat(titles()).containsSubsequence("v2-chalk", "v10-chalk", "film");

        rig.type("chalk");
        rig.until("two match", () -> titles().size() == 2);
        rig.press(KeyEvent.VK_DOWN);
        rig.press(KeyEvent.VK_UP, KeyEvent.VK_CONTROL);
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_SHIFT);
        rig.until("it is added", () -> prompt().contains("<lora:v2-chalk:0.8>"));
        assertThat(ControlUses.isShowing(rig, "lora-search")).isTrue();
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("it is closed", () -> !ControlUses.isShowing(rig, "lora-search"));
        rig.until("the button has the keyboard", () -> rig.focused("add-lora"));

        rig.press(KeyEvent.VK_L, KeyEvent.VK_CONTROL);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.type("bold lines");
        rig.until("one is found by its word", () -> titles().equals(List.of("ink")));
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is closed", () -> !ControlUses.isShowing(rig, "lora-search"));
        assertThat(prompt()).isEqualTo("a boat <lora:v2-chalk:0.8> <lora:ink:0.75>");
    }

    /// As a person sets it up once, in Models, and uses it from then on.
    @Test
    void oneStartsAsTheUserWroteDown() throws Exception {
        shows("ink");
        rig.enter("lora-start-words", "wet ink,  brush ");
        rig.enter("lora-start-weight", "0.4");
        rig.enter("lora-start-adds", "inked, (ink wash:1.2)");
        rig.enter("lora-start-base", "boats");
        assertThat(words()).containsExactly("wet ink", "brush", "inked", "bold lines");

        rig.close();
        rig = new StudioRig(robot, folder);
        listed(4);
        shows("ink");
        assertThat(rig.text("lora-start-words")).isEqualTo("wet ink, brush");
        assertThat(rig.text("lora-start-base")).isEqualTo("boats");
        rig.command(Command.SHOW_CREATE);
        draft("a boat, inked");
        rig.press(KeyEvent.VK_L, KeyEvent.VK_CONTROL);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.type("wet ink");
        rig.until("it is found by an own word", () -> titles().equals(List.of("ink")));
        assertThat(rig.text("lora-new-weight")).isEqualTo("0.4");
        rig.press(KeyEvent.VK_ENTER);
        rig.until(
                "it starts so",
                () -> prompt().equals("a boat, inked, (ink wash:1.2) <lora:ink:0.4>"));
        rig.click("lora-word-2");
        rig.until("own words are offered", () -> prompt().contains("(ink wash:1.2), "));

        draft("");
        rig.click("prompt");
        rig.type("<lora:ink");
        rig.until("it is offered", () -> CompletionFlowsTest.offered().equals("ink"));
        rig.press(KeyEvent.VK_ENTER);
        rig.until("the same weight", () -> prompt().equals("<lora:ink:0.4>"));

        shows("ink");
        rig.click("lora-start-clear");
        rig.until("only the file's are left", () -> words().equals(List.of("inked", "bold lines")));
        assertThat(rig.text("lora-start-weight")).isEqualTo("0.75");
        assertThat(rig.text("lora-start-adds") + rig.text("lora-start-base")).isEmpty();
        draft("a boat");
        shows("ink");
        rig.click("use-model");
        rig.until("it starts as usual", () -> prompt().equals("a boat <lora:ink:0.75>"));
    }

    @Test
    void whatCannotBeWrittenDownStaysInItsField() {
        shows("v2-chalk");
        rig.enter("lora-start-adds", "<lora:ink:1>");
        assertThat(outlined("lora-start-adds")).isTrue();
        assertThat(rig.find("lora-start-adds", JTextComponent.class).getToolTipText())
                .contains("Write words");
        rig.enter("lora-start-weight", "99");
        assertThat(outlined("lora-start-weight")).isTrue();
        assertThat(rig.text("lora-start-adds")).isEqualTo("<lora:ink:1>");
        assertThat(ControlUses.isShowing(rig, "lora-start-clear")).isFalse();
        rig.press(KeyEvent.VK_ESCAPE);
        assertThat(rig.text("lora-start-weight")).isEqualTo("0.75");
        rig.click("lora-start-adds");
        rig.press(KeyEvent.VK_ESCAPE);
        assertThat(rig.text("lora-start-adds")).isEmpty();
        assertThat(outlined("lora-start-adds")).isFalse();
    }

    /// Chooses one in Models.
    private static void shows(String lora) {
        rig.command(Command.SHOW_MODELS);
        rig.until("models show", () -> ControlUses.isShowing(rig, "model-covers"));
        var grid = rig.find("model-covers", CoverGrid.class);
        rig.later(() ->
                grid.choose(
                        grid.tiles().stream()
                                .filter(tile -> tile.title().equals(lora))
                                .findFirst()
                                .orElseThrow()
                                .id()));
        rig.until("it is chosen", () -> ControlUses.isShowing(rig, "lora-start-words"));
    }

    private static boolean outlined(String field) {
        return GuiActionRunner.execute(() ->
                "error"
                        .equals(
                                rig.find(field, JTextComponent.class)
                                        .getClientProperty("JComponent.outline")));
    }

    /// The chips of the chosen one in Models.
    private static List<String> words() {
        return GuiActionRunner.execute(() ->
                ComponentFinder.all(rig.frame.target(), it -> "model-word".equals(it.getName()))
                        .stream()
                        .map(it -> ((AbstractButton) it).getText())
                        .toList());
    }

    @Test
    void endGoesToTheLastThatCanBeUsed() {
        draft("a boat");
        rig.command(Command.ADD_LORA);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.click("lora-list");
        rig.until("covers have the keyboard", () -> rig.focused("lora-list"));
        rig.press(KeyEvent.VK_END);
        var usable = titles().get(titles().size() - 2);
        rig.until("the last that fits", () -> chosen().equals(usable));
        rig.press(KeyEvent.VK_END);
        rig.until("the last of all", () -> chosen().equals("film"));
        rig.type("ink");
        rig.until("letters are searched for", () -> titles().equals(List.of("ink")));
        rig.press(KeyEvent.VK_ESCAPE);
    }

    /// Event thread.
    private static String chosen() {
        var id = grid().selected().get().orElse("");
        return grid().tiles().stream()
                .filter(tile -> tile.id().equals(id))
                .map(tile -> tile.title())
                .findFirst()
                .orElse("");
    }

    @Test
    void saysWhyOneDoesNotFitAndWhatToDoAboutOneThatIsNotHere() {
        draft("a boat <lora:film:1> <lora:v2chalk:1>");
        rig.until("what is wrong is said", () -> ControlUses.isShowing(rig, "lora-remedy-2"));
        rig.click("lora-remedy-2");
        rig.until("it is the one meant", () -> prompt().endsWith("<lora:v2-chalk:1>"));
        rig.command(Command.ADD_LORA);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.type("film");
        rig.until("it is listed", () -> titles().equals(List.of("film")));
        rig.press(KeyEvent.VK_DOWN);
        rig.until(
                "the reason is there",
                () -> grid().tiles().getFirst().second().equals("Made for SDXL"));
        assertThat(rig.find("lora-add", AbstractButton.class).isEnabled()).isFalse();
        rig.press(KeyEvent.VK_ENTER);
        assertThat(ControlUses.isShowing(rig, "lora-search")).isTrue();
        rig.press(KeyEvent.VK_ESCAPE);
    }

    @Test
    void oneThatIsNotHereIsReplacedByTheChosenOne() {
        draft("a boat <lora:lost:0.6:0.4>, at sea <lora:v2-chalk:0.3>");
        rig.until("what is wrong is said", () -> ControlUses.isShowing(rig, "lora-remedy"));
        rig.click("lora-remedy");
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.type("bold lines");
        rig.until("one is found", () -> titles().equals(List.of("ink")));
        rig.press(KeyEvent.VK_ENTER);
        rig.until(
                "its tag stays in place",
                () -> prompt().equals("a boat <lora:ink:0.6:0.4>, at sea <lora:v2-chalk:0.3>"));
        rig.until("and its card", () -> shown("lora-text").equals("0.6"));
        assertThat(top("lora-text")).isLessThan(top("lora-weight-2"));
    }

    /// It would fail in the queue.
    @Test
    void oneOfAnotherFamilyStopsAtItsCard() {
        draft("a boat <lora:film:1>");
        rig.until("what is wrong is said", () -> ControlUses.isShowing(rig, "lora-remedy"));
        var before = rig.jobs();

        rig.command(Command.GENERATE);

        rig.until("it leads there", () -> rig.focused("lora-remedy"));
        assertThat(rig.jobs()).isEqualTo(before);
        rig.press(KeyEvent.VK_ESCAPE);
        rig.click("lora-on");
        rig.until("it is off", () -> prompt().startsWith("# "));
    }

    /// It is there, so it is not left out as one is that is not.
    @Test
    void aDamagedOneStopsAtItsCardToo() throws Exception {
        var cut = folder.resolve("more-models/Lora/torn.safetensors");
        var whole = Files.readAllBytes(folder.resolve("more-models/Lora/ink.safetensors"));
        Files.write(cut, Arrays.copyOf(whole, whole.length - 100));
        rig.command(Command.RESCAN);
        listed(5);
        draft("a boat <lora:torn:1>");
        rig.until("what is wrong is said", () -> ControlUses.isShowing(rig, "lora-remedy"));
        var before = rig.jobs();

        rig.command(Command.GENERATE);

        rig.until("it leads there", () -> rig.focused("lora-remedy"));
        rig.until("and says why", () -> ControlUses.sentence(rig).contains("damaged"));
        assertThat(rig.jobs()).isEqualTo(before);
        rig.press(KeyEvent.VK_ESCAPE);
        rig.click("lora-on");
        rig.until("it is off", () -> prompt().startsWith("# "));
        made();
        Files.delete(cut);
        rig.command(Command.RESCAN);
        listed(4);
    }

    /// The recipe is there before the files of the LoRAs were read.
    @Test
    void noneIsMissedAfterARestart() {
        draft("a boat <lora:ink:0.8>");
        rig.close();
        rig = new StudioRig(robot, folder);
        listed(4);

        rig.until("its card is there", () -> ControlUses.isShowing(rig, "lora-on"));
        rig.until("nothing of the prompt is missed", LoraFlowsTest::isPromptFree);
    }

    /// Whether the name of the prompt's field has no sign that something is wrong.
    private static boolean isPromptFree() {
        return ComponentFinder.all(
                        rig.frame.target(),
                        it -> it instanceof JLabel label && "Prompt".equals(label.getText()))
                .stream()
                .allMatch(it -> ((JLabel) it).getIcon() == null);
    }

    @Test
    void scrollsThroughHundreds() throws Exception {
        var many = folder.resolve("many/Lora");
        for (int i = 1; i <= MANY; i++) {
            FakeLoras.starter(many, "style-" + i);
        }
        var clock = new SlowEvents();
        GuiActionRunner.execute(clock::begin);
        var folders = GuiActionRunner.execute(() -> rig.parts.folders());
        rig.later(() -> folders.add(folder.resolve("many")));
        listed(MANY + 4);
        rig.command(Command.ADD_LORA);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.press(KeyEvent.VK_DOWN);
        rig.click("lora-list");
        clock.forget();
        for (int i = 0; i < 10; i++) {
            rig.press(KeyEvent.VK_PAGE_DOWN);
        }
        rig.press(KeyEvent.VK_END);
        var last = GuiActionRunner.execute(() -> grid().tiles().get(MANY + 2)); // film does not fit
        rig.until(
                "the last that fits is in sight",
                () -> grid().selected().get().equals(Optional.of(last.id())) && inSight(last.id()));
        GuiActionRunner.execute(clock::end);
        rig.later(() -> folders.remove(folder.resolve("many")));
        listed(4);
        assertThat(clock.events()).isPositive();
        assertThat(clock.share(200)).as("share of slow events").isLessThan(0.02);
        rig.press(KeyEvent.VK_ESCAPE);
    }

    @Test
    void saysWhatALoraIsWhereThereIsNone() {
        var folders = GuiActionRunner.execute(() -> rig.parts.folders());
        rig.later(() -> folders.remove(folder.resolve("more-models")));
        listed(0);
        rig.command(Command.ADD_LORA);
        rig.until("a file can be added", () -> ControlUses.isShowing(rig, "lora-add-file"));
        rig.click("lora-add-file");
        ControlUses.closesChooser(rig);
        rig.later(() -> folders.add(folder.resolve("more-models")));
        listed(4);
        rig.until("they take its place", () -> ControlUses.isShowing(rig, "lora-list"));
        assertThat(chosen()).isEqualTo(titles().getFirst());
        rig.press(KeyEvent.VK_ESCAPE);
    }

    private static boolean inSight(String tile) {
        var pane = (JScrollPane) SwingUtilities.getAncestorOfClass(JScrollPane.class, grid());
        var place = grid().place(tile).orElseThrow();
        return pane.getViewport().getViewRect().contains(place.x, place.y + place.height / 2);
    }

    private static void listed(int count) {
        rig.until(
                count + " are known",
                () -> {
                    var names = rig.parts.create().loras();
                    return names.size() == count
                            && names.stream().noneMatch(it -> it.fit().name().equals("UNKNOWN"));
                });
    }

    private static CoverGrid grid() {
        return rig.find("lora-list", CoverGrid.class);
    }

    private static List<String> titles() {
        return GuiActionRunner.execute(
                () -> grid().tiles().stream().map(tile -> tile.title()).toList());
    }

    private static String shown(String field) {
        return ControlUses.isShowing(rig, field)
                ? rig.find(field, JTextComponent.class).getText()
                : "";
    }

    private static int top(String name) {
        return GuiActionRunner.execute(
                () -> rig.find(name, JComponent.class).getLocationOnScreen().y);
    }

    private static void draft(String prompt) {
        rig.draft(r ->
                Recipe.of(prompt, new Size(64, 64))
                        .withSeed(Seed.of(7))
                        .withSampling(Sampling.DEFAULT.withSteps(2)));
    }

    private static String prompt() {
        return rig.draft().prompt();
    }

    /// The bytes of the pixels of a new picture.
    private static List<Integer> made() throws Exception {
        var before = GuiActionRunner.execute(() -> rig.parts.queue().latest().get());
        rig.command(Command.GENERATE);
        rig.untilMade("a picture is made", () -> !rig.parts.queue().latest().get().equals(before));
        Path file =
                GuiActionRunner.execute(() -> rig.parts.queue().latest().get().orElseThrow())
                        .file();
        var image = PictureFile.pixels(file);
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, 64))
                .boxed()
                .toList();
    }
}
