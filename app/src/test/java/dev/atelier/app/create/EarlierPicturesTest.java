package dev.atelier.app.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Value;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierPicturesTest {
    private static final Size SIZE = new Size(8, 8);

    @TempDir Path folder;

    @Test
    void comeBackNewestFirstWithTheirOwnRecipes() throws IOException {
        var cat = file("cat.png", "a cat");
        var dog = file("dog.png", "a dog");
        var boat = file("boat.png", "a boat");

        // The later job stands first in the queue: it was moved to the front.
        var found =
                EarlierPictures.of(
                        List.of(job(2, 3000, boat), job(1, 1000, cat, dog)),
                        Map.of(cat, new JobStore.Made(0.4, true)));

        assertEquals(List.of(boat, dog, cat), found.stream().map(SavedPicture::file).toList());
        assertEquals("a dog", found.get(1).recipe().prompt());
        assertEquals(1.0, found.get(1).seconds()); // two pictures in two seconds
        assertEquals(0.4, found.get(2).seconds()); // as it was noted
        assertTrue(found.get(2).interrupted());
    }

    @Test
    void filesThatAreGoneOrDamagedAreLeftOut() throws IOException {
        var cat = file("cat.png", "a cat");
        var cut = file("cut.png", "a dog");
        var bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, 20));

        var found =
                EarlierPictures.of(
                        List.of(job(1, 1000, cat, cut, folder.resolve("gone.png"))), Map.of());

        assertEquals(List.of(cat), found.stream().map(SavedPicture::file).toList());
    }

    @Test
    void whatWasMadeSinceStaysInFrontAndLookedAt() {
        var latest = Value.of(Optional.<SavedPicture>empty());
        var session = new SessionModel(latest);
        var older = new SavedPicture(1, Path.of("old.png"), Recipe.of("a cat", SIZE), 1);
        var newer = new SavedPicture(2, Path.of("new.png"), Recipe.of("a dog", SIZE), 1);

        latest.set(Optional.of(newer));
        session.resume(List.of(older));

        assertEquals(List.of(newer, older), session.pictures().get());
        assertEquals(Optional.of(newer), session.selected().get());
    }

    private Path file(String name, String prompt) throws IOException {
        var file = folder.resolve(name);
        PictureFile.write(
                new Picture(SIZE, new byte[192], Recipe.of(prompt, SIZE), Map.of()), file);
        return file;
    }

    private static Job job(long id, long begun, Path... files) {
        var times = new Job.Times(0, begun, begun + 2000);
        var recipe = Recipe.of("of the job", SIZE);
        return new Job(
                id,
                Place.HERE,
                recipe,
                Job.State.DONE,
                -id,
                false,
                List.of(files),
                Message.plain(""),
                times,
                0);
    }
}
