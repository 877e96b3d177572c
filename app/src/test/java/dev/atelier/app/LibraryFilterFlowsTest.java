package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.library.Source;
import dev.atelier.app.shell.Command;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The column of filters while what it shows changes.
class LibraryFilterFlowsTest extends StudioTest {
    @BeforeEach
    void openLibrary() throws Exception {
        LibraryUses.open(rig);
        GuiActionRunner.execute(() -> LibraryUses.model(rig).text().set(""));
    }

    @Test
    void aPressCountsThoughTheRowsChangeMeanwhile() throws Exception {
        var item = source("airships");
        var other = new Source.Folder(Files.createDirectories(folder.resolve("a new one")));
        var model = LibraryUses.model(rig);

        rig.input().hold(item);
        GuiActionRunner.execute(() -> {
            model.tag(List.of(model.ids(0, 1)[0]), "above", true);
            model.addSource(other);
        });
        rig.until(
                "both are known",
                () ->
                        model.sources().get().stream().anyMatch(it -> it.source().equals(other))
                                && model.facets().get().tags().stream()
                                        .anyMatch(it -> it.value().equals("above")));
        assertThat(GuiActionRunner.execute(() -> tags())).as("nothing moves").hasSize(1);
        rig.input().release();

        rig.until(
                "it counts",
                () -> model.text().get().equals("source:\"" + LibraryUses.folder(rig) + '"'));
        rig.until("the new rows are there", () -> tags().size() == 2);
        rig.until("which is marked", item::isSelected);
        assertThat(source("a new one").isSelected()).isFalse();
    }

    @Test
    void theKeyboardStaysWhereATagWas() {
        rename("clouds");
        rig.until("the new name has it", () -> focused().equals("clouds"));
        rename("zebra");
        rig.until("the next one, too", () -> focused().equals("zebra"));
        GuiActionRunner.execute(() -> {
            var model = LibraryUses.model(rig);
            model.tag(List.of(model.ids(0, 1)[0]), "boats", true);
        });
        rig.until("another above", () -> tags().equals(List.of("boats", "zebra")));
        assertThat(GuiActionRunner.execute(this::focused)).isEqualTo("zebra");

        LibraryUses.tagMenu(rig, tag("zebra"), 2);
        rig.until("its neighbour has it", () -> focused().equals("boats"));
        rig.press(KeyEvent.VK_SPACE);
        rig.until(
                "and can be used",
                () -> LibraryUses.model(rig).text().get().equals("tag:\"boats\""));
        rig.command(Command.UNDO);
        rig.until("the tag is back", () -> tags().contains("zebra"));
        assertThat(GuiActionRunner.execute(this::focused)).isEqualTo("boats");
    }

    @Test
    void pairsAreWhatThisComputerAndAServiceMadeOfOneRecipe() throws Exception {
        LibraryTwinUses.made(rig);
        var model = LibraryUses.model(rig);
        GuiActionRunner.execute(() -> model.scan());
        rig.until("they are counted", () -> model.facets().get().pairs() == 2);

        rig.click("filter-pairs");
        rig.until("the two are found, of all", () -> LibraryUses.count(rig) == 2);
        rig.until("which are read", () -> LibraryUses.entry(rig, 1).isPresent());
        var names =
                GuiActionRunner.execute(() ->
                        IntStream.range(0, 2)
                                .mapToObj(it -> LibraryUses.entry(rig, it).orElseThrow().name())
                                .toList());
        assertThat(names).containsExactlyInAnyOrder("here.png", "there.png");
    }

    @Test
    void aRowStaysUnderThePointerWhileCountsComeIn() {
        var model = LibraryUses.model(rig);
        GuiActionRunner.execute(() -> {
            var ids = model.ids(0, 2);
            model.tag(List.of(ids[0]), "above", true);
            model.tag(List.of(ids[1]), "below", true);
        });
        rig.until("both are listed", () -> tags().containsAll(List.of("above", "below")));
        var pointed = tag("below");
        int before = GuiActionRunner.execute(() -> pointed.getLocationOnScreen().y);

        rig.click(pointed);
        rig.until("one is found", () -> LibraryUses.count(rig) == 1);
        rig.until("it is counted", () -> model.facets().get().all() == 1);
        assertThat(GuiActionRunner.execute(() -> pointed.getLocationOnScreen().y))
                .isEqualTo(before);
        rig.click("library-query");
        rig.until("what is not found goes then", () -> !tags().contains("above"));
    }

    @Test
    void aCollectionIsRenamedAndDeletedAsAWhole() {
        var model = LibraryUses.model(rig);
        rig.until("one is there", () -> collections().equals(List.of("poster")));
        LibraryUses.tagMenu(rig, named("filter-collection", "poster"), 1);
        rig.until("a name is requested", () -> rig.focused("new-name"));
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type("harbour");
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is called so", () -> collections().equals(List.of("harbour")));
        rig.command(Command.UNDO);
        rig.until("and as before", () -> collections().equals(List.of("poster")));
        rig.until("the other name is gone", () -> model.collections().get().size() == 1);

        LibraryUses.tagMenu(rig, named("filter-collection", "poster"), 2);
        rig.until("it is gone", () -> collections().isEmpty());
        rig.until("also from the menus", () -> model.collections().get().isEmpty());
        rig.command(Command.UNDO);
        rig.until("it is back", () -> collections().equals(List.of("poster")));
        rig.until("with its picture", () -> model.facets().get().collections().size() == 1);
    }

    @Test
    void aCollectionWithoutPicturesCanBeDeletedToo() {
        var model = LibraryUses.model(rig);
        GuiActionRunner.execute(() -> model.addCollection("empty"));
        rig.until("it is listed", () -> collections().contains("empty"));

        LibraryUses.tagMenu(rig, named("filter-collection", "empty"), 2);

        rig.until("it is gone", () -> collections().equals(List.of("poster")));
    }

    private void rename(String name) {
        LibraryUses.tagMenu(rig, tag(GuiActionRunner.execute(this::tags).getFirst()), 1);
        rig.until("a name is requested", () -> rig.focused("new-name"));
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type(name);
        rig.press(KeyEvent.VK_ENTER);
    }

    /// From above. Event thread.
    private List<String> tags() {
        assertThat(EventQueue.isDispatchThread()).isTrue();
        return LibraryUses.buttons(rig, "filter-tag").stream()
                .map(AbstractButton::getText)
                .toList();
    }

    /// Event thread.
    private List<String> collections() {
        return LibraryUses.buttons(rig, "filter-collection").stream()
                .map(AbstractButton::getText)
                .toList();
    }

    private AbstractButton tag(String name) {
        return named("filter-tag", name);
    }

    private AbstractButton source(String name) {
        return named("filter-source", name);
    }

    private AbstractButton named(String kind, String text) {
        return GuiActionRunner.execute(() ->
                LibraryUses.buttons(rig, kind).stream()
                        .filter(it -> it.getText().equals(text))
                        .findFirst()
                        .orElseThrow());
    }

    /// The words of the button that has the keyboard. Event thread.
    private String focused() {
        return KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner()
                        instanceof AbstractButton button
                ? button.getText()
                : "";
    }
}
