package dev.atelier.pipeline;

import dev.atelier.network.Vae;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A model's autoencoder in float32, loaded from its file when it is needed for the first time.
final class ExactVae implements AutoCloseable {
    private final Source source;
    private @Nullable Vae vae;

    /// Loads an autoencoder.
    interface Source {
        Vae load() throws IOException;
    }

    ExactVae(Source source) {
        this.source = source;
    }

    /// What has been loaded.
    synchronized Optional<Vae> loaded() {
        return Optional.ofNullable(vae);
    }

    /// Loads it, less than a second.
    synchronized Vae load() {
        if (vae == null) {
            try {
                vae = source.load();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return vae;
    }

    @Override
    public synchronized void close() {
        if (vae != null) {
            vae.close();
            vae = null;
        }
    }
}
