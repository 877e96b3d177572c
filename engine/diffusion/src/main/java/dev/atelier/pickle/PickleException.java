package dev.atelier.pickle;

import dev.atelier.recipe.UnusableFileException;
import java.nio.file.Path;

/// A file is not one that PyTorch wrote, is damaged, or wants to run code.
public final class PickleException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    private final boolean cutShort;

    PickleException(Path file, MalformedPickleException damage) {
        super(file, damage.what(), null);
        cutShort = damage.isCutShort();
    }

    /// Whether the file ends before its data does, as after a copy that was broken off.
    public boolean isCutShort() {
        return cutShort;
    }
}
