package dev.atelier.app.library;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the index up to date with one folder: reads what is new or changed, forgets what is gone.
/// No file stops it.
final class FolderScan {
    private static final Logger log = LoggerFactory.getLogger(FolderScan.class);
    private static final int DEEPEST = 64;

    private final LibraryIndex index;
    private final Path root;
    private final Cancellation cancellation;
    private final Set<Object> visited = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private Consumer<Path> entering = folder -> {};

    FolderScan(LibraryIndex index, Path root, Cancellation cancellation) {
        this.index = index;
        this.root = root;
        this.cancellation = cancellation;
    }

    /// Blocks for the whole scan.
    ///
    /// @throws IOException when the index cannot be written
    /// @throws java.util.concurrent.CancellationException when it was asked to stop; what was read
    ///   is kept
    void run() throws IOException {
        long source = index.ask(it -> it.source(new Source.Folder(root)));
        var away = away(source);
        if (away.isPresent()) {
            index.write(it -> it.phase(source, SourceState.Phase.AWAY, away.get()));
            return;
        }
        index.write(it -> it.phase(source, SourceState.Phase.SCANNING, Message.plain("")));
        for (var folder : PictureFolders.of(root)) {
            visit(folder, source, 0);
        }
        for (var folder : index.ask(it -> it.folders(source))) {
            if (!folders.contains(folder) && !unreadable(Path.of(folder))) {
                forget(folder);
            }
        }
        index.write(it -> it.phase(source, SourceState.Phase.READY, Message.plain("")));
    }

    /// The same for some of its folders, with those within. What was deleted itself is found by the
    /// folder that it was in.
    void run(Set<Path> changed) throws IOException {
        long source = index.ask(it -> it.source(new Source.Folder(root)));
        var away = away(source);
        if (away.isPresent()) {
            index.write(it -> it.phase(source, SourceState.Phase.AWAY, away.get()));
            return;
        }
        for (var folder : changed) {
            if (Files.isDirectory(folder)) {
                visit(folder, source, 0);
            }
        }
        for (var folder : index.ask(it -> it.folders(source))) {
            if (Files.notExists(Path.of(folder))) {
                forget(folder);
            }
        }
        index.write(it -> it.phase(source, SourceState.Phase.READY, Message.plain("")));
    }

    /// Whether the folder could be looked at.
    boolean isThere() {
        return !folders.isEmpty();
    }

    /// Why the folder cannot be looked at; empty where it can.
    private Optional<Message> away(long source) throws IOException {
        if (!Files.isDirectory(root)) {
            return Optional.of(
                    Message.of("failure.sentence", Message.of("pictures.away-folder", root)));
        }
        try (var all = Files.newDirectoryStream(root)) {
            boolean empty = !all.iterator().hasNext();
            // The place where a drive is mounted is there without the drive, and empty.
            return empty && index.ask(it -> it.pictures(source)) > 0
                    ? Optional.of(Message.of("pictures.away-empty", root))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Message.of("pictures.away-unreadable", root));
        }
    }

    private static boolean unreadable(Path folder) {
        return Files.isDirectory(folder) && !Files.isReadable(folder);
    }

    private void visit(Path folder, long source, int depth) throws IOException {
        cancellation.requireGoing();
        if (depth > DEEPEST || !visited.add(identity(folder))) {
            return; // a link that leads back
        }
        entering.accept(folder);
        var known = index.ask(it -> it.known(folder.toString()));
        var left = new HashMap<>(known);
        var deeper = new ArrayList<Path>();
        var written = FooocusLogs.stamp(folder);
        try (var all = Files.newDirectoryStream(folder)) {
            for (var path : all) {
                boolean picture = PictureFolders.isPicture(String.valueOf(path.getFileName()));
                if (Files.isDirectory(path)) {
                    if (!PictureFolders.isSkipped(path)) {
                        deeper.add(path);
                    }
                } else if (picture) {
                    left.remove(path.toString());
                    picture(path, source, known, written);
                }
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            log.debug("a folder cannot be read: {}", folder, e);
            return;
        }
        folders.add(folder.toString());
        forget(left.keySet());
        deeper.sort(null);
        for (var next : deeper) {
            visit(next, source, depth + 1);
        }
    }

    private static Object identity(Path folder) throws IOException {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    private void forget(String folder) throws IOException {
        forget(index.ask(it -> it.known(folder)).keySet());
    }

    private void forget(Iterable<String> refs) throws IOException {
        for (var ref : refs) {
            index.writeSoon(it -> it.remove(ref));
        }
    }

    /// @param log the version of what is written beside the pictures
    private void picture(Path path, long source, Map<String, Stamp> known, String log)
            throws IOException {
        cancellation.requireGoing();
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            return; // it went while we looked, or is a link to nothing
        }
        var stamp = new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis(), log);
        if (!attributes.isRegularFile() || stamp.equals(known.get(path.toString()))) {
            return;
        }
        take(index, source, PictureRef.of(path), path, stamp);
    }

    /// Reads one picture into the index.
    ///
    /// @param path a file with its content
    static void take(LibraryIndex index, long source, PictureRef ref, Path path, Stamp stamp)
            throws IOException {
        try {
            var facts = read(path);
            index.writeSoon(it -> it.put(source, ref, stamp, facts));
        } catch (PictureHead.NoPictureException e) {
            index.writeSoon(it -> it.addUnreadable(source, ref, stamp, e.reason()));
        } catch (UnreadableException e) {
            index.writeSoon(
                    it -> it.addUnreadable(source, ref, stamp, Message.of("pictures.unreadable")));
        }
    }

    /// A file that is there and cannot be read.
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(Throwable cause) {
            super(cause);
        }
    }

    /// What the head of a file says; empty where it is no sound picture or cannot be read.
    static Optional<Facts> facts(Path path) {
        try {
            return Optional.of(read(path));
        } catch (PictureHead.NoPictureException | UnreadableException e) {
            return Optional.empty();
        }
    }

    private static Facts read(Path path)
            throws PictureHead.NoPictureException, UnreadableException {
        try (var channel = FileChannel.open(path)) {
            var facts = PictureHead.read(new Slices(channel));
            return facts.recipe().isPresent() ? facts : facts.or(FooocusLogs.recipe(path));
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableException(e);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            log.debug("no picture: {}", path, e);
            throw new PictureHead.NoPictureException("pictures.damaged");
        }
    }

    /// A file through a window of 16 KB.
    private static final class Slices implements PictureHead.Bytes {
        private static final int WINDOW = 16 << 10;
        private final FileChannel channel;
        private final long size;
        private byte[] window = new byte[0];
        private long from;

        Slices(FileChannel channel) throws IOException {
            this.channel = channel;
            this.size = channel.size();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public byte[] read(long at, int length) throws IOException {
            int most = (int) Math.max(0, Math.min(length, size - at));
            if (at < from || at + most > from + window.length) {
                // Heads of chunks far into the file come alone.
                int wanted = at == 0 || most > 8 ? Math.max(most, WINDOW) : most;
                window = fill(at, (int) Math.min(wanted, size - at));
                from = at;
            }
            int begin = (int) (at - from);
            return Arrays.copyOfRange(window, begin, Math.min(begin + most, window.length));
        }

        private byte[] fill(long at, int length) throws IOException {
            var buffer = ByteBuffer.allocate(Math.max(0, length));
            while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
                // until it is full, or the file ends
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }

    /// @param action is called with each folder before it is looked at
    FolderScan onEnter(Consumer<Path> action) {
        entering = action;
        return this;
    }
}
