package dev.atelier.app.queue;

import dev.atelier.app.queue.Job.State;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue on disk: SQLite with a write-ahead log, every change synced. Thread-safe; each method
/// blocks for a write.
///
/// A picture is noted under its file name before the file gets that name, so after a sudden end a
/// noted file that exists is finished, and one that does not was never there.
public final class JobStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobStore.class);
    private static final int SCHEMA = 1;

    /// Ended jobs that are remembered.
    private static final int KEPT = 200;

    private final Connection connection;

    private JobStore(Connection connection) {
        this.connection = connection;
    }

    /// Opens the file or begins one. A file that is no sound database is set aside as `*.damaged`.
    ///
    /// @throws IOException when nothing can be written there
    public static JobStore open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            return connect(file);
        } catch (SQLException e) {
            log.warn("the queue could not be read and was set aside", e);
            for (var end : List.of("", "-wal", "-shm")) {
                var part = file.resolveSibling(file.getFileName() + end);
                if (Files.exists(part)) {
                    var aside = file.resolveSibling(file.getFileName() + end + ".damaged");
                    Files.move(part, aside, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        try {
            return connect(file);
        } catch (SQLException e) {
            throw new IOException("the queue cannot be kept in " + file, e);
        }
    }

    private static JobStore connect(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS job (
                        id INTEGER PRIMARY KEY, recipe TEXT NOT NULL, state TEXT NOT NULL,
                        rank REAL NOT NULL, by_hand INTEGER NOT NULL, note TEXT NOT NULL)\
                    """);
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS picture (
                        job INTEGER NOT NULL, image INTEGER NOT NULL, file TEXT NOT NULL,
                        PRIMARY KEY (job, image))\
                    """);
            statement.execute("PRAGMA user_version = " + SCHEMA);
            return new JobStore(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// What the last process left behind: running jobs come back as interrupted.
    public synchronized List<Job> load() throws IOException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE job SET state = 'INTERRUPTED' WHERE state = 'RUNNING'");
            statement.executeUpdate(
                    "DELETE FROM job WHERE state NOT IN ('QUEUED', 'INTERRUPTED') AND id <="
                            + " (SELECT MAX(id) FROM job) - "
                            + KEPT);
            statement.executeUpdate("DELETE FROM picture WHERE job NOT IN (SELECT id FROM job)");
            var jobs = new ArrayList<Job>();
            try (var rows = statement.executeQuery("SELECT * FROM job ORDER BY rank, id")) {
                while (rows.next()) {
                    jobs.add(job(rows));
                }
            }
            return List.copyOf(jobs);
        } catch (SQLException e) {
            throw new IOException("the queue cannot be read", e);
        }
    }

    private Job job(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new Job(
                id,
                RecipeJson.read(row.getString("recipe")).recipe(),
                State.valueOf(row.getString("state")),
                row.getDouble("rank"),
                row.getBoolean("by_hand"),
                List.copyOf(finished(id).values()),
                row.getString("note"));
    }

    /// The finished pictures of a job by their 0-based place in it.
    public synchronized Map<Integer, Path> pictures(long job) throws IOException {
        try {
            return finished(job);
        } catch (SQLException e) {
            throw new IOException("the queue cannot be read", e);
        }
    }

    private Map<Integer, Path> finished(long job) throws SQLException {
        var query = "SELECT image, file FROM picture WHERE job = ? ORDER BY image";
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, job);
            var pictures = new TreeMap<Integer, Path>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var file = Path.of(rows.getString("file"));
                    if (Files.exists(file)) {
                        pictures.put(rows.getInt("image"), file);
                    }
                }
            }
            return pictures;
        }
    }

    /// Notes a job or what has changed in it.
    public synchronized void put(Job job) throws IOException {
        change(
                "INSERT OR REPLACE INTO job VALUES (?, ?, ?, ?, ?, ?)",
                job.id(),
                RecipeJson.write(job.recipe()),
                job.state().name(),
                job.rank(),
                job.byHand(),
                job.note());
    }

    /// Notes where a picture is about to be written.
    public synchronized void plan(long job, int image, Path file) throws IOException {
        change("INSERT OR REPLACE INTO picture VALUES (?, ?, ?)", job, image, file.toString());
    }

    /// Forgets a job; its pictures stay on disk.
    public synchronized void remove(long job) throws IOException {
        change("DELETE FROM picture WHERE job = ?", job);
        change("DELETE FROM job WHERE id = ?", job);
    }

    private void change(String sql, Object... values) throws IOException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IOException("the queue cannot be written", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("the queue cannot be closed", e);
        }
    }
}
