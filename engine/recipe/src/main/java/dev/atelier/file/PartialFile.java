package dev.atelier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// A large file that arrives in pieces, perhaps over days. What is there stays in `FILE.part`, and
/// where it comes from is noted in `FILE.part.properties`, so that another run goes on at the byte
/// where this one stopped. The file itself appears at once, when it is whole. Everything here
/// blocks.
public final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Path notes;
    private final FileChannel channel;

    private PartialFile(Path target, FileChannel channel) {
        this.target = target;
        this.part = part(target);
        this.notes = notes(target);
        this.channel = channel;
    }

    private static Path part(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private static Path notes(Path target) {
        return target.resolveSibling(target.getFileName() + ".part.properties");
    }

    /// Opens what is there of a file, or begins one; creates the folder.
    ///
    /// @throws BusyException when another run is writing it
    public static PartialFile open(Path file) throws IOException {
        var target = file.toAbsolutePath();
        Files.createDirectories(target.resolveSibling(""));
        var channel = channel(target);
        try {
            if (channel.tryLock() != null) {
                return new PartialFile(target, channel);
            }
        } catch (OverlappingFileLockException e) {
            // another run in this process
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new BusyException(target);
    }

    private static FileChannel channel(Path target) throws IOException {
        var part = part(target);
        try {
            return FileChannel.open(
                    part,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            throw WholeFile.naming(target, part, e);
        }
    }

    /// Bytes of `file` that are there; 0 where there is no part.
    public static long arrived(Path file) {
        return part(file.toAbsolutePath()).toFile().length();
    }

    /// Deletes what is there of `file`.
    public static void forget(Path file) throws IOException {
        Files.deleteIfExists(part(file.toAbsolutePath()));
        Files.deleteIfExists(notes(file.toAbsolutePath()));
    }

    /// Keeps what arrived from just this origin, and drops what came from another.
    ///
    /// @throws InTheWayException when the part is a file that nothing is noted of
    public void from(Map<String, String> origin) throws IOException {
        var noted = noted();
        if (noted.isEmpty() && channel.size() > 0) {
            throw new InTheWayException(part);
        }
        if (!noted.equals(origin)) {
            drop();
            var all = new Properties();
            all.putAll(origin);
            WholeFile.replace(notes, out -> all.store(out, null));
        }
        channel.position(channel.size());
    }

    private Map<String, String> noted() {
        var all = new Properties();
        try (var in = Files.newInputStream(notes)) {
            all.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
        var read = new TreeMap<String, String>();
        all.stringPropertyNames().forEach(name -> read.put(name, all.getProperty(name)));
        return read;
    }

    /// @param more bytes that are still to come
    /// @throws NoSpaceException when the disk has not as many
    public void requireSpace(long more) throws IOException {
        long free = Files.getFileStore(part).getUsableSpace();
        if (more > free) {
            throw new NoSpaceException(more, free);
        }
    }

    public long size() throws IOException {
        return channel.size();
    }

    public void append(byte[] bytes, int count) throws IOException {
        var left = ByteBuffer.wrap(bytes, 0, count);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /// Takes what is passed on, such as to a check sum.
    @FunctionalInterface
    public interface Reader {
        void take(byte[] bytes, int count) throws IOException;
    }

    /// Reads what is there from its beginning.
    public void read(Reader to) throws IOException {
        var block = ByteBuffer.allocate(1 << 16);
        long at = 0;
        for (int n = channel.read(block, at); n > 0; n = channel.read(block.clear(), at)) {
            to.take(block.array(), n);
            at += n;
        }
    }

    /// Begins again.
    public void drop() throws IOException {
        channel.truncate(0);
        channel.position(0);
    }

    /// Gives the file its name; it is closed then.
    public void publish() throws IOException {
        channel.force(true);
        channel.close();
        WholeFile.move(part, target);
        Files.deleteIfExists(notes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Another run writes the same file.
    public static final class BusyException extends IOException {
        private static final long serialVersionUID = 1L;

        BusyException(Path file) {
            super(file + " is being written by another run");
        }
    }

    /// A file of somebody else has the name of the part.
    public static final class InTheWayException extends IOException {
        private static final long serialVersionUID = 1L;

        InTheWayException(Path part) {
            super(part + " is in the way");
        }
    }

    /// The disk has too little space.
    public static final class NoSpaceException extends IOException {
        private static final long serialVersionUID = 1L;
        private final long needed;
        private final long free;

        NoSpaceException(long needed, long free) {
            super(needed + " bytes are needed, " + free + " are free");
            this.needed = needed;
            this.free = free;
        }

        public long needed() {
            return needed;
        }

        public long free() {
            return free;
        }
    }
}
