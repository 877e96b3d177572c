package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureNamesTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 23, 12, 0, 7);
    private static final Recipe CAT = Recipe.of("a cat", new Size(64, 96)).withSeed(Seed.of(42));

    @TempDir Path folder;

    @Test
    void countsInsideTheFolderOfTheDay() throws IOException {
        var names = new PictureNames(folder, PictureNames.DEFAULT);

        var first = names.next(CAT, NOON);
        Files.createFile(first);
        var second = names.next(CAT, NOON);

        assertEquals(folder.resolve("2026-11-23/00001-42.png"), first);
        assertEquals(folder.resolve("2026-11-23/00002-42.png"), second);
    }

    @Test
    void countsOnAfterTheHighestNumber() throws IOException {
        Files.createFile(folder.resolve("00041-1.png"));

        assertEquals("00042-42.png", name("[seq]-[seed]", CAT));
    }

    @Test
    void neverTakesANameInUseWithoutANumberToCount() throws IOException {
        Files.createFile(folder.resolve("a cat.png"));
        Files.createFile(folder.resolve("a cat-2.png"));

        assertEquals("a cat-3.png", name("[prompt]", CAT));
    }

    @Test
    void anExampleLooksLikeTheName() {
        var names = new PictureNames(folder, "[model]/[size] [sampler] [steps] [cfg] [time]");

        assertEquals("starter/64x96 DPM++ 2M 20 7.0 12-00-07.png", names.example(CAT, NOON));
    }

    @Test
    void aPromptCannotLeaveTheFolder() throws IOException {
        var sly = CAT.withPrompt("../../etc/passwd").withModel(Optional.of(new ModelRef("..", "")));

        var file = new PictureNames(folder, "[model]/[prompt]").next(sly, NOON);

        assertTrue(file.normalize().startsWith(folder), file.toString());
        assertEquals("_.._etc_passwd.png", file.getFileName().toString());
    }

    @Test
    void leavesOutWhatSomeFileSystemRefuses() {
        assertEquals("a_b_c_d.png", example("[prompt]", "a:b?c<>|d"));
        assertEquals("_CON.png", example("[prompt]", "CON"));
        assertEquals("_com1.v2.png", example("[prompt]", "com1.v2"));
        assertEquals("night.png", example("[prompt]", " night... "));
        assertEquals("picture.png", example("[prompt]", " .. "));
    }

    @Test
    void aPromptThatNamesAPartIsNotFilledAgain() {
        assertEquals("[seed] 42.png", example("[prompt] [seed]", "[seed]"));
    }

    @Test
    void longNamesStayWithinWhatFileSystemsTake() {
        var long4 = "\uD83D\uDE00".repeat(80);

        var name = example("[prompt][prompt]", long4);

        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 255);
    }

    @Test
    void saysWhichPartsMeanNothing() {
        assertEquals(
                List.of("[sed]"), new PictureNames(folder, "[date]/[sed]-[seq]-[sed]").unknown());
    }

    private String name(String pattern, Recipe recipe) throws IOException {
        return new PictureNames(folder, pattern).next(recipe, NOON).getFileName().toString();
    }

    private String example(String pattern, String prompt) {
        return new PictureNames(folder, pattern).example(CAT.withPrompt(prompt), NOON);
    }
}
