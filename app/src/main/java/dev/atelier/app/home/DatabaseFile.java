package dev.atelier.app.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/// A database of SQLite: its file and the parts beside it, which belong together.
public final class DatabaseFile {
    /// Endings of the parts, that of the file itself last.
    public static final List<String> PARTS = List.of("-shm", "-wal", "-journal", "");

    /// What SQLite says when the disk, the rights or another process are in the way. All else comes
    /// from what the file holds.
    private static final Set<Integer> NOT_THE_FILE =
            Set.of(
                    SQLiteErrorCode.SQLITE_PERM.code,
                    SQLiteErrorCode.SQLITE_BUSY.code,
                    SQLiteErrorCode.SQLITE_LOCKED.code,
                    SQLiteErrorCode.SQLITE_NOMEM.code,
                    SQLiteErrorCode.SQLITE_READONLY.code,
                    SQLiteErrorCode.SQLITE_IOERR.code,
                    SQLiteErrorCode.SQLITE_FULL.code,
                    SQLiteErrorCode.SQLITE_CANTOPEN.code,
                    SQLiteErrorCode.SQLITE_AUTH.code);

    /// A file that ends too early.
    private static final int SHORT_READ = SQLiteErrorCode.SQLITE_IOERR_SHORT_READ.code;

    /// Low byte of an extended error code.
    private static final int PRIMARY = 0xFF;

    private DatabaseFile() {}

    /// Whether it could not be opened because of what it holds.
    public static boolean isDamaged(SQLException e) {
        return e.getErrorCode() == SHORT_READ || !NOT_THE_FILE.contains(e.getErrorCode() & PRIMARY);
    }

    /// Moves it out of the way, under the first free name of [SetAside]. The parts keep their
    /// endings, so that SQLite can still read what was set aside, the last changes with it.
    ///
    /// @return where the file went
    public static Path setAside(Path file) throws IOException {
        var aside = SetAside.freeName(file);
        for (var end : PARTS) {
            var part = part(file, end);
            if (Files.exists(part)) {
                Files.move(part, part(aside, end), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return aside;
    }

    /// Deletes it with all its parts.
    public static void delete(Path file) throws IOException {
        for (var end : PARTS) {
            Files.deleteIfExists(part(file, end));
        }
    }

    /// @param end one of [#PARTS]
    public static Path part(Path file, String end) {
        return file.resolveSibling(file.getFileName() + end);
    }
}
