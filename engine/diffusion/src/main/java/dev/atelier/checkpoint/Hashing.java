package dev.atelier.checkpoint;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.StopPoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A file's hash while it is computed beside other work. Closing it ends the computation.
public final class Hashing implements AutoCloseable {
    private static final long STOP_POINT_MILLIS = 50;

    private final Cancellation stop = new Cancellation();
    private final FutureTask<String> sha256;

    Hashing(FileHashes hashes, Path file, Executor beside) {
        sha256 = new FutureTask<>(() -> hashes.sha256(file, stop));
        beside.execute(sha256);
    }

    /// A1111's short hash, as [FileHashes#shortHash] has it. Waits for it; a [StopPoint].
    ///
    /// @throws CancellationException when it was closed before
    /// @throws IOException when the file cannot be read
    public String shortHash() throws IOException {
        while (true) {
            StopPoint.pass();
            try {
                return FileHash.shorten(sha256.get(STOP_POINT_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                // Not there yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } catch (ExecutionException e) {
                throw failure(e);
            }
        }
    }

    private static IOException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException cause -> cause;
            case CancellationException cause -> throw cause;
            case null, default -> throw new IllegalStateException(e);
        };
    }

    @Override
    public void close() {
        stop.cancel();
    }
}
