package dev.atelier.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that all bodies of a server share, so that many callers together cannot fill it.
final class BodyBudget {
    private static final int BLOCK = 64 * 1024;
    private final AtomicLong left;

    BodyBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    /// The share of one request; closing gives it back.
    final class Share implements AutoCloseable {
        private long taken;

        /// Reads a body to its end, or until it is longer than `most`: then it has more bytes.
        ///
        /// @throws FullException when all bodies together need too much
        byte[] read(InputStream in, int most) throws IOException {
            var all = new ByteArrayOutputStream();
            var block = new byte[BLOCK];
            while (all.size() <= most) {
                int n = in.read(block, 0, (int) Math.min(BLOCK, most + 1L - all.size()));
                if (n < 0) {
                    break;
                }
                take(n);
                all.write(block, 0, n);
            }
            return all.toByteArray();
        }

        private void take(int bytes) throws FullException {
            if (left.addAndGet(-bytes) < 0) {
                left.addAndGet(bytes);
                throw new FullException();
            }
            taken += bytes;
        }

        @Override
        public void close() {
            left.addAndGet(taken);
            taken = 0;
        }
    }

    /// There is no memory for this body now.
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("too many bodies at once");
        }
    }
}
