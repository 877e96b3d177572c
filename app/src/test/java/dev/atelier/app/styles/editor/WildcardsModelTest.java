package dev.atelier.app.styles.editor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.styles.editor.WildcardsModel.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WildcardsModelTest {
    @TempDir private Path folder;
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private WildcardsModel wildcards = new WildcardsModel(tasks, Path.of("unused"));

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("colour.txt"), "red\nblue\n# green\n");
        Files.createDirectories(folder.resolve("animals"));
        Files.writeString(folder.resolve("animals/cats.txt"), "a __colour__ cat\n");
        wildcards = new WildcardsModel(tasks, folder);
        settle();
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void listsTheFiles() {
        assertEquals(List.of("animals/cats", "colour"), wildcards.wildcards().get().names());
    }

    @Test
    void opensAFileWithItsRemarks() {
        opened("colour");

        assertEquals("red\nblue\n# green\n", wildcards.text().get());
    }

    @Test
    void savesWhatWasTypedBeforeAnotherIsOpened() throws IOException {
        opened("colour");

        wildcards.text().set("violet\n");
        opened("animals/cats");

        assertEquals("violet\n", Files.readString(folder.resolve("colour.txt")));
        assertEquals("a __colour__ cat\n", wildcards.text().get());
        assertEquals(List.of("violet"), wildcards.wildcards().get().lists().get("colour"));
    }

    @Test
    void drawsFromWhatIsTypedNow() {
        opened("animals/cats");
        wildcards.text().set("a __colour__ dog");

        var draws = wildcards.draws();

        assertEquals(5, draws.size());
        assertTrue(Set.of("a red dog", "a blue dog").containsAll(draws), draws.toString());
        assertEquals(draws, wildcards.draws());
        wildcards.text().set("# nothing");
        assertEquals(List.of(), wildcards.draws());
    }

    @Test
    void drawsOtherWordsWhenAsked() {
        opened("colour");
        wildcards.text().set(String.join("\n", Collections.nCopies(1, "a\nb\nc\nd\ne\nf\ng")));
        var first = wildcards.draws();
        wildcards.drawAgain();

        assertFalse(first.equals(wildcards.draws()));
    }

    @Test
    void createsRenamesAndDeletesWithUndo() throws IOException {
        assertTrue(wildcards.isFree("mood"));
        assertFalse(wildcards.isFree("colour"));
        assertFalse(wildcards.isFree("../mood"));
        wildcards.create("mood");
        wildcards.text().set("calm\n");
        wildcards.rename("moods/today");
        settle();
        assertEquals("calm\n", Files.readString(folder.resolve("moods/today.txt")));
        assertFalse(Files.exists(folder.resolve("mood.txt")));

        wildcards.remove();
        settle();
        assertFalse(Files.exists(folder.resolve("moods/today.txt")));
        assertEquals(Optional.empty(), wildcards.opened().get());

        wildcards.undo();
        settle();
        assertEquals("calm\n", Files.readString(folder.resolve("moods/today.txt")));
        assertEquals("calm\n", wildcards.text().get());
    }

    @Test
    void aFileThatIsThereIsNeverWrittenOver() throws IOException {
        Files.writeString(folder.resolve("late.txt"), "from elsewhere\n");

        wildcards.create("late");
        settle();
        assertEquals(Optional.of(new Problem(Problem.Kind.TAKEN, "late")), problem());
        opened("colour");
        wildcards.rename("late");
        settle();

        assertEquals("from elsewhere\n", Files.readString(folder.resolve("late.txt")));
        assertEquals(Optional.of("colour"), wildcards.opened().get());
    }

    @Test
    void aFileInAnotherEncodingIsNotEdited() throws IOException {
        var bytes = "caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("latin.txt"), bytes);

        opened("latin");
        wildcards.text().set("x");
        wildcards.save();
        settle();

        assertEquals(Optional.of(new Problem(Problem.Kind.NO_TEXT, "latin")), problem());
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("latin.txt")));
    }

    @Test
    void followsChangesMadeOutside() throws IOException {
        opened("colour");

        Files.writeString(folder.resolve("colour.txt"), "gold\n");
        Files.writeString(folder.resolve("mood.txt"), "calm\n");
        look();

        assertEquals("gold\n", wildcards.text().get());
        assertTrue(wildcards.wildcards().get().names().contains("mood"));
        assertFalse(wildcards.overtaken().get());
    }

    @Test
    void asksWhichCountsWhenBothHaveChanged() throws IOException {
        opened("colour");
        wildcards.text().set("mine\n");
        Files.writeString(folder.resolve("colour.txt"), "theirs\n");
        look();
        assertTrue(wildcards.overtaken().get());

        wildcards.save();
        settle();
        assertEquals("theirs\n", Files.readString(folder.resolve("colour.txt")));
        wildcards.keepMine();
        settle();
        assertEquals("mine\n", Files.readString(folder.resolve("colour.txt")));

        wildcards.text().set("mine again\n");
        Files.writeString(folder.resolve("colour.txt"), "theirs again\n");
        look();
        wildcards.takeTheirs();
        assertEquals("theirs again\n", wildcards.text().get());
    }

    @Test
    void closesAFileThatIsGone() throws IOException {
        opened("colour");

        Files.delete(folder.resolve("colour.txt"));
        look();

        assertEquals(Optional.empty(), wildcards.opened().get());
    }

    private Optional<Problem> problem() {
        return wildcards.problem().get();
    }

    private void opened(String name) {
        wildcards.open(name);
        settle();
    }

    private void look() {
        wildcards.refresh();
        settle();
    }

    private void settle() {
        loop.until(() -> !wildcards.busy());
    }
}
