package dev.atelier.app.library;

import dev.atelier.app.home.DatabaseFile;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/// The SQLite file of the index. It holds nothing that cannot be read from the pictures again: a
/// file of another version, or one that is damaged, is started again. Write-ahead log: readers see
/// the last whole state while one process writes, also after that was killed.
final class IndexFile {
    private static final Logger log = LoggerFactory.getLogger(IndexFile.class);

    /// Raised whenever a column changes its meaning.
    static final int SCHEMA = 4;

    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE source (
                        id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE,
                        phase TEXT NOT NULL, reason TEXT NOT NULL)\
                    """,
                    """
                    CREATE TABLE entry (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        twin TEXT NOT NULL, copy INTEGER NOT NULL, family INTEGER NOT NULL,
                        name TEXT NOT NULL, prompt TEXT NOT NULL, negative TEXT NOT NULL,
                        model TEXT NOT NULL, seed INTEGER, width INTEGER NOT NULL,
                        height INTEGER NOT NULL, sampler TEXT NOT NULL, steps INTEGER NOT NULL,
                        cfg REAL NOT NULL, made INTEGER NOT NULL, here INTEGER NOT NULL,
                        there INTEGER NOT NULL, star INTEGER NOT NULL, recipe TEXT NOT NULL)\
                    """,
                    """
                    CREATE TABLE place (
                        ref TEXT PRIMARY KEY, entry INTEGER NOT NULL, source INTEGER NOT NULL,
                        folder TEXT NOT NULL, here INTEGER NOT NULL, bytes INTEGER NOT NULL,
                        changed INTEGER NOT NULL, version TEXT NOT NULL,
                        made TEXT NOT NULL) WITHOUT ROWID\
                    """,
                    """
                    CREATE TABLE trouble (
                        ref TEXT PRIMARY KEY, source INTEGER NOT NULL, folder TEXT NOT NULL,
                        bytes INTEGER NOT NULL, changed INTEGER NOT NULL, version TEXT NOT NULL,
                        reason TEXT NOT NULL) WITHOUT ROWID\
                    """,
                    """
                    CREATE TABLE label (
                        kind TEXT NOT NULL, name TEXT NOT NULL, entry INTEGER NOT NULL,
                        PRIMARY KEY (kind, name, entry)) WITHOUT ROWID\
                    """,
                    """
                    CREATE VIRTUAL TABLE words USING fts5(
                        prompt, negative, names, content='', contentless_delete=1,
                        prefix='2 3', tokenize='unicode61 remove_diacritics 2')\
                    """,
                    "CREATE INDEX entry_made ON entry (made)",
                    "CREATE UNIQUE INDEX entry_twin ON entry (twin, copy)",
                    "CREATE INDEX entry_model ON entry (model COLLATE NOCASE, made)",
                    "CREATE INDEX entry_star ON entry (star) WHERE star = 1",
                    "CREATE INDEX place_entry ON place (entry)",
                    "CREATE INDEX place_folder ON place (folder)",
                    "CREATE INDEX place_source ON place (source, ref)",
                    "CREATE INDEX trouble_folder ON trouble (folder)",
                    "CREATE INDEX trouble_source ON trouble (source)",
                    "CREATE INDEX label_entry ON label (entry)");

    private IndexFile() {}

    /// Opens the file for the one process that writes.
    ///
    /// @throws IOException when nothing can be written there
    static Connection openToWrite(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            return connect(file);
        } catch (SQLException e) {
            if (!DatabaseFile.isDamaged(e)) {
                throw new MessageException(Message.of("pictures.index-not-kept", file), e);
            }
            log.warn("the library's index is started again", e);
        }
        DatabaseFile.delete(file);
        try {
            return connect(file);
        } catch (SQLException e) {
            throw new MessageException(Message.of("pictures.index-not-kept", file), e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("PRAGMA journal_mode = WAL");
            // A power cut may lose the last commits, never the file; a scan finds them again.
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("PRAGMA cache_size = -16000");
            int version = statement.executeQuery("PRAGMA user_version").getInt(1);
            int tables = statement.executeQuery("SELECT COUNT(*) FROM sqlite_master").getInt(1);
            if (version != SCHEMA && tables > 0) {
                throw new SQLException("the index has the schema " + version);
            }
            connection.setAutoCommit(false);
            if (tables == 0) {
                for (var table : TABLES) {
                    statement.execute(table);
                }
                statement.execute("PRAGMA user_version = " + SCHEMA);
            } else {
                statement.executeQuery("SELECT COUNT(*) FROM source").close();
                statement.executeQuery("SELECT id FROM entry LIMIT 1").close();
                statement.executeQuery("SELECT rowid FROM words LIMIT 1").close();
            }
            connection.commit();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Opens the file to look at, beside the one that writes.
    ///
    /// @throws IOException when there is none, or none of this version
    static Connection openToRead(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new MessageException(Message.of("pictures.no-index", file.getParent()));
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5000);
        config.setCacheSize(-8000);
        try {
            var connection =
                    DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
            try (var statement = connection.createStatement()) {
                int version = statement.executeQuery("PRAGMA user_version").getInt(1);
                if (version != SCHEMA) {
                    throw new SQLException("the index has the schema " + version);
                }
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new MessageException(Message.of("pictures.index-unread", file), e);
        }
    }
}
