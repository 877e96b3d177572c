package dev.atelier.app.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionModelTest {
    private final Value<Optional<SavedPicture>> latest = Value.of(Optional.empty());
    private final SessionModel session = new SessionModel(latest);

    @Test
    void showsWhatWasOrderedWhileAnOlderPictureWasLookedAt() {
        var old = made("old");
        made("newer");
        session.select(old);
        session.follow();

        assertEquals(Optional.of(made("ordered")), session.selected().get());
    }

    @Test
    void staysWithAnOlderPictureThatWasChosenSince() {
        var old = made("old");
        made("newer");
        session.follow();
        session.select(old);
        made("ordered");

        assertEquals(Optional.of(old), session.selected().get());
    }

    private SavedPicture made(String name) {
        var picture =
                new SavedPicture(1, Path.of(name + ".png"), Recipe.of(name, new Size(64, 64)), 1);
        latest.set(Optional.of(picture));
        return picture;
    }
}
