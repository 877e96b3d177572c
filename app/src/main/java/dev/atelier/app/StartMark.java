package dev.atelier.app;

import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers that a start is under way, so that the next one knows when it did not come to an end:
/// what froze or crashed the studio then would do so again.
final class StartMark {
    private static final Logger log = LoggerFactory.getLogger(StartMark.class);

    /// What the last session left in the settings.
    private static final List<Setting<?>> SESSION =
            List.of(
                    StudioSettings.DRAFT,
                    StudioSettings.VIEW,
                    StudioSettings.WINDOW_X,
                    StudioSettings.WINDOW_Y,
                    StudioSettings.WINDOW_WIDTH,
                    StudioSettings.WINDOW_HEIGHT,
                    StudioSettings.WINDOW_MAXIMIZED,
                    StudioSettings.CREATE_COLUMN);

    private final Path mark;
    private final Path folder;
    private final boolean unfinished;

    private StartMark(Path folder, Path mark, boolean unfinished) {
        this.folder = folder;
        this.mark = mark;
        this.unfinished = unfinished;
    }

    /// Begins a start.
    static StartMark begin(Path folder) {
        var mark = folder.resolve("studio.starting");
        boolean there = Files.exists(mark);
        try {
            Files.writeString(mark, "");
        } catch (IOException e) {
            log.warn("{} cannot be written", mark, e);
        }
        return new StartMark(folder, mark, there);
    }

    /// Whether the start before this one did not come to an end.
    boolean lastWasUnfinished() {
        return unfinished;
    }

    /// The window is open and answers, or the program ended as it should.
    void end() {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            log.warn("{} cannot be removed", mark, e);
        }
    }

    /// Puts the last session aside: its recipe, its window, its queue. Pictures stay where they
    /// are. Before anything of it is read.
    ///
    /// @return the folder it is kept in
    Optional<Path> setSessionAside(Settings settings) {
        var now = LocalDateTime.now(ZoneId.systemDefault());
        var name = "session-" + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(now);
        var aside = folder.resolve(name);
        try {
            Files.createDirectories(aside);
            var draft = settings.get(StudioSettings.DRAFT);
            if (!draft.isEmpty()) {
                WholeFile.replace(
                        aside.resolve("recipe.json"), draft.getBytes(StandardCharsets.UTF_8));
            }
            for (var part : List.of("queue.sqlite", "queue.sqlite-wal", "queue.sqlite-shm")) {
                if (Files.exists(folder.resolve(part))) {
                    Files.move(folder.resolve(part), aside.resolve(part));
                }
            }
            SESSION.forEach(settings::remove);
            return Optional.of(aside);
        } catch (IOException e) {
            log.warn("the last session cannot be put aside", e);
            return Optional.empty();
        }
    }
}
