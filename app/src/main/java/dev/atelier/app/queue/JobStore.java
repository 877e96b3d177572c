package dev.atelier.app.queue;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Job.State;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The queue on disk. Thread-safe; each method blocks for a write.
///
/// A picture is noted as planned before its file gets its name and as finished after. What a sudden
/// end left planned is settled by [#load]: a file that is there was finished, for files get their
/// names whole.
public final class JobStore implements AutoCloseable {
    /// Ended jobs that are remembered: as many as the largest grid has cells.
    private static final int KEPT = 1000;

    private final Connection connection;
    private final Optional<Path> setAside;

    private JobStore(JobDatabase database) {
        this.connection = database.connection();
        this.setAside = database.setAside();
    }

    /// Opens the file or begins one. A file that is no sound database is set aside.
    ///
    /// @throws IOException when nothing can be written there, or another process has it open
    public static JobStore open(Path file) throws IOException {
        return new JobStore(JobDatabase.open(file));
    }

    /// Where a queue went that could not be read, so that this one was begun anew.
    public Optional<Path> setAside() {
        return setAside;
    }

    /// What the last process left behind, by rank. Jobs that ran come back as interrupted, or as
    /// done if nothing of them is left to make.
    public synchronized List<Job> load() throws IOException {
        try {
            settlePlanned();
            change(
                    "DELETE FROM job WHERE state IN ('DONE', 'FAILED', 'CANCELLED') AND id <= ?",
                    old());
            change("DELETE FROM picture WHERE job NOT IN (SELECT id FROM job)");
            var jobs = new ArrayList<Job>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT * FROM job ORDER BY rank, id")) {
                while (rows.next()) {
                    jobs.add(job(rows));
                }
            }
            for (int i = 0; i < jobs.size(); i++) {
                if (jobs.get(i).state() == State.RUNNING) {
                    jobs.set(i, ended(jobs.get(i)));
                    put(jobs.get(i));
                }
            }
            return List.copyOf(jobs);
        } catch (SQLException e) {
            throw new IOException("the queue cannot be read", e);
        }
    }

    private void settlePlanned() throws SQLException, IOException {
        var query = "SELECT job, image, file FROM picture WHERE state = 'PLANNED'";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                var file = Path.of(rows.getString("file"));
                if (Files.exists(file)) {
                    finish(rows.getLong("job"), rows.getInt("image"));
                } else {
                    PictureFile.discardHalf(file);
                }
            }
        }
        change("DELETE FROM picture WHERE state = 'PLANNED'");
    }

    /// The highest number of an ended job that is not remembered any more.
    private long old() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COALESCE(MAX(id), 0) FROM job")) {
            return rows.getLong(1) - KEPT;
        }
    }

    private Job ended(Job job) throws IOException {
        boolean done = Missing.of(job.recipe(), settled(job.id())).isEmpty();
        return job.in(done ? State.DONE : State.INTERRUPTED, "");
    }

    private Job job(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        var reading = RecipeJson.read(row.getString("recipe"));
        var times =
                new Job.Times(row.getLong("created"), row.getLong("begun"), row.getLong("ended"));
        var job =
                new Job(
                        id,
                        reading.recipe(),
                        State.valueOf(row.getString("state")),
                        row.getDouble("rank"),
                        row.getBoolean("by_hand"),
                        pictures(id),
                        row.getString("note"),
                        times);
        boolean whole = reading.losses().isEmpty();
        return whole || !job.state().open()
                ? job
                : job.in(State.FAILED, String.join(" ", reading.losses()));
    }

    private List<Path> pictures(long job) throws SQLException {
        var query = "SELECT file FROM picture WHERE job = ? AND state = 'FINISHED' ORDER BY image";
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, job);
            var files = new ArrayList<Path>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    files.add(Path.of(rows.getString("file")));
                }
            }
            return List.copyOf(files);
        }
    }

    /// The 0-based places of the pictures of a job that are finished, moved away since or not, or
    /// were skipped.
    public synchronized Set<Integer> settled(long job) throws IOException {
        var query = "SELECT image FROM picture WHERE job = ? AND state <> 'PLANNED'";
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, job);
            var places = new HashSet<Integer>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.add(rows.getInt("image"));
                }
            }
            return Set.copyOf(places);
        } catch (SQLException e) {
            throw new IOException("the queue cannot be read", e);
        }
    }

    /// Notes a job or what has changed in it; its pictures are noted as they come.
    public synchronized void put(Job job) throws IOException {
        change(
                "INSERT OR REPLACE INTO job VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                job.id(),
                RecipeJson.write(job.recipe()),
                job.state().name(),
                job.rank(),
                job.byHand(),
                job.note(),
                job.times().created(),
                job.times().begun(),
                job.times().ended());
    }

    /// Notes where a picture is about to be written.
    public synchronized void plan(long job, int image, Path file) throws IOException {
        change(
                "INSERT OR REPLACE INTO picture VALUES (?, ?, ?, 'PLANNED')",
                job,
                image,
                file.toAbsolutePath().toString());
    }

    /// Notes that a planned picture is in its place.
    public synchronized void finish(long job, int image) throws IOException {
        change("UPDATE picture SET state = 'FINISHED' WHERE job = ? AND image = ?", job, image);
    }

    /// Notes that a picture is not wanted.
    public synchronized void skip(long job, int image) throws IOException {
        change("INSERT OR REPLACE INTO picture VALUES (?, ?, '', 'SKIPPED')", job, image);
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
