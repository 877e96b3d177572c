package dev.atelier.app.engine;

/// Something in memory that was costly to load. Closing frees it.
public interface Loaded extends AutoCloseable {
    @Override
    void close();
}
