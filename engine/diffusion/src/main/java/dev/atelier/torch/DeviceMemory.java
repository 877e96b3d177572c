package dev.atelier.torch;

import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The memory of a device, and what of it may be computed in. Needs are guesses; what the device
/// refuses corrects them for the rest of the job and, less and less, for those after it.
public final class DeviceMemory {
    private static final Logger log = LoggerFactory.getLogger(DeviceMemory.class);

    /// How much of what was refused is tried again in the next job.
    private static final double RELAXED = 1.25;

    /// Gets the bytes of all, weights included.
    private final LongConsumer claims;

    private final Runnable afterRefusal;
    private long most = Long.MAX_VALUE;
    private long held;

    /// Weights included.
    private long refused = Long.MAX_VALUE;

    /// Without a limit but the device's own.
    ///
    /// @param afterRefusal gives back what is kept for reuse
    DeviceMemory(Runnable afterRefusal) {
        this(bytes -> {}, afterRefusal);
    }

    private DeviceMemory(LongConsumer claims, Runnable afterRefusal) {
        this.claims = claims;
        this.afterRefusal = afterRefusal;
    }

    /// A small device, for tests: what needs more than it has fails as it does on real ones.
    ///
    /// @param bytes that it has
    public static DeviceMemory small(long bytes) {
        return new DeviceMemory(
                wanted -> {
                    if (wanted > bytes) {
                        throw new TorchException(
                                "CUDA out of memory. Tried to allocate " + wanted + " bytes", null);
                    }
                },
                () -> {});
    }

    /// Uses no more than this from now on.
    public synchronized void limit(long bytes) {
        most = bytes;
    }

    /// Weights that stay in it; negative when they leave.
    public synchronized void hold(long bytes) {
        held += bytes;
    }

    /// Another job begins: other programs may have left the device since the last refusal.
    public synchronized void relax() {
        refused =
                refused > Long.MAX_VALUE / 2 ? refused : (long) (held + (refused - held) * RELAXED);
    }

    /// Whether so many bytes are likely to fit besides the weights.
    public boolean hasRoom(long bytes) {
        if (!mayFit(bytes)) {
            return false;
        }
        try {
            claim(bytes);
            return true;
        } catch (TorchException e) {
            return false;
        }
    }

    private void claim(long bytes) {
        long weights;
        synchronized (this) {
            weights = held;
        }
        claims.accept(weights + bytes);
    }

    /// Does work that takes about so many bytes besides the weights.
    ///
    /// @return its result; empty where it does not fit, and then it left nothing behind
    public <T> Optional<T> attempt(long bytes, Supplier<T> work) {
        if (!mayFit(bytes)) {
            return Optional.empty();
        }
        try {
            claim(bytes);
            return Optional.of(work.get());
        } catch (TorchException e) {
            if (!e.outOfMemory()) {
                throw e;
            }
            refuse(bytes, e);
            return Optional.empty();
        }
    }

    private synchronized boolean mayFit(long bytes) {
        return bytes <= most - Math.min(held, most) && bytes < refused - held;
    }

    private void refuse(long bytes, TorchException why) {
        log.info("{} bytes do not fit: {}", bytes, String.valueOf(why.getMessage()));
        synchronized (this) {
            refused = Math.min(refused, held + bytes);
        }
        afterRefusal.run();
    }

    /// Does work for which there is no cheaper way.
    public <T> T must(long bytes, Supplier<T> work) {
        claim(bytes);
        return work.get();
    }
}
