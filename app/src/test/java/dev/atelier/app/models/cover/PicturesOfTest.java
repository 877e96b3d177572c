package dev.atelier.app.models.cover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.Job;
import dev.atelier.app.settings.Settings;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which of the user's pictures show a model, and how its last use is said.
class PicturesOfTest {
    private final Value<List<Job>> jobs = Value.of(List.of());
    private final Tasks tasks = new Tasks(Runnable::run);
    private final PicturesOf pictures;

    /// @param folder of this test alone, as choices are kept
    PicturesOfTest(@TempDir Path folder) {
        pictures =
                new PicturesOf(jobs, Settings.open(folder.resolve("settings.properties"), tasks));
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private static Job job(long id, String prompt, String model, String... files) {
        var recipe =
                Recipe.of(prompt, new Size(64, 64)).withModel(Optional.of(new ModelRef(model, "")));
        return new Job(
                id,
                "here",
                recipe,
                Job.State.DONE,
                id,
                false,
                Stream.of(files).map(Path::of).toList(),
                Message.plain(""),
                new Job.Times(id, id, id),
                0);
    }

    private List<String> of(ModelKind kind, String... names) {
        return pictures.of(kind, List.of(names)).pictures().stream().map(Path::toString).toList();
    }

    @Test
    void theChosenCoverLeadsWhileItIsThere() {
        var one = job(1, "a <lora:ink:1>", "one", "1.png", "2.png");
        jobs.set(List.of(one, job(2, "a <lora:ink:1>", "one", "3.png")));

        pictures.choose(ModelKind.LORA, "ink", Path.of("1.png"));

        assertEquals(List.of("1.png", "3.png", "2.png"), of(ModelKind.LORA, "ink"));
        assertEquals(List.of("3.png", "2.png", "1.png"), of(ModelKind.CHECKPOINT, "one"));
        jobs.set(List.of(job(2, "a <lora:ink:1>", "one", "3.png")));
        assertEquals(List.of("3.png"), of(ModelKind.LORA, "ink"));
    }

    @Test
    void theNewestComesFirst() {
        jobs.set(
                List.of(
                        job(1, "a <lora:ink:1>", "one", "1.png", "2.png"),
                        job(2, "a <lora:Ink:0.2>", "two", "3.png"),
                        job(3, "a", "one")));

        assertEquals(List.of("3.png", "2.png", "1.png"), of(ModelKind.LORA, "ink"));
        assertEquals(List.of("2.png", "1.png"), of(ModelKind.CHECKPOINT, "one"));
        assertEquals(2, pictures.of(ModelKind.LORA, List.of("ink")).last());
        assertEquals(PicturesOf.Uses.NONE, pictures.of(ModelKind.LORA, List.of("other")));
    }

    @Test
    void oneThatIsOffOrWeighsNothingIsNotInThePicture() {
        jobs.set(
                List.of(
                        job(1, "# <lora:ink:1>\na", "one", "1.png"),
                        job(2, "a <lora:ink:0>", "one", "2.png")));

        assertEquals(List.of(), of(ModelKind.LORA, "ink"));
    }

    @Test
    void anyOfItsNamesCounts() {
        jobs.set(List.of(job(1, "a <lora:alias:1>", "one", "1.png")));

        assertEquals(List.of("1.png"), of(ModelKind.LORA, "file", "alias"));
    }

    @Test
    void laterJobsAreSeen() {
        assertEquals(List.of(), of(ModelKind.CHECKPOINT, "one"));
        jobs.set(List.of(job(1, "a", "one", "1.png")));

        assertEquals(List.of("1.png"), of(ModelKind.CHECKPOINT, "one"));
        assertEquals(1, pictures.changes().get());
    }

    @Test
    void saysDaysAsPeopleDo() {
        var today = LocalDate.of(2026, 11, 28);
        var before = Locale.getDefault(Locale.Category.DISPLAY);
        try {
            Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
            assertEquals("never used", LastUse.words(0, today, ZoneOffset.UTC));
            assertEquals("used today", said(today, today));
            assertEquals("used yesterday", said(today.minusDays(1), today));
            assertEquals("20 November", said(LocalDate.of(2026, 11, 20), today));
            assertEquals("2 March 2025", said(LocalDate.of(2025, 3, 2), today));
            Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
            assertEquals("11月20日", said(LocalDate.of(2026, 11, 20), today));
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
    }

    private static String said(LocalDate day, LocalDate today) {
        ZoneId zone = ZoneOffset.UTC;
        return LastUse.words(
                day.atTime(13, 0).atZone(zone).toInstant().toEpochMilli(), today, zone);
    }
}
