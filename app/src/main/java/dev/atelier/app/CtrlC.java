package dev.atelier.app;

import dev.atelier.app.cli.Interrupts;
import dev.atelier.recipe.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl+C ends the process; this gives a running picture a moment to stop between two steps first.
final class CtrlC implements Interrupts {
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public Watch watch(Cancellation cancellation) {
        var done = new CountDownLatch(1);
        var hook =
                new Thread(
                        () -> {
                            cancellation.cancel();
                            awaitQuietly(done);
                        },
                        "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            done.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the process is ending: the hook has run
                return;
            }
        };
    }

    private static void awaitQuietly(CountDownLatch done) {
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
