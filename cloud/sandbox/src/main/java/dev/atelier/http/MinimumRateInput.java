package dev.atelier.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A body that must keep coming: who sends a byte now and then would hold a thread forever. Only
/// the time counts in which the sender is waited for.
public class MinimumRateInput extends FilterInputStream {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long LEAST_BYTES_A_SECOND = 1024;

    private final long graceNanos;
    private long bytes;
    private long waitedNanos;

    /// The sender is too slow.
    public static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlowException() {
            super("the body comes too slowly");
        }
    }

    public MinimumRateInput(InputStream in) {
        this(in, GRACE_NANOS);
    }

    MinimumRateInput(InputStream in, long graceNanos) {
        super(in);
        this.graceNanos = graceNanos;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /// @throws TooSlowException where less than a kilobyte a second came, after a while, or nothing
    ///   for as long as the server waits
    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        long start = System.nanoTime();
        int n = some(buffer, from, count);
        waitedNanos += System.nanoTime() - start;
        bytes += Math.max(n, 0);
        double expected = waitedNanos / 1e9 * LEAST_BYTES_A_SECOND;
        if (n >= 0 && waitedNanos > graceNanos && bytes < expected) {
            throw new TooSlowException();
        }
        return n;
    }

    /// The server fails a read by this when nothing comes.
    private int some(byte[] buffer, int from, int count) throws IOException {
        try {
            return super.read(buffer, from, count);
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof TimeoutException) {
                    throw new TooSlowException();
                }
            }
            throw e;
        }
    }
}
