package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a window is shown, on this thread as the event thread.
class LibraryModelTest {
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

    @Test
    void showsWhatIsFoundBeforeItIsCountedAndFollowsTheIndex(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (var rig = new LibraryRig(folder);
                var tasks = new Tasks(events::add)) {
            rig.picture("a.png", "a boat", 1, "2026-01-01");
            rig.picture("b.png", "a mill", 2, "2026-01-02");
            var model = new LibraryModel(rig.library, tasks, events::add);
            var order = new ArrayList<String>();
            model.result().onChange(found -> order.add("found " + found.count()));
            model.all().onChange(counts -> order.add("counted " + counts.all()));
            model.scan();
            until(() -> model.all().get().all() == 2);
            assertEquals(
                    List.of("found 2", "counted 2"), order.subList(order.size() - 2, order.size()));

            model.text().set("boat");
            until(() -> model.result().get().count() == 1);
            assertTrue(model.entry(0).isEmpty());
            until(() -> model.entry(0).isPresent());
            assertEquals("a.png", model.entry(0).orElseThrow().name());

            model.star(LibraryRig.ids(model.entry(0).orElseThrow()), true);
            until(() -> model.entry(0).map(Entry::star).orElse(false));
            until(() -> model.facets().get().starred() == 1);
            model.text().set("boat moon:1");
            until(() -> model.issues().get().size() == 1);
            until(() -> !model.searching().get());
            assertEquals(1, model.result().get().count());
            model.close();
        }
    }

    /// What other programs do is found without a scan: a new file, a whole new folder, a burst, a
    /// file that goes, and a drive that goes and comes back.
    @Test
    void followsItsFolders(@TempDir Path folder) throws IOException, InterruptedException {
        try (var rig = new LibraryRig(folder);
                var tasks = new Tasks(events::add)) {
            rig.picture("a.png", "a boat", 1, "2026-01-01");
            var model = new LibraryModel(rig.library, tasks, events::add);
            model.follow();
            model.scan();
            until(() -> model.all().get().all() == 1);

            for (int i = 0; i < 30; i++) {
                rig.picture("new/deep/" + i + ".png", "a mill", 10 + i, "2026-01-02");
            }
            until(() -> model.all().get().all() == 31);
            Files.delete(rig.pictures.resolve("a.png"));
            until(() -> model.all().get().all() == 30);

            var elsewhere = folder.resolve("elsewhere");
            Files.move(rig.pictures, elsewhere);
            until(() -> model.sources().get().getFirst().phase() == SourceState.Phase.AWAY);
            until(() -> model.entry(0).map(Entry::isAway).orElse(false));
            assertEquals(30, model.all().get().all());
            Files.move(elsewhere, rig.pictures);
            until(() -> model.sources().get().getFirst().phase() == SourceState.Phase.READY);
            until(() -> model.entry(0).map(it -> !it.isAway()).orElse(false));
            model.close();
        }
    }

    private void until(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            var next = events.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing happens any more");
            }
            next.run();
        }
    }
}
