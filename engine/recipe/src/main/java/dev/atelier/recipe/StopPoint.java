package dev.atelier.recipe;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where long loops far below a run learn that it was asked to stop. The code that starts the work
/// says what to check; a loop passes here at least every tenth of a second, as far as its parts
/// allow. Outside such work passing does nothing.
public final class StopPoint {
    private static final ScopedValue<Runnable> CHECK = ScopedValue.newInstance();

    private static final Set<Busy> BUSY = ConcurrentHashMap.newKeySet();

    private StopPoint() {}

    /// Does `work` on this thread, with `check` at every stop point in it. An inner check replaces
    /// the outer one.
    ///
    /// @param check throws to end the work, each time from then on; any thread may call it
    public static <T, X extends Throwable> T during(
            Runnable check, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CHECK, check).call(work);
    }

    /// Ends the work by an exception if that is wanted.
    public static void pass() {
        if (CHECK.isBound()) {
            CHECK.get().run();
        }
    }

    /// For what cannot pass here while it lasts, such as native code.
    ///
    /// @param end makes it end soon; run on the thread that asks to stop, perhaps more than once
    /// @return to be closed when it is done
    public static Busy busy(Runnable end) {
        var check = CHECK.isBound() ? Optional.of(CHECK.get()) : Optional.<Runnable>empty();
        var busy = new Busy(check, end);
        if (check.isPresent()) {
            BUSY.add(busy);
            busy.look(); // it may have been asked before
        }
        return busy;
    }

    /// To be called after any work was asked to stop: ends what cannot look by itself.
    public static void asked() {
        BUSY.forEach(Busy::look);
    }

    /// Something that lasts and cannot look itself.
    public static final class Busy implements AutoCloseable {
        private final Optional<Runnable> check;
        private final Runnable end;

        private Busy(Optional<Runnable> check, Runnable end) {
            this.check = check;
            this.end = end;
        }

        private void look() {
            try {
                check.ifPresent(Runnable::run);
            } catch (RuntimeException e) {
                end.run();
            }
        }

        @Override
        public void close() {
            BUSY.remove(this);
        }
    }
}
