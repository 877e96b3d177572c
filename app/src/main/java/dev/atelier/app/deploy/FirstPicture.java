package dev.atelier.app.deploy;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import java.time.Duration;

/// The picture that shows that a new service works. It is ordered again until the service takes it,
/// and never once it was taken: it may be made, and paid for, although no answer comes.
///
/// @param every between two calls
/// @param away how often a service that does not answer is called: it runs a while before the
///   gateway knows it
/// @param busy how long one is called that is busy
record FirstPicture(Recipe recipe, Duration every, int away, Duration busy) {
    private static final long LOOK_MILLIS = 100;

    /// Whether a service may have the order.
    private static final class Sent implements Observer {
        private boolean sent;

        @Override
        public void ready() {
            sent = true;
        }

        @Override
        public void submitted(String request) {
            sent = true;
        }
    }

    /// Blocks until it is made.
    ///
    /// @param waits is called whenever the service is busy
    Picture by(Generator service, Cancellation cancellation, Runnable waits)
            throws GenerationException, InterruptedException {
        long began = System.nanoTime();
        for (int i = 1; ; i++) {
            var sent = new Sent();
            try {
                return service.generate(recipe, sent, cancellation).getFirst();
            } catch (GenerationException e) {
                boolean refused = e.failure() instanceof Failure.QuotaExceeded;
                boolean missed = e.failure() instanceof Failure.Unreachable && !sent.sent;
                boolean again =
                        refused ? System.nanoTime() - began < busy.toNanos() : missed && i < away;
                if (!again) {
                    throw e;
                }
                if (refused) {
                    waits.run();
                }
                pause(cancellation);
            }
        }
    }

    private void pause(Cancellation cancellation) throws GenerationException, InterruptedException {
        long end = System.nanoTime() + every.toNanos();
        while (System.nanoTime() < end) {
            if (cancellation.ends()) {
                throw new GenerationException(new Failure.Cancelled(), null);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
