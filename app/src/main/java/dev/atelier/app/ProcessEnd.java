package dev.atelier.app;

import java.awt.EventQueue;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the process of a studio ends. Native code that still computes while a process runs its exit
/// handlers uses what they have taken down, and crashes.
final class ProcessEnd {
    private static final Logger log = LoggerFactory.getLogger(ProcessEnd.class);

    /// What a shell counts for a process that was asked to end.
    private static final int TERMINATED = 143;

    private ProcessEnd() {}

    /// Closes the studio also when the process is asked to end from outside: by a signal, or
    /// because the desktop's session ends. Where something computes even then, the process ends
    /// without its exit handlers.
    ///
    /// @param close runs on the event thread
    /// @param closed whether that was done already, any thread
    /// @param rests whether nothing computes, any thread
    /// @param most how long it may take
    static void beforeSignal(
            Runnable close, BooleanSupplier closed, BooleanSupplier rests, Duration most) {
        Runnable hook =
                () -> {
                    if (closed.getAsBoolean()) {
                        return;
                    }
                    var done = new CountDownLatch(1);
                    EventQueue.invokeLater(() -> {
                        try {
                            close.run();
                        } finally {
                            done.countDown();
                        }
                    });
                    try {
                        boolean right = done.await(most.toMillis(), TimeUnit.MILLISECONDS);
                        if (!right) {
                            log.warn("the studio did not close in {}", most);
                        }
                        if (!right || !rests.getAsBoolean()) {
                            withoutHandlers(TERMINATED);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        Runtime.getRuntime().addShutdownHook(new Thread(hook, "close"));
    }

    /// Ends the process at once by C's `_exit`: without exit handlers, so without the crash, and
    /// without Java's shutdown hooks. Does nothing where it cannot be called.
    @SuppressWarnings("restricted") // a call of the C library is what this is for
    static void withoutHandlers(int status) {
        var linker = Linker.nativeLinker();
        linker.defaultLookup()
                .find("_exit")
                .ifPresent(exit -> {
                    try {
                        linker.downcallHandle(exit, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                                .invokeExact(status);
                    } catch (Throwable e) { // what a method handle declares
                        log.warn("_exit", e);
                    }
                });
    }
}
