package dev.atelier.app.observe;

/// Ends what [Observed#onChange] began. Closing twice is harmless.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
