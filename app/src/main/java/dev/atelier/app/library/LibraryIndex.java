package dev.atelier.app.library;

import dev.atelier.app.home.DatabaseFile;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// The index of all pictures in the data folder: `library.db`, which can be read from the pictures
/// again, and `library-marks.db` with what the person made of them. One process writes; others, and
/// a second studio, look. Any number of threads may look while one writes; they see the last whole
/// state. All calls block for the disk.
public final class LibraryIndex implements AutoCloseable {
    private static final String FILE = "library.db";
    private static final int MOST_PENDING = 500;

    private final Path file;
    private final Optional<Writing> writing;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentLinkedDeque<IndexReader> idle = new ConcurrentLinkedDeque<>();
    private final ReentrantReadWriteLock readers = new ReentrantReadWriteLock();
    private volatile boolean closed;
    private volatile Runnable changed = () -> {};

    private record Writing(IndexWriter writer, Marks marks, FileChannel door) {}

    private LibraryIndex(Path file, Optional<Writing> writing) {
        this.file = file;
        this.writing = writing;
    }

    /// Opens the index, or begins one. Where another process writes it already, this one can only
    /// look: see [#isWritable].
    ///
    /// @param data the data folder
    /// @throws IOException with a sentence, when nothing can be kept there
    public static LibraryIndex open(Path data) throws IOException {
        return open(data, false);
    }

    /// The same.
    ///
    /// @param rebuild begin an empty index; stars, tags and collections stay
    public static LibraryIndex open(Path data, boolean rebuild) throws IOException {
        Files.createDirectories(data);
        var file = data.resolve(FILE);
        var door =
                FileChannel.open(
                        data.resolve("library.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked(door)) {
            door.close();
            return new LibraryIndex(file, Optional.empty());
        }
        @Nullable Marks marks = null;
        try {
            marks = Marks.open(data.resolve("library-marks.db"));
            if (rebuild) {
                DatabaseFile.delete(file);
            }
            var writer = new IndexWriter(IndexFile.openToWrite(file), marks);
            return new LibraryIndex(file, Optional.of(new Writing(writer, marks, door)));
        } catch (IOException e) {
            try (door) {
                if (marks != null) {
                    marks.close();
                }
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /// The lock goes with the process, however that ends.
    private static boolean locked(FileChannel door) throws IOException {
        try {
            return door.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process has it open already
        }
    }

    /// Opens the index only to look, beside the process that writes.
    ///
    /// @throws IOException when there is none yet
    public static LibraryIndex openToRead(Path data) throws IOException {
        var index = new LibraryIndex(data.resolve(FILE), Optional.empty());
        index.look(IndexReader::sources);
        return index;
    }

    /// Whether this process is the one that writes.
    public boolean isWritable() {
        return writing.isPresent();
    }

    /// Where the stars and tags went that could not be read, so that new ones were begun.
    public Optional<Path> setAside() {
        return writing.flatMap(it -> it.marks().setAside());
    }

    /// Runs after each change that readers can see, on the thread that made it.
    void onChange(Runnable action) {
        changed = action;
    }

    // Looking.

    public LibraryResult search(LibraryQuery query, Sort sort, Grouping grouping)
            throws IOException {
        return look(it -> it.search(query, sort, grouping));
    }

    /// Those that are still there, in this order.
    public List<Entry> entries(long... ids) throws IOException {
        return look(it -> it.entries(ids));
    }

    /// The entry of what lies at a place.
    public Optional<Entry> at(PictureRef ref) throws IOException {
        return look(it -> it.entries(it.at(ref.toString()))).stream().findFirst();
    }

    public Facets facets(LibraryQuery query) throws IOException {
        return look(it -> it.facets(query));
    }

    /// What entries are together.
    public ChosenSummary summary(long... ids) throws IOException {
        return look(it -> it.summary(ids));
    }

    /// What the text under the cursor may become.
    ///
    /// @param caret between two characters of the text
    public List<Completion> complete(String text, int caret) throws IOException {
        return look(it -> Completion.of(text, caret, it));
    }

    public List<SourceState> sources() throws IOException {
        return look(IndexReader::sources);
    }

    /// Files of the sources that are no sound pictures.
    ///
    /// @param most of them
    public List<UnreadableFile> unreadable(int most) throws IOException {
        return look(it -> it.unreadable(most));
    }

    /// The recipe of an entry as JSON; empty where it has none.
    String recipe(long id) throws IOException {
        return look(it -> it.recipe(id));
    }

    // What the person says of pictures.

    public void star(Collection<Long> entries, boolean on) throws IOException {
        write(writer -> {
            for (long entry : entries) {
                writer.star(entry, on);
            }
        });
    }

    public void tag(Collection<Long> entries, String tag, boolean on) throws IOException {
        label(entries, new Marks.Label(Marks.TAG, tag.strip()), on);
    }

    /// Puts pictures into a collection, which is made if need be, or takes them out.
    public void collect(Collection<Long> entries, String collection, boolean on)
            throws IOException {
        if (on) {
            addCollection(collection);
        }
        label(entries, new Marks.Label(Marks.COLLECTION, collection.strip()), on);
    }

    private void label(Collection<Long> entries, Marks.Label label, boolean on) throws IOException {
        if (label.name().isEmpty()) {
            return;
        }
        write(writer -> {
            for (long entry : entries) {
                writer.label(entry, label, on);
            }
        });
    }

    public void addCollection(String name) throws IOException {
        if (!name.isBlank()) {
            write(writer -> writer.collection(name.strip(), true));
        }
    }

    /// The pictures stay.
    public void removeCollection(String name) throws IOException {
        write(writer -> writer.collection(name, false));
    }

    /// All collections by name, also empty ones.
    public List<String> collections() throws IOException {
        if (writing.isEmpty()) {
            return facets(LibraryQuery.ALL).collections().stream()
                    .map(Facets.Count::value)
                    .sorted()
                    .toList();
        }
        lock.lock();
        try {
            return writing.get().marks().collections();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    // Work of scanners.

    @FunctionalInterface
    interface Change {
        void make(IndexWriter writer) throws SQLException;
    }

    @FunctionalInterface
    interface ReadQuery<T> {
        T at(IndexReader reader) throws SQLException;
    }

    @FunctionalInterface
    interface WriteQuery<T> {
        T of(IndexWriter writer) throws SQLException;
    }

    /// A change that readers see at once.
    void write(Change change) throws IOException {
        ask(writer -> {
            change.make(writer);
            writer.commit();
            return true;
        });
        changed.run();
    }

    /// A change that readers see soon; many of these make one commit.
    void writeSoon(Change change) throws IOException {
        boolean committed =
                ask(writer -> {
                    change.make(writer);
                    boolean full = writer.pending() >= MOST_PENDING;
                    if (full) {
                        writer.commit();
                    }
                    return full;
                });
        if (committed) {
            changed.run();
        }
    }

    /// Lets readers see what was written until now.
    public void commit() throws IOException {
        write(writer -> {});
    }

    /// A question to the writer, which also sees what is not committed yet.
    <T> T ask(WriteQuery<T> question) throws IOException {
        if (writing.isEmpty()) {
            throw new MessageException(Message.of("pictures.in-use"));
        }
        var writer = writing.get().writer();
        lock.lock();
        try {
            if (closed) {
                throw new MessageException(Message.of("pictures.closed"));
            }
            return question.of(writer);
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T look(ReadQuery<T> question) throws IOException {
        readers.readLock().lock();
        try {
            if (closed) {
                throw new MessageException(Message.of("pictures.closed"));
            }
            return read(question);
        } finally {
            readers.readLock().unlock();
        }
    }

    private <T> T read(ReadQuery<T> question) throws IOException {
        var pooled = idle.poll();
        @Nullable IndexReader reader = pooled;
        try {
            if (reader == null) {
                reader = new IndexReader(IndexFile.openToRead(file));
            }
            var answer = question.at(reader);
            idle.push(reader);
            return answer;
        } catch (SQLException e) {
            if (reader != null) {
                try {
                    reader.close();
                } catch (SQLException closing) {
                    e.addSuppressed(closing);
                }
            }
            throw failed(e);
        }
    }

    private IOException failed(SQLException e) {
        return new MessageException(
                Message.of("pictures.index-failed", file, String.valueOf(e.getMessage())), e);
    }

    /// Waits for questions that are being answered.
    @Override
    public void close() throws IOException {
        lock.lock();
        readers.writeLock().lock();
        try {
            closed = true;
            for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
                reader.close();
            }
            if (writing.isPresent()) {
                var own = writing.get();
                try {
                    own.writer().commit();
                } finally {
                    own.writer().close();
                    own.marks().close();
                    own.door().close();
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            readers.writeLock().unlock();
            lock.unlock();
        }
    }
}
