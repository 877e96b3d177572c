package dev.atelier.app.engine;

import java.util.Locale;

/// What a model file is for.
public enum ModelKind {
    CHECKPOINT("models", true),
    VAE("image", true),
    LORA("lora", true),
    EMBEDDING("text", true),
    CONTROLNET("control", true),
    UPSCALER("hires", false),
    TAESD("image", true);

    private final String icon;
    private final boolean used;

    ModelKind(String icon, boolean used) {
        this.icon = icon;
        this.used = used;
    }

    /// Whether the engine in this program draws with such files. Those it does not are listed, and
    /// said not to be used.
    public boolean used() {
        return used;
    }

    /// Name of its icon.
    public String icon() {
        return icon;
    }

    /// What bundles call it.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
