package dev.atelier.recipe;

/// Where long loops far below a run learn that it was asked to stop. The code that starts the work
/// says what to check; a loop passes here at least every tenth of a second, as far as its parts
/// allow. Outside such work passing does nothing.
public final class StopPoint {
    private static final ScopedValue<Runnable> CHECK = ScopedValue.newInstance();

    private StopPoint() {}

    /// Does `work` on this thread, with `check` at every stop point in it. An inner check replaces
    /// the outer one.
    ///
    /// @param check throws to end the work
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
}
