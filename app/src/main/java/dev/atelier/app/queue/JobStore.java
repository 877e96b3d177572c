package dev.atelier.app.queue;

import dev.atelier.app.home.SetAside;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Job.State;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import dev.atelier.recipe.json.MessageText;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue on disk. Thread-safe; each method blocks for a write.
///
/// A picture is noted as planned before its file gets its name and as finished after. What a sudden
/// end left planned is settled by [#load]: a file that is there was finished, for files get their
/// names whole.
public final class JobStore implements AutoCloseable {
    private static final String FINISHED = "FINISHED";

    /// As [Made#cutShort].
    private static final String CUT = "CUT";

    private static final Logger log = LoggerFactory.getLogger(JobStore.class);

    /// Ended jobs that are remembered: as many as the largest grid has cells.
    private static final int KEPT = 1000;

    /// Far more than anybody can order, and exact as a double.
    private static final long MOST_JOBS = 1L << 50;

    private final Connection connection;
    private final Path file;
    private Optional<Path> setAside;
    private int lost;

    private JobStore(JobDatabase database, Path file) {
        this.file = file;
        this.connection = database.connection();
        this.setAside = database.setAside();
    }

    /// Loads what every database of this program needs and [#open] else loads itself, so that it
    /// can be done beside other work. Any thread.
    public static void prepare() {
        try (var empty = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            empty.isValid(0);
        } catch (SQLException e) {
            log.debug("no database in memory", e); // opening the file says what is wrong
        }
    }

    /// Opens the file or begins one. A file that is no sound database is set aside.
    ///
    /// @throws IOException when nothing can be written there, or another process has it open
    public static JobStore open(Path file) throws IOException {
        return new JobStore(JobDatabase.open(file), file);
    }

    /// Where a queue went that could not be read, or a copy of one that could be read in part.
    public Optional<Path> setAside() {
        return setAside;
    }

    /// How many jobs [#load] left out because they could not be read; 0 also where the whole queue
    /// was set aside.
    public int lost() {
        return lost;
    }

    /// What the last process left behind, by rank. Jobs that ran come back as interrupted; as done
    /// if nothing of them is left to make, and as stopped if the user was stopping them.
    public synchronized List<Job> load() throws IOException {
        try {
            settlePlanned();
            change(
                    "DELETE FROM job WHERE state IN ('DONE', 'FAILED', 'CANCELLED') AND id <= ?",
                    old());
            change("DELETE FROM picture WHERE job NOT IN (SELECT id FROM job)");
            var jobs = readable();
            for (int i = 0; i < jobs.size(); i++) {
                if (jobs.get(i).state() == State.RUNNING) {
                    jobs.set(i, ended(jobs.get(i)));
                    put(jobs.get(i));
                }
            }
            return List.copyOf(jobs);
        } catch (SQLException e) {
            throw new MessageException(Message.of("jobs.unread"), e);
        }
    }

    /// Leaves out what cannot be read, after a copy of the whole has been kept.
    private List<Job> readable() throws SQLException, IOException {
        var jobs = new ArrayList<Job>();
        var bad = new ArrayList<Long>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT rowid AS found_at, * FROM job ORDER BY rank, id")) {
            while (rows.next()) {
                try {
                    jobs.add(job(rows));
                } catch (IllegalArgumentException e) {
                    log.warn("a job of the queue cannot be read", e);
                    bad.add(rows.getLong("found_at"));
                }
            }
        }
        if (!bad.isEmpty()) {
            keepCopy();
            lost = bad.size();
            for (long place : bad) {
                change("DELETE FROM job WHERE rowid = ?", place);
            }
            change("DELETE FROM picture WHERE job NOT IN (SELECT id FROM job)");
        }
        return jobs;
    }

    private void keepCopy() throws SQLException {
        if (setAside.isEmpty()) {
            var aside = SetAside.freeName(file);
            JobDatabase.copy(connection, aside);
            setAside = Optional.of(aside);
        }
    }

    private void settlePlanned() throws SQLException, IOException {
        var query = "SELECT job, image, file FROM picture WHERE state = 'PLANNED'";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                var file = path(rows.getString("file"));
                if (file.isEmpty()) {
                    keepCopy();
                } else if (Files.exists(file.get())) {
                    finish(rows.getLong("job"), rows.getInt("image"), new Made(0, false));
                } else {
                    PictureFile.discardHalf(file.get());
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
        if (isCutShort(job.id())) {
            return job.in(State.STOPPED);
        }
        boolean done = RemainingPart.of(job.recipe(), settled(job.id())).isEmpty();
        return job.in(done ? State.DONE : State.INTERRUPTED);
    }

    /// @throws IllegalArgumentException when the row holds what no job can be
    private Job job(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        if (id < 1 || id > MOST_JOBS) {
            throw new IllegalArgumentException("no number of a job: " + id);
        }
        double rank = row.getDouble("rank");
        if (!(Math.abs(rank) < MOST_JOBS)) {
            throw new IllegalArgumentException("no place in a queue: " + rank);
        }
        var reading = RecipeJson.read(text(row, "recipe"));
        var times =
                new Job.Times(row.getLong("created"), row.getLong("begun"), row.getLong("ended"));
        var job =
                new Job(
                        id,
                        text(row, "place"),
                        reading.recipe(),
                        State.valueOf(text(row, "state")),
                        rank,
                        row.getBoolean("by_hand"),
                        pictures(id),
                        MessageText.read(text(row, "note")),
                        times,
                        row.getLong("twin"));
        var lost =
                reading.issues().stream()
                        .map(Issue::message)
                        .reduce((all, next) -> Message.of("failure.whole", all, next));
        return job.state().open() ? lost.map(why -> job.in(State.FAILED, why)).orElse(job) : job;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        if (text == null) {
            throw new IllegalArgumentException("nothing stands in the column " + column);
        }
        return text;
    }

    /// Empty for what no file can be called, such as a name with a zero byte.
    private static Optional<Path> path(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private List<Path> pictures(long job) throws SQLException {
        var query =
                "SELECT file FROM picture WHERE job = ? AND state IN ('FINISHED', 'CUT') ORDER BY image";
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, job);
            var files = new ArrayList<Path>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var text = rows.getString("file");
                    files.add(
                            path(text)
                                    .orElseThrow(() ->
                                            new IllegalArgumentException("no file: " + text)));
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
            throw new MessageException(Message.of("jobs.unread"), e);
        }
    }

    /// Notes a job or what has changed in it; its pictures are noted as they come.
    public synchronized void put(Job job) throws IOException {
        change(
                """
                INSERT INTO job (id, place, recipe, state, rank, by_hand, note, created, begun,
                    ended, twin)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    request = CASE WHEN place = excluded.place THEN request ELSE '' END,
                    place = excluded.place, recipe = excluded.recipe,
                    state = excluded.state, rank = excluded.rank, by_hand = excluded.by_hand,
                    note = excluded.note, created = excluded.created, begun = excluded.begun,
                    ended = excluded.ended, twin = excluded.twin\
                """,
                job.id(),
                job.place(),
                RecipeJson.write(job.recipe()),
                job.state().name(),
                job.rank(),
                job.byHand(),
                MessageText.write(job.note()),
                job.times().created(),
                job.times().begun(),
                job.times().ended(),
                job.twin());
    }

    /// Notes under which id the place of a job knows a part of it, so that it can be requested
    /// after a restart.
    ///
    /// @param part names the part; without a space
    public synchronized void request(long job, String part, String request) throws IOException {
        change("UPDATE job SET request = ? WHERE id = ?", part + " " + request, job);
    }

    /// A place knows nothing any more of what it was sent.
    synchronized void unrequest(String place) throws IOException {
        change("UPDATE job SET request = '' WHERE place = ?", place);
    }

    /// Which service each place was when it was last seen, by the ids of both.
    synchronized Map<String, String> services() throws IOException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id, service FROM place")) {
            var found = new HashMap<String, String>();
            while (rows.next()) {
                found.put(text(rows, "id"), text(rows, "service"));
            }
            return found;
        } catch (SQLException | IllegalArgumentException e) {
            throw new MessageException(Message.of("jobs.unread"), e);
        }
    }

    /// Notes which service a place is.
    synchronized void service(String place, String service) throws IOException {
        change("INSERT OR REPLACE INTO place (id, service) VALUES (?, ?)", place, service);
    }

    /// The id under which the place of a job knows this part of it; empty for none.
    public synchronized Optional<String> request(long job, String part) throws IOException {
        var noted = noted(job);
        return noted.startsWith(part + " ")
                ? Optional.of(noted.substring(part.length() + 1))
                : Optional.empty();
    }

    /// The id of the part that was sent last, empty for none.
    public synchronized String request(long job) throws IOException {
        var noted = noted(job);
        return noted.substring(noted.indexOf(' ') + 1);
    }

    private String noted(long job) throws IOException {
        try (var statement = connection.prepareStatement("SELECT request FROM job WHERE id = ?")) {
            statement.setLong(1, job);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? text(rows, "request") : "";
            }
        } catch (SQLException e) {
            throw new MessageException(Message.of("jobs.unread"), e);
        }
    }

    /// Notes where a picture is about to be written.
    public synchronized void plan(long job, int image, Path file) throws IOException {
        change(
                """
                INSERT OR REPLACE INTO picture (job, image, file, state)
                VALUES (?, ?, ?, 'PLANNED')\
                """,
                job,
                image,
                file.toAbsolutePath().toString());
    }

    /// Notes that a planned picture is in its place.
    public synchronized void finish(long job, int image, Made made) throws IOException {
        change(
                "UPDATE picture SET state = ?, seconds = ? WHERE job = ? AND image = ?",
                made.cutShort() ? CUT : FINISHED,
                made.seconds(),
                job,
                image);
    }

    /// How a picture was finished.
    ///
    /// @param seconds 0 where unknown
    /// @param cutShort it was kept as far as it was, before its last step
    public record Made(double seconds, boolean cutShort) {}

    /// How each finished picture was made, as far as it was noted.
    public synchronized Map<Path, Made> made() throws IOException {
        var query =
                "SELECT file, state, seconds FROM picture WHERE state IN ('FINISHED', 'CUT') AND seconds > 0";
        try (var statement = connection.prepareStatement(query);
                var rows = statement.executeQuery()) {
            var found = new HashMap<Path, Made>();
            while (rows.next()) {
                var made = new Made(rows.getDouble("seconds"), CUT.equals(text(rows, "state")));
                path(rows.getString("file")).ifPresent(file -> found.put(file, made));
            }
            return Map.copyOf(found);
        } catch (SQLException e) {
            throw new MessageException(Message.of("jobs.unread"), e);
        }
    }

    private boolean isCutShort(long job) throws IOException {
        var query = "SELECT 1 FROM picture WHERE job = ? AND state = 'CUT'";
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, job);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new MessageException(Message.of("jobs.unread"), e);
        }
    }

    /// Notes that a picture is not wanted.
    public synchronized void skip(long job, int image) throws IOException {
        change(
                """
                INSERT OR REPLACE INTO picture (job, image, file, state)
                VALUES (?, ?, '', 'SKIPPED')\
                """,
                job,
                image);
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
            throw new MessageException(Message.of("jobs.unwritten"), e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new MessageException(Message.of("jobs.unclosed"), e);
        }
    }
}
