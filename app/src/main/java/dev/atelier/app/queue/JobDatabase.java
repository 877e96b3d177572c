package dev.atelier.app.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/// The queue's SQLite file, open in this process alone: two programs on one queue would make its
/// pictures twice. Write-ahead log, every commit synced.
///
/// @param setAside where a file went that could not be read, so that a new one was begun
record JobDatabase(Connection connection, Optional<Path> setAside) {
    private static final Logger log = LoggerFactory.getLogger(JobDatabase.class);
    private static final int SCHEMA = 2;
    private static final Set<Integer> DAMAGED =
            Set.of(SQLiteErrorCode.SQLITE_CORRUPT.code, SQLiteErrorCode.SQLITE_NOTADB.code);

    /// Low byte of an extended error code.
    private static final int PRIMARY = 0xFF;

    /// Opens the file or begins one. What is no sound database, or was written by a later version,
    /// is set aside as `*.damaged`.
    ///
    /// @throws IOException when nothing can be written there, or another process has it open
    static JobDatabase open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            return new JobDatabase(connect(file), Optional.empty());
        } catch (SQLException e) {
            if (!DAMAGED.contains(e.getErrorCode() & PRIMARY)) {
                throw new IOException("the queue cannot be kept in " + file, e);
            }
            log.warn("the queue could not be read and is set aside", e);
        }
        var aside = setAside(file);
        try {
            return new JobDatabase(connect(file), Optional.of(aside));
        } catch (SQLException e) {
            throw new IOException("the queue cannot be kept in " + file, e);
        }
    }

    private static Path setAside(Path file) throws IOException {
        for (var end : List.of("-shm", "-wal", "")) {
            var part = file.resolveSibling(file.getFileName() + end);
            if (Files.exists(part)) {
                var aside = file.resolveSibling(part.getFileName() + ".damaged");
                Files.move(part, aside, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return file.resolveSibling(file.getFileName() + ".damaged");
    }

    private static Connection connect(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 1000");
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            requireSound(connection);
            int version = number(connection, "PRAGMA user_version");
            if (version > SCHEMA) {
                throw damaged("it has the later schema " + version);
            }
            connection.setAutoCommit(false);
            raise(connection, version);
            connection.commit();
            connection.setAutoCommit(true);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void requireSound(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!rows.next() || !"ok".equals(rows.getString(1))) {
                throw damaged("its pages do not fit together");
            }
        }
    }

    private static SQLException damaged(String why) {
        return new SQLException(why, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.getInt(1);
        }
    }

    /// From an older schema, 0 for a new file, to the present one.
    private static void raise(Connection connection, int version) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (version < 1) {
                statement.execute(
                        """
                        CREATE TABLE job (
                            id INTEGER PRIMARY KEY, recipe TEXT NOT NULL, state TEXT NOT NULL,
                            rank REAL NOT NULL, by_hand INTEGER NOT NULL, note TEXT NOT NULL)\
                        """);
                statement.execute(
                        """
                        CREATE TABLE picture (
                            job INTEGER NOT NULL, image INTEGER NOT NULL, file TEXT NOT NULL,
                            PRIMARY KEY (job, image))\
                        """);
            }
            if (version < 2) {
                for (var time : List.of("created", "begun", "ended")) {
                    statement.execute(
                            "ALTER TABLE job ADD COLUMN " + time + " INTEGER NOT NULL DEFAULT 0");
                }
                statement.execute(
                        "ALTER TABLE picture ADD COLUMN state TEXT NOT NULL DEFAULT 'PLANNED'");
            }
            statement.execute("PRAGMA user_version = " + SCHEMA);
        }
    }
}
