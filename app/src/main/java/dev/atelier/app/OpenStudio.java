package dev.atelier.app;

import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The right to be the one studio of a data folder. It is a lock of the operating system, so it
/// ends with the process, however that ends. Another process asks the one that has it to show
/// itself, and to open files, by laying a file with their paths beside the lock, which that one
/// takes away.
final class OpenStudio implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OpenStudio.class);
    private static final long LOOK_MILLIS = 300;

    private final Optional<FileChannel> channel;
    private final Path call;
    private volatile boolean closed;

    private OpenStudio(Optional<FileChannel> channel, Path call) {
        this.channel = channel;
        this.call = call;
    }

    /// Empty where another process has the folder. A file system without locks gives the right to
    /// everybody.
    static Optional<OpenStudio> of(Path folder) throws IOException {
        Files.createDirectories(folder);
        var call = callIn(folder);
        var channel =
                FileChannel.open(
                        folder.resolve("studio.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            Files.deleteIfExists(call);
            return Optional.of(new OpenStudio(Optional.of(channel), call));
        } catch (OverlappingFileLockException e) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            log.warn("{} cannot be locked", folder, e);
            channel.close();
            return Optional.of(new OpenStudio(Optional.empty(), call));
        }
    }

    private static Path callIn(Path folder) {
        return folder.resolve("studio.show");
    }

    /// Calls `show` on a thread of its own whenever another process asks, with the files to open.
    void answer(Consumer<List<Path>> show) {
        Thread.ofVirtual()
                .name("calls")
                .start(() -> {
                    while (!closed) {
                        try {
                            Thread.sleep(LOOK_MILLIS);
                            if (Files.exists(call)) {
                                var files = Files.readAllLines(call).stream().map(Path::of);
                                var wanted = files.toList();
                                Files.deleteIfExists(call);
                                show.accept(wanted);
                            }
                        } catch (IOException | InvalidPathException e) {
                            log.debug("calls", e);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
    }

    /// Asks the studio that has the folder to show itself and to open files; blocks.
    ///
    /// @return whether it answered in that time
    static boolean call(Path folder, List<Path> files, Duration most) throws IOException {
        var call = callIn(folder);
        var lines = files.stream().map(file -> file.toAbsolutePath().toString()).toList();
        WholeFile.replace(call, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        long end = System.nanoTime() + most.toNanos();
        while (Files.exists(call)) {
            if (System.nanoTime() > end) {
                Files.deleteIfExists(call);
                return false;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (channel.isPresent()) {
            channel.get().close();
        }
    }
}
