package dev.atelier.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Writes files aside and moves them into place whole: a reader, after a crash too, sees the old
/// content or the new. The name aside is this process's own, so that two programs with one folder
/// do not meet. Everything here blocks.
public final class WholeFile {
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] NOTHING = {};
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Pattern OWNER = Pattern.compile("\\.(\\d+)-\\d+\\.part$");

    private WholeFile() {}

    /// What had that name is replaced. Creates the folder; follows a link, so that a file that is
    /// shared by link stays shared.
    public static void replace(Path file, byte[] content) throws IOException {
        replace(file, out -> out.write(content));
    }

    /// What is too large for memory, or comes piece by piece.
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /// The same for content that is written to a stream, which is buffered.
    public static void replace(Path file, Content content) throws IOException {
        replace(file, content, true, NOTHING);
    }

    /// The same for secrets: only the owner may read it, see [OwnerOnly].
    public static void replaceForOwner(Path file, byte[] content) throws IOException {
        replace(file, out -> out.write(content), true, OwnerOnly.file(file));
    }

    /// The same, not synced to the disk: for what can be made again. A power cut may leave it
    /// empty.
    public static void replaceUnsynced(Path file, Content content) throws IOException {
        replace(file, content, false, NOTHING);
    }

    private static void replace(
            Path file, Content content, boolean sync, FileAttribute<?>[] attributes)
            throws IOException {
        var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Files.createDirectories(target.resolveSibling(""));
        var aside = aside(target);
        try {
            write(content, aside, sync, attributes);
            move(aside, target);
        } catch (FileSystemException e) {
            throw naming(target, aside, e);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /// Writes a file by its name.
    ///
    /// @param <E> what it throws besides
    @FunctionalInterface
    public interface Maker<E extends Exception> {
        void make(Path aside) throws IOException, E;
    }

    /// The same for what a library writes that takes a name and not a stream.
    public static <E extends Exception> void replaceBy(Path file, Maker<E> maker)
            throws IOException, E {
        var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Files.createDirectories(target.resolveSibling(""));
        var aside = aside(target);
        try {
            maker.make(aside);
            try (var written = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            move(aside, target);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /// Gives a file that is finished its name, in one step where the file system can: a move that
    /// replaces without [StandardCopyOption#ATOMIC_MOVE] deletes first, and a reader could meet no
    /// file at all.
    public static void move(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Replaces nothing, also where the name is taken in the very last moment: `Files.move` would
    /// look first and then rename, which on POSIX replaces what came in between.
    ///
    /// @throws FileAlreadyExistsException when the name is taken
    public static void create(Path file, byte[] content) throws IOException {
        create(file, content, NOTHING);
    }

    /// The same for secrets: only the owner may read it, see [OwnerOnly].
    ///
    /// @throws FileAlreadyExistsException when the name is taken
    public static void createForOwner(Path file, byte[] content) throws IOException {
        create(file, content, OwnerOnly.file(file));
    }

    private static void create(Path file, byte[] content, FileAttribute<?>... attributes)
            throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        var aside = aside(file);
        try {
            write(out -> out.write(content), aside, true, attributes);
            name(aside, file);
        } catch (FileSystemException e) {
            throw naming(file, aside, e);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void name(Path aside, Path file) throws IOException {
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            reserve(aside, file); // a file system without second names
        }
    }

    private static void reserve(Path aside, Path file) throws IOException {
        Files.createFile(file);
        try {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// The same failure under the name of the file that was asked for: nobody knows the one aside.
    static FileSystemException naming(Path file, Path aside, FileSystemException failure) {
        if (!aside.toString().equals(failure.getFile())) {
            return failure;
        }
        var name = file.toString();
        var reason = failure.getReason();
        var named =
                switch (failure) {
                    case NoSuchFileException _ -> new NoSuchFileException(name, null, reason);
                    case AccessDeniedException _ -> new AccessDeniedException(name, null, reason);
                    default -> new FileSystemException(name, null, reason);
                };
        named.initCause(failure);
        return named;
    }

    private static Path aside(Path file) {
        return file.resolveSibling(
                ".%s.%d-%d.part"
                        .formatted(
                                file.getFileName(),
                                ProcessHandle.current().pid(),
                                COUNT.incrementAndGet()));
    }

    /// Deletes what processes that are gone left of `file`.
    public static void discardHalves(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        var start = "." + file.getFileName() + ".";
        try (var all = Files.list(folder)) {
            for (var each : all.toList()) {
                var name = String.valueOf(each.getFileName());
                boolean old = name.equals(start + "part");
                if (old || (name.startsWith(start) && isAbandoned(name))) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private static boolean isAbandoned(String name) {
        var owner = OWNER.matcher(name);
        return owner.find()
                && owner.group(1).length() < 19
                && ProcessHandle.of(Long.parseLong(owner.group(1))).isEmpty();
    }

    /// @param sync whether it is on the disk itself before it gets its name: a power cut leaves no
    ///   empty picture
    private static void write(
            Content content, Path file, boolean sync, FileAttribute<?>[] attributes)
            throws IOException {
        try (var channel = FileChannel.open(file, NEW, attributes)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.write(out);
            out.flush();
            if (sync) {
                channel.force(true);
            }
        }
    }
}
