package dev.atelier.app.styles.editor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.styles.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylesModelTest {
    private static final String SHARED =
            """
            name,prompt,negative_prompt,my notes
            # mine,,,a remark
            Film,"{prompt}, 35 mm",,from Ada
            Line,line art,photo,from Grace
            """;

    @TempDir private Path folder;
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void savesAStyleAndKeepsWhatOthersWrote() throws IOException {
        var styles = opened(SHARED);

        styles.save(new Style("Dusk", "at dusk", ""));
        loop.until(() -> styles.styles().get().find("Dusk").isPresent());

        assertEquals(
                List.of(
                        "\uFEFFname,prompt,negative_prompt,my notes",
                        "# mine,,,a remark",
                        "Film,\"{prompt}, 35 mm\",,from Ada",
                        "Line,line art,photo,from Grace",
                        "Dusk,at dusk,"),
                Files.readAllLines(file()));
    }

    @Test
    void aRenamedStyleKeepsItsPlaceAndTheCellsThatMeanNothingHere() throws IOException {
        var styles = opened(SHARED);

        styles.edit("Film", new Style("Cinema", "{prompt}, 70 mm", "still"));
        loop.until(() -> styles.styles().get().find("Cinema").isPresent());

        assertEquals(
                "Cinema,\"{prompt}, 70 mm\",still,from Ada", Files.readAllLines(file()).get(2));
    }

    @Test
    void aNameThatIsTakenIsNotGivenTwice() throws IOException {
        var styles = opened(SHARED);
        assertEquals(StylesModel.Name.TAKEN, styles.name("Line"));
        assertEquals(StylesModel.Name.NONE, styles.name("# Line"));
        assertEquals(StylesModel.Name.FREE, styles.name("Dusk"));

        styles.edit("Film", new Style("Line", "x", ""));
        settle(styles);

        assertEquals(SHARED, Files.readString(file()));
    }

    @Test
    void aDeletedStyleComesBackWhereItWas() throws IOException {
        var styles = opened(SHARED);

        styles.remove("Film");
        loop.until(() -> styles.styles().get().find("Film").isEmpty());
        assertTrue(Files.readString(file()).contains("# mine"));
        styles.undo();
        loop.until(() -> styles.styles().get().find("Film").isPresent());

        assertEquals("Film,\"{prompt}, 35 mm\",,from Ada", Files.readAllLines(file()).get(2));
        assertEquals(Optional.empty(), styles.removed().get());
    }

    @Test
    void whatAnotherProgramAddedMeanwhileSurvivesAChange() throws IOException {
        var styles = opened(SHARED);
        Files.writeString(file(), SHARED + "Late,from elsewhere,,\n");

        styles.save(new Style("Dusk", "at dusk", ""));
        loop.until(() -> styles.styles().get().find("Dusk").isPresent());

        assertTrue(styles.styles().get().names().contains("Late"));
        assertTrue(Files.readString(file()).contains("Late,from elsewhere"));
    }

    @Test
    void aBrokenFileIsNeverWrittenAndTheReasonIsKnown() throws IOException {
        for (var broken :
                List.of("no,such,table\n", "name,prompt\na,\"open\n", "name,prompt\n\u00E9")) {
            var bytes = broken.getBytes(StandardCharsets.ISO_8859_1);
            Files.write(file(), bytes);
            var styles = new StylesModel(tasks, file());

            styles.save(new Style("Dusk", "at dusk", ""));
            settle(styles);
            styles.save(new Style("Dawn", "at dawn", ""));
            settle(styles);

            assertTrue(styles.problem().get().isPresent(), broken);
            assertArrayEquals(bytes, Files.readAllBytes(file()));
        }
    }

    @Test
    void aFixedFileIsUsedAgain() throws IOException {
        Files.writeString(file(), "no,such,table\n");
        var styles = new StylesModel(tasks, file());
        loop.until(() -> styles.problem().get().isPresent());
        assertEquals(Optional.of(StylesModel.Problem.NO_COLUMNS), styles.problem().get());

        Files.writeString(file(), SHARED);
        styles.refresh();
        loop.until(() -> styles.problem().get().isEmpty());

        assertEquals(List.of("Film", "Line"), styles.styles().get().names());
    }

    @Test
    void anotherFileCanBeUsed() throws IOException {
        var styles = opened(SHARED);
        var other = folder.resolve("elsewhere.csv");

        styles.use(other);
        styles.save(new Style("Dusk", "at dusk", ""));
        loop.until(() -> styles.styles().get().names().equals(List.of("Dusk")));

        assertEquals(SHARED, Files.readString(file()));
        assertTrue(Files.exists(other));
    }

    @Test
    void theEditorKeepsWhatIsTypedWhenAnotherStyleIsChosen() throws IOException {
        var styles = opened(SHARED);
        var edit = new StyleEditModel(styles);
        assertEquals("Film", edit.name().get());

        edit.prompt().set("{prompt}, grain");
        edit.name().set("Grain");
        edit.select(Optional.of("Line"));
        loop.until(() -> styles.styles().get().find("Grain").isPresent());

        assertEquals("Grain,\"{prompt}, grain\",,from Ada", Files.readAllLines(file()).get(2));
        assertEquals("photo", edit.negative().get());
    }

    @Test
    void theEditorDoesNotGiveANameThatIsTaken() throws IOException {
        var styles = opened(SHARED);
        var edit = new StyleEditModel(styles);

        edit.name().set("Line");
        assertEquals(StylesModel.Name.TAKEN, edit.verdict().get());
        edit.prompt().set("other words");
        edit.commit();
        loop.until(() ->
                styles.styles()
                        .get()
                        .find("Film")
                        .filter(it -> it.prompt().equals("other words"))
                        .isPresent());

        assertEquals(List.of("Film", "Line"), styles.styles().get().names());
    }

    @Test
    void theEditorFollowsTheFileWhereNothingIsTyped() throws IOException {
        var styles = opened(SHARED);
        var edit = new StyleEditModel(styles);

        Files.writeString(file(), SHARED.replace("35 mm", "16 mm"));
        styles.refresh();
        loop.until(() -> edit.prompt().get().equals("{prompt}, 16 mm"));
    }

    @Test
    void theEditorAddsAndDeletes() throws IOException {
        var styles = opened(SHARED);
        var edit = new StyleEditModel(styles);

        edit.create("Fresh");
        loop.until(() -> styles.styles().get().find("Fresh").isPresent());
        assertEquals(Optional.of("Fresh"), edit.selected().get());
        edit.remove();
        loop.until(() -> styles.styles().get().find("Fresh").isEmpty());

        assertEquals(Optional.of("Film"), edit.selected().get());
        styles.undo();
        loop.until(() -> styles.styles().get().find("Fresh").isPresent());
    }

    private Path file() {
        return folder.resolve("styles.csv");
    }

    private StylesModel opened(String text) throws IOException {
        Files.writeString(file(), text);
        var styles = new StylesModel(tasks, file());
        loop.until(() -> !styles.styles().get().all().isEmpty());
        return styles;
    }

    /// Waits for what was requested so far.
    private void settle(StylesModel styles) {
        loop.until(() -> !styles.busy());
    }
}
