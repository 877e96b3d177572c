package dev.atelier.pickle;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not one that PyTorch wrote, is damaged, or wants to run code. The message starts with
/// the file's name in brackets.
public final class PickleException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean cutShort;

    PickleException(Path file, Damage damage) {
        super("[" + file.getFileName() + "] " + damage.what());
        cutShort = damage.isCutShort();
    }

    /// Whether the file ends before its data does, as after a copy that was broken off.
    public boolean isCutShort() {
        return cutShort;
    }
}
