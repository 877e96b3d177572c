package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryIndex;
import dev.atelier.app.library.LibraryQuery;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.Source;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.prompt.PromptHistory;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.styles.Styles;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder as earlier versions left it. Queue, settings and prompts are of 2026-11-28 08:07,
/// before the packages were reshaped: the window was used, and the process was killed while its
/// first picture was under way. Pictures, index, marks and styles are of 2026-11-28 23:33 (commit
/// 75db984a): two pictures of its `generate`, `library index`, a star, a tag, a collection and a
/// style by its own classes, in a folder that is no longer where it was.
class OldDataFolderTest {
    private static final List<String> FILES =
            List.of(
                    "queue.sqlite",
                    "settings.properties",
                    "prompts.txt",
                    "styles.csv",
                    "library.db",
                    "library-marks.db",
                    "pictures/00001-7.png",
                    "pictures/00002-8.png");

    @TempDir Path folder;

    @BeforeEach
    void unpack() throws IOException {
        Files.createDirectory(folder.resolve("pictures"));
        for (var name : FILES) {
            var kept =
                    OldDataFolderTest.class.getResourceAsStream("data-folder-2026-11-28/" + name);
            try (var in = Objects.requireNonNull(kept, name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
    }

    /// An index of an earlier schema is begun anew, and filled by the next scan.
    @Test
    void theMarksAreKeptWhereTheIndexIsBegunAnew() throws IOException {
        try (var index = LibraryIndex.open(folder)) {
            assertEquals(Optional.empty(), index.setAside());
            assertEquals(List.of("Postcards"), index.collections());
        }
    }

    /// The marks belong to the recipe: pictures that were moved with the folder keep them.
    @Test
    void thePicturesAreFoundWhereTheFolderIsNow() throws IOException {
        var pictures = folder.resolve("pictures");
        var settings = Settings.open(folder.resolve("none.properties"), new Tasks(Runnable::run));
        try (var index = LibraryIndex.open(folder)) {
            var library = new Library(index, settings, pictures, Buckets.none());
            library.scan(new Source.Folder(pictures), new Cancellation());

            assertMarks(index);
            var moved = new PictureRef.LocalFile(pictures.resolve("00001-7.png"));
            var boat = index.at(moved).orElseThrow();
            assertTrue(boat.star());
            assertEquals(7, library.recipe(boat).orElseThrow().seed().value().intValue());
        }
    }

    private static void assertMarks(LibraryIndex index) throws IOException {
        var starred = index.search(LibraryQuery.parse("star"), Sort.NEWEST, Grouping.NONE).ids();
        var boat = index.entries(starred);
        assertEquals(1, boat.size());
        assertEquals("a red boat under a yellow moon", boat.getFirst().prompt());
        assertEquals(List.of("harbour"), boat.getFirst().tags());
        var cards = LibraryQuery.parse("collection:Postcards");
        var house = index.entries(index.search(cards, Sort.NEWEST, Grouping.NONE).ids());
        assertEquals(List.of("a blue house"), house.stream().map(Entry::prompt).toList());
    }

    @Test
    void thePicturesOpenWithTheirRecipes() throws IOException {
        var file = folder.resolve("pictures/00002-8.png");

        assertEquals(64, PictureFile.pixels(file).getWidth());
        var recipe = PictureFile.read(file).orElseThrow().recipe();
        assertEquals("a blue house", recipe.prompt());
        assertEquals(8, recipe.seed().value().intValue());
        assertEquals(2, recipe.sampling().steps());
    }

    @Test
    void stylesAndPromptsAreRead() throws IOException {
        var ink = Styles.read(folder.resolve("styles.csv")).all().getFirst();

        assertEquals("ink", ink.name());
        assertEquals("ink drawing of {prompt}", ink.prompt());
        assertEquals("photo", ink.negativePrompt());
        assertEquals(
                List.of("a red boat under a yellow moon"),
                PromptHistory.read(folder.resolve("prompts.txt")));
    }

    @Test
    void theJobThatWasUnderWayCanBeTakenUpAgain() throws IOException {
        try (var store = JobStore.open(folder.resolve("queue.sqlite"))) {
            var job = store.load().getFirst();

            assertEquals(Optional.empty(), store.setAside());
            assertEquals(Job.State.INTERRUPTED, job.state());
            assertEquals(Place.HERE, job.place());
            assertEquals("a red boat under a yellow moon", job.recipe().prompt());
            assertEquals(128, job.recipe().size().width());
            assertEquals(322357140L, job.recipe().seed().value().longValueExact());
            assertEquals(2668154846L, job.recipe().seed().variation().longValueExact());
        }
    }

    @Test
    void theWindowComesBackWhereItWas() {
        var settings =
                Settings.open(folder.resolve("settings.properties"), new Tasks(Runnable::run));

        assertEquals(Optional.empty(), settings.setAside());
        assertEquals(Set.of(), settings.unusable());
        assertEquals(1440, settings.get(StudioSettings.WINDOW_WIDTH));
        assertFalse(settings.get(StudioSettings.WINDOW_MAXIMIZED));
    }
}
