package dev.atelier.app.library;

import dev.atelier.app.home.DatabaseFile;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/// What the person made of the library: stars, tags and collections, in a file of their own. They
/// belong to a recipe, not to a file: all its pictures share them, and they outlive a new index, a
/// moved folder and a drive that is away. A recipe is known by [Facts.Lineage#twin]. One thread at
/// a time.
final class Marks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Marks.class);
    static final String TAG = "TAG";
    static final String COLLECTION = "COLLECTION";
    private static final int SCHEMA = 1;

    /// The column `copy` is always 0. In files of earlier versions it was the number of a picture
    /// among those of its recipe.
    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS star (
                        twin TEXT NOT NULL, copy INTEGER NOT NULL,
                        PRIMARY KEY (twin, copy)) WITHOUT ROWID\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS label (
                        twin TEXT NOT NULL, copy INTEGER NOT NULL, kind TEXT NOT NULL,
                        name TEXT NOT NULL, PRIMARY KEY (twin, copy, kind, name)) WITHOUT ROWID\
                    """,
                    "CREATE TABLE IF NOT EXISTS collection (name TEXT PRIMARY KEY) WITHOUT ROWID",
                    "UPDATE OR REPLACE star SET copy = 0 WHERE copy <> 0",
                    "UPDATE OR REPLACE label SET copy = 0 WHERE copy <> 0");

    private final Connection connection;
    private final Optional<Path> setAside;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Marks(Connection connection, Optional<Path> setAside) {
        this.connection = connection;
        this.setAside = setAside;
    }

    /// @param kind [#TAG] or [#COLLECTION]
    record Label(String kind, String name) {}

    static Marks open(Path file) throws IOException {
        try {
            return new Marks(connect(file), Optional.empty());
        } catch (SQLException e) {
            if (!DatabaseFile.isDamaged(e)) {
                throw new MessageException(Message.of("pictures.marks-not-kept", file), e);
            }
            log.warn("the stars and tags could not be read and are set aside", e);
        }
        var aside = DatabaseFile.setAside(file);
        try {
            return new Marks(connect(file), Optional.of(aside));
        } catch (SQLException e) {
            throw new MessageException(Message.of("pictures.marks-not-kept", file), e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            int version = statement.executeQuery("PRAGMA user_version").getInt(1);
            if (version > SCHEMA) {
                throw new SQLException(
                        "they have the later schema " + version,
                        "",
                        SQLiteErrorCode.SQLITE_NOTADB.code);
            }
            connection.setAutoCommit(false);
            for (var table : TABLES) {
                statement.execute(table);
            }
            statement.execute("PRAGMA user_version = " + SCHEMA);
            connection.commit();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Where a file went that could not be read.
    Optional<Path> setAside() {
        return setAside;
    }

    boolean isStarred(String twin) throws SQLException {
        var look = statement("SELECT 1 FROM star WHERE twin = ?");
        look.setString(1, twin);
        try (var rows = look.executeQuery()) {
            return rows.next();
        }
    }

    List<Label> labels(String twin) throws SQLException {
        var found = new ArrayList<Label>();
        var look = statement("SELECT kind, name FROM label WHERE twin = ?");
        look.setString(1, twin);
        try (var rows = look.executeQuery()) {
            while (rows.next()) {
                found.add(new Label(rows.getString(1), rows.getString(2)));
            }
        }
        return found;
    }

    void star(String twin, boolean on) throws SQLException {
        run(
                on ? "INSERT OR IGNORE INTO star VALUES (?, 0)" : "DELETE FROM star WHERE twin = ?",
                twin);
    }

    void label(String twin, Label label, boolean on) throws SQLException {
        run(
                on
                        ? "INSERT OR IGNORE INTO label VALUES (?, 0, ?, ?)"
                        : "DELETE FROM label WHERE twin = ? AND kind = ? AND name = ?",
                twin,
                label.kind(),
                label.name());
    }

    /// Whether a recipe has any.
    boolean has(String twin) throws SQLException {
        return isStarred(twin) || !labels(twin).isEmpty();
    }

    /// Gives one recipe's to another too, which keeps its own.
    void copy(String from, String to) throws SQLException {
        run("INSERT OR IGNORE INTO star SELECT ?2, 0 FROM star WHERE twin = ?1", from, to);
        run(
                "INSERT OR IGNORE INTO label SELECT ?2, 0, kind, name FROM label WHERE twin = ?1",
                from,
                to);
    }

    /// Takes all from a recipe.
    void clear(String twin) throws SQLException {
        run("DELETE FROM star WHERE twin = ?", twin);
        run("DELETE FROM label WHERE twin = ?", twin);
    }

    List<String> collections() throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT name FROM collection UNION SELECT name FROM label"
                                        + " WHERE kind = 'COLLECTION' ORDER BY name")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    void addCollection(String name) throws SQLException {
        run("INSERT OR IGNORE INTO collection VALUES (?)", name);
    }

    void removeCollection(String name) throws SQLException {
        run("DELETE FROM collection WHERE name = ?", name);
        run("DELETE FROM label WHERE kind = 'COLLECTION' AND name = ?", name);
    }

    private void run(String sql, Object... values) throws SQLException {
        var statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    private PreparedStatement statement(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
