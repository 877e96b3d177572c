package dev.atelier.sandbox.webui.request;

import java.util.Optional;

/// What is chosen for all calls that choose nothing themselves. Thread-safe.
public final class Settings {
    private volatile Catalogue.Checkpoint checkpoint;
    private volatile String vae = "Automatic";
    private volatile int clipSkip = 1;

    public Settings(Catalogue.Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    public Catalogue.Checkpoint checkpoint() {
        return checkpoint;
    }

    public void checkpoint(Catalogue.Checkpoint value) {
        checkpoint = value;
    }

    Optional<String> vae() {
        return Optional.of(vae);
    }

    public String vaeName() {
        return vae;
    }

    public void vae(String value) {
        vae = value;
    }

    public int clipSkip() {
        return clipSkip;
    }

    /// @param value 1 to 12
    public void clipSkip(int value) {
        clipSkip = Math.clamp(value, 1, 12);
    }
}
