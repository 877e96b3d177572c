package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.queue.Job;
import dev.atelier.app.shell.Command;
import dev.atelier.app.styles.Style;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.swing.JList;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The window over a data folder that an earlier version left, see
/// [dev.atelier.app.queue.OldDataFolderTest] for how it was made.
class OldDataFolderFlowsTest extends StudioTest {
    private static final String KEPT = "/dev/atelier/app/queue/data-folder-2026-11-28/";
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

    @BeforeEach
    void openTheOldOne() throws IOException {
        var old = Files.createDirectory(folder.resolve("old"));
        Files.createDirectory(old.resolve("pictures"));
        for (var name : FILES) {
            copy(name, old.resolve(name));
        }
        reopen(old);
    }

    private static void copy(String name, Path to) throws IOException {
        var kept = OldDataFolderFlowsTest.class.getResourceAsStream(KEPT + name);
        try (var in = Objects.requireNonNull(kept, name)) {
            Files.copy(in, to);
        }
    }

    @Test
    void theWindowShowsWhatTheOldOneHeld() {
        assertThat(rig.jobs()).extracting(Job::state).containsExactly(Job.State.INTERRUPTED);
        assertThat(rig.jobs().getFirst().recipe().prompt())
                .isEqualTo("a red boat under a yellow moon");
        long job = rig.jobs().getFirst().id();
        rig.until("the queue shows it", () -> ControlUses.isShowing(rig, "job-" + job));

        rig.click("styles");
        rig.until("the styles are listed", () -> ControlUses.isShowing(rig, "style-list"));
        assertThat(styles()).containsExactly("ink");
        rig.press(KeyEvent.VK_ESCAPE);

        rig.command(Command.SHOW_LIBRARY);
        GuiActionRunner.execute(() -> library().grouping().set(Grouping.NONE));
        rig.until("both pictures are listed", () -> prompts().size() == 2);
        assertThat(prompts())
                .containsExactlyInAnyOrder("a red boat under a yellow moon", "a blue house");
        GuiActionRunner.execute(() -> library().text().set("star"));
        rig.until("the star is kept", () -> starred().isPresent());
        assertThat(starred().orElseThrow().tags()).containsExactly("harbour");
    }

    private List<String> styles() {
        return GuiActionRunner.execute(() -> {
            var model = rig.any("style-list", JList.class).getModel();
            return IntStream.range(0, model.getSize())
                    .mapToObj(model::getElementAt)
                    .map(it -> it instanceof Style style ? style.name() : String.valueOf(it))
                    .toList();
        });
    }

    private LibraryModel library() {
        return rig.parts.library().model();
    }

    private List<String> prompts() {
        return GuiActionRunner.execute(() ->
                IntStream.range(0, library().result().get().count())
                        .mapToObj(library()::entry)
                        .flatMap(Optional::stream)
                        .map(Entry::prompt)
                        .toList());
    }

    private Optional<Entry> starred() {
        return GuiActionRunner.execute(() ->
                library().result().get().count() == 1
                        ? library().entry(0)
                        : Optional.<Entry>empty());
    }
}
