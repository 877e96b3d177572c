package dev.atelier.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where this process keeps what it needs for a moment: libraries that others unpack, pictures of
/// one call. A folder of the process's number in our own cache, so that a killed process leaves
/// nothing in the system's temp folder and the next start finds what it left.
public final class ScratchFolder {
    /// Names this process's folder; the sandbox reads it too.
    static final String PROPERTY = "atelier.scratch";

    /// For fonts and the database's library, with some to spare.
    private static final long ROOM = 16L << 20;

    private ScratchFolder() {}

    /// Not in a field: every command comes here, and most log nothing.
    private static Logger log() {
        return LoggerFactory.getLogger(ScratchFolder.class);
    }

    /// An empty file of a new name, in the system's temp folder where none was prepared.
    public static Path file(String start, String end) throws IOException {
        var folder = System.getProperty(PROPERTY);
        return folder != null && Files.isDirectory(Path.of(folder))
                ? Files.createTempFile(Path.of(folder), start, end)
                : Files.createTempFile(start, end);
    }

    /// Makes this process's folder, after deleting those of processes that are gone. What cannot be
    /// made is no reason to stop: the system's temp folder serves instead.
    ///
    /// @return whether it is there and its disk has room
    static boolean prepare(Path all, long pid) {
        discardAbandoned(all);
        try {
            Files.createDirectories(all.resolve(Long.toString(pid)));
            return hasRoom(Files.getFileStore(all).getUsableSpace());
        } catch (IOException e) {
            log().debug("no folder of our own for what is needed for a moment", e);
            return false;
        }
    }

    /// On a full disk nothing could be unpacked, and the window would not open.
    static boolean hasRoom(long usable) {
        return usable >= ROOM;
    }

    private static void discardAbandoned(Path all) {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (var folders = Files.list(all)) {
            folders.filter(ScratchFolder::isAbandoned).toList().forEach(ScratchFolder::delete);
        } catch (IOException e) {
            log().debug("cannot look into {}", all, e);
        }
    }

    private static boolean isAbandoned(Path folder) {
        var name = String.valueOf(folder.getFileName());
        return name.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }

    /// Deletes a folder as far as that can be done.
    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log().debug("{} stays", folder, e); // a library in use on Windows; the next start tries
        }
    }
}
