package dev.atelier.app.models;

import java.nio.file.Path;

/// A model file.
///
/// @param name what recipes call it: the file name without its ending, led by its folder where
///   another model has that name
/// @param problem why it cannot be used, empty where it can
public record ModelRow(
        String name, Path file, ModelKind kind, Facts facts, long sizeBytes, String problem) {
    /// What the bundled model is called.
    public static final String STARTER = "starter";

    /// @param family in words, empty where it cannot be told
    /// @param numbers the number format of most of the file, such as `f16`; may be empty
    /// @param nativeSize edge of the pictures it was trained on, in pixels; 0 where it has none
    /// @param hash A1111's short hash, empty until it is read
    public record Facts(String family, String numbers, int nativeSize, String hash) {
        /// Nothing is known.
        static final Facts NONE = new Facts("", "", 0, "");

        Facts withHash(String value) {
            return new Facts(family, numbers, nativeSize, value);
        }
    }

    public ModelRow {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model without a name: " + file);
        }
    }

    /// Whether pictures can be made with it.
    public boolean usable() {
        return kind.used() && problem.isEmpty();
    }

    public String family() {
        return facts.family;
    }

    public int nativeSize() {
        return facts.nativeSize;
    }

    /// Whether it ships with the program.
    public boolean bundled() {
        return name.equals(STARTER);
    }

    ModelRow withName(String value) {
        return new ModelRow(value, file, kind, facts, sizeBytes, problem);
    }

    ModelRow withHash(String hash) {
        return new ModelRow(name, file, kind, facts.withHash(hash), sizeBytes, problem);
    }
}
