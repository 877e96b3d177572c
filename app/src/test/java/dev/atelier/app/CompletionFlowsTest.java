package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.recipe.Recipe;
import java.awt.Component;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import javax.swing.JList;
import javax.swing.ListModel;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The list of names that opens below the caret of the prompt, used by hand.
class CompletionFlowsTest extends StudioTest {
    @BeforeEach
    @Override
    void open() throws Exception {
        var wildcards = Files.createDirectories(folder.resolve("wildcards"));
        Files.writeString(wildcards.resolve("colour.txt"), "red\nblue\n");
        Files.writeString(wildcards.resolve("coat.txt"), "fur\nwool\n");
        Files.writeString(wildcards.resolve("animal.txt"), "cat\ndog\n");
        Files.writeString(
                folder.resolve("styles.csv"),
                "name,prompt,negative_prompt\nWatercolour,\"soft wash, {prompt}\",photo\n");
        super.open();
        rig.draft(r -> Recipe.of("", r.size()));
        rig.click("prompt");
    }

    @Test
    void aWildcardIsChosenWithTheKeys() {
        rig.type("a __co");
        rig.until("wildcards are offered", () -> offered().equals("__coat__ __colour__"));
        rig.press(KeyEvent.VK_DOWN);
        rig.press(KeyEvent.VK_ENTER);

        rig.until("it is written", () -> prompt().equals("a __colour__"));
        rig.type(" cat");
        rig.until("typing goes on", () -> prompt().equals("a __colour__ cat"));
        assertThat(list()).isEmpty();
    }

    @Test
    void aWildcardIsChosenWithTheMouse() {
        rig.type("__co");
        rig.until("wildcards are offered", () -> offered().equals("__coat__ __colour__"));
        var list = GuiActionRunner.execute(CompletionFlowsTest::list).orElseThrow();
        var cell = GuiActionRunner.execute(() -> list.getCellBounds(0, 0));
        rig.input().click(list, new Point(cell.x + 10, cell.y + cell.height / 2));
        rig.input().click(list, new Point(cell.x + 10, cell.y + cell.height / 2));

        rig.until("it is written", () -> prompt().equals("__coat__"));
    }

    @Test
    void keysThatAreTypedWhileTheListIsOpenAreKept() {
        rig.type("__co");
        rig.until("wildcards are offered", () -> offered().equals("__coat__ __colour__"));
        rig.type("l");
        rig.until("fewer are offered", () -> offered().equals("__colour__"));
        rig.press(KeyEvent.VK_BACK_SPACE);
        rig.until("more again", () -> offered().equals("__coat__ __colour__"));
        rig.type("x, a boat");

        rig.until("the list is closed", () -> list().isEmpty());
        assertThat(rig.text("prompt")).isEqualTo("__cox, a boat");
        rig.until("it counts", () -> prompt().equals("__cox, a boat"));
    }

    @Test
    void escapeClosesTheListAndKeepsTheText() {
        rig.type("__co");
        rig.until("wildcards are offered", () -> !offered().isEmpty());
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("the list is closed", () -> list().isEmpty());

        assertThat(rig.text("prompt")).isEqualTo("__co");
        assertThat(GuiActionRunner.execute(() -> rig.focused("prompt"))).isTrue();
    }

    /// Without a look elsewhere in between: the prompt has the keyboard all the time.
    @Test
    void aWildcardThatIsAddedMeanwhileIsOffered() throws Exception {
        rig.type("a __co");
        rig.until("wildcards are offered", () -> offered().equals("__coat__ __colour__"));
        rig.type("bb");
        rig.until("none fits", () -> offered().isEmpty());
        Files.writeString(folder.resolve("wildcards/cobble.txt"), "grey\n");

        rig.type("l");

        rig.until("it is offered", () -> offered().equals("__cobble__"));
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is written", () -> prompt().equals("a __cobble__"));
        Files.writeString(folder.resolve("wildcards/cord.txt"), "thin\n");
        rig.type(" __co");
        rig.until(
                "the other too", () -> offered().equals("__coat__ __cobble__ __colour__ __cord__"));
    }

    /// A style is not written into the prompt: its words are added.
    @Test
    void aStyleIsChosenByItsFirstLetters() {
        rig.type("a boat, wat");
        rig.until("the style is offered", () -> offered().equals("Watercolour"));
        rig.press(KeyEvent.VK_ENTER);

        rig.until(
                "its words are added",
                () -> rig.parts.create().draft().recipe().get().negativePrompt().equals("photo"));
        assertThat(rig.draft().prompt()).startsWith("soft wash, a boat").doesNotContain("wat,");
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until(
                "undo takes them back",
                () -> rig.parts.create().draft().recipe().get().negativePrompt().isEmpty());
    }

    private String prompt() {
        return rig.parts.create().draft().recipe().get().prompt();
    }

    /// The entries of the list, empty where it is closed. Event thread.
    static String offered() {
        return list().map(
                        list -> {
                            ListModel<?> all = list.getModel();
                            var words = new StringBuilder();
                            for (int i = 0; i < all.getSize(); i++) {
                                words.append(i == 0 ? "" : " ").append(all.getElementAt(i));
                            }
                            return words.toString();
                        })
                .orElse("");
    }

    /// The library's list is in a window of its own. Event thread.
    private static Optional<JList<?>> list() {
        return Arrays.stream(Window.getWindows())
                .filter(it -> it.isShowing() && it.getClass().getName().contains("AutoComplete"))
                .flatMap(it -> ComponentFinder.first(it, JList.class::isInstance).stream())
                .filter(Component::isShowing)
                .<JList<?>>map(it -> (JList<?>) it)
                .findFirst();
    }
}
