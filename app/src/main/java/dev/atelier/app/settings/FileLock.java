package dev.atelier.app.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turn of one process, and of one thread in it, to read and rewrite a file. It is a lock of
/// the operating system on a file beside it, so it ends with the process. On a file system without
/// locks only the threads of this process take turns.
final class FileLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileLock.class);

    /// A lock of the operating system belongs to the whole process and cannot be taken twice by it.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final @Nullable FileChannel channel;

    /// Blocks until it is free: the time that others take to write a small file.
    FileLock(Path file) {
        THREADS.lock();
        channel = locked(file.resolveSibling(file.getFileName() + ".lock"));
    }

    private static @Nullable FileChannel locked(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return channel;
        } catch (IOException e) {
            log.debug("{} cannot be locked", file, e);
            close(channel);
            return null;
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            log.debug("a lock cannot be closed", e);
        }
    }

    /// Gives the turn to the next.
    @Override
    public void close() {
        close(channel);
        THREADS.unlock();
    }
}
