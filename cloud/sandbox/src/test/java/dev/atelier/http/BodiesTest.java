package dev.atelier.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodiesTest {
    /// Gives some bytes after each pause.
    private static InputStream every(long millis, int bytes, int times) {
        return new InputStream() {
            private int left = times;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int from, int count) {
                if (left-- == 0) {
                    return -1;
                }
                try {
                    Thread.sleep(millis);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return Math.min(bytes, count);
            }
        };
    }

    @Test
    void aBodyThatTricklesIsGivenUp() {
        var slow = new MinimumRateInput(every(20, 1, 1000), TimeUnit.MILLISECONDS.toNanos(100));

        assertThrows(MinimumRateInput.TooSlowException.class, slow::readAllBytes);
    }

    @Test
    void aBodyThatPausesButComesIsRead() throws IOException {
        var steady = new MinimumRateInput(every(20, 100, 20), TimeUnit.MILLISECONDS.toNanos(100));

        assertEquals(2000, steady.readAllBytes().length);
    }

    @Test
    void allBodiesShareOneBudget() throws IOException {
        var budget = new BodyBudget(1000);
        var bytes = new byte[600];

        try (var first = budget.new Share()) {
            assertArrayEquals(bytes, first.read(new ByteArrayInputStream(bytes), 700));
            try (var second = budget.new Share()) {
                assertThrows(
                        BodyBudget.FullException.class,
                        () -> second.read(new ByteArrayInputStream(bytes), 700));
            }
        }
        try (var third = budget.new Share()) {
            assertEquals(600, third.read(new ByteArrayInputStream(bytes), 700).length);
        }
    }

    @Test
    void aBodyThatIsTooLongIsReadOnlySoFar() throws IOException {
        try (var share = new BodyBudget(1 << 20).new Share()) {
            assertEquals(101, share.read(new ByteArrayInputStream(new byte[500]), 100).length);
        }
    }
}
