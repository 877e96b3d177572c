package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import java.io.IOException;
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
