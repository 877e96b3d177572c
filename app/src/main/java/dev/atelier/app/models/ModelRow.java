package dev.atelier.app.models;

import java.nio.file.Path;

/// A model file.
///
/// @param name file name without extension, what recipes call it
/// @param family in words, empty where there is a problem
/// @param nativeSize edge of the pictures it was trained on, in pixels
/// @param problem why it cannot be used, empty where it can
public record ModelRow(
        String name, Path file, String family, long sizeBytes, int nativeSize, String problem) {
    public ModelRow {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model without a name: " + file);
        }
    }

    public boolean usable() {
        return problem.isEmpty();
    }
}
