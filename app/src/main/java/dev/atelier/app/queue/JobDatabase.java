package dev.atelier.app.queue;

import dev.atelier.app.home.DatabaseFile;
import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/// The queue's SQLite file, open in this process alone: two programs on one queue would make its
/// pictures twice. Write-ahead log, every commit synced.
///
/// @param setAside where a file went that could not be read, so that a new one was begun
record JobDatabase(Connection connection, Optional<Path> setAside) {
    private static final Logger log = LoggerFactory.getLogger(JobDatabase.class);
    private static final int SCHEMA = 6;
    private static final Map<String, List<String>> COLUMNS =
            Map.of(
                    "job",
                    List.of(
                            "id", "recipe", "state", "rank", "by_hand", "note", "created", "begun",
                            "ended", "place", "request", "twin"),
                    "picture",
                    List.of("job", "image", "file", "state", "seconds"),
                    "place",
                    List.of("id", "service"));

    /// Opens the file or begins one. What is no sound database, or was written by a later version,
    /// is set aside as `*.damaged`.
    ///
    /// @throws IOException when nothing can be written there, or another process has it open
    static JobDatabase open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            requireFiles(file);
            return new JobDatabase(connect(file), Optional.empty());
        } catch (SQLException e) {
            if (!DatabaseFile.isDamaged(e)) {
                throw new MessageException(Message.of("jobs.not-kept", file), e);
            }
            log.warn("the queue could not be read and is set aside", e);
        }
        var aside = DatabaseFile.setAside(file);
        try {
            return new JobDatabase(connect(file), Optional.of(aside));
        } catch (SQLException e) {
            throw new MessageException(Message.of("jobs.not-kept", file), e);
        }
    }

    private static void requireFiles(Path file) throws SQLException {
        for (var end : DatabaseFile.PARTS) {
            if (Files.isDirectory(DatabaseFile.part(file, end))) {
                throw damaged("there is a folder in the place of one of its files");
            }
        }
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
            if (version > 0 && version < SCHEMA) {
                keepCopy(connection, file, version);
            }
            connection.setAutoCommit(false);
            raise(connection, version);
            requireShape(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// For a return to the version of the program that wrote it.
    private static void keepCopy(Connection connection, Path file, int version)
            throws SQLException {
        var copy = file.resolveSibling(file.getFileName() + ".schema-" + version);
        if (Files.exists(copy)) {
            return;
        }
        copy(connection, copy);
    }

    /// Writes all of it into another file, whole or not at all.
    static void copy(Connection connection, Path to) throws SQLException {
        try {
            WholeFile.<SQLException>replaceBy(
                    to,
                    aside -> {
                        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
                            statement.setString(1, aside.toString());
                            statement.execute();
                        }
                    });
        } catch (IOException e) {
            int code = SQLiteErrorCode.SQLITE_CANTOPEN.code;
            throw new SQLException("no copy could be written to " + to, "", code, e);
        }
    }

    private static void requireSound(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!rows.next() || !"ok".equals(rows.getString(1))) {
                throw damaged("its pages do not fit together");
            }
        }
    }

    /// That the tables are ours, without views or triggers that act behind our back, and that every
    /// row can be read.
    private static void requireShape(Connection connection) throws SQLException {
        for (var table : COLUMNS.entrySet()) {
            var columns = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery("PRAGMA table_info(" + table.getKey() + ")")) {
                while (rows.next()) {
                    columns.add(rows.getString("name"));
                }
            }
            if (!columns.equals(table.getValue())) {
                throw damaged("its table " + table.getKey() + " has the columns " + columns);
            }
        }
        if (number(
                        connection,
                        "SELECT COUNT(*) FROM sqlite_master WHERE type IN ('view','trigger')")
                > 0) {
            throw damaged("it has views or triggers");
        }
        for (var table : COLUMNS.keySet()) {
            number(connection, "SELECT COUNT(*) FROM (SELECT DISTINCT * FROM " + table + ")");
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
            if (version < 3) {
                statement.execute(
                        "ALTER TABLE job ADD COLUMN place TEXT NOT NULL DEFAULT '"
                                + Place.HERE
                                + "'");
                statement.execute("ALTER TABLE job ADD COLUMN request TEXT NOT NULL DEFAULT ''");
            }
            if (version < 4) {
                statement.execute("ALTER TABLE job ADD COLUMN twin INTEGER NOT NULL DEFAULT 0");
            }
            if (version < 5) {
                statement.execute("ALTER TABLE picture ADD COLUMN seconds REAL NOT NULL DEFAULT 0");
            }
            if (version < 6) {
                statement.execute(
                        "CREATE TABLE place (id TEXT PRIMARY KEY, service TEXT NOT NULL)");
            }
            statement.execute("PRAGMA user_version = " + SCHEMA);
        }
    }
}
