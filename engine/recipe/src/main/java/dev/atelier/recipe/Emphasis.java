package dev.atelier.recipe;

import java.util.Optional;

/// How weights in a prompt act on its vectors; A1111's option `emphasis`.
public enum Emphasis {
    /// Multiplied, then scaled so that the mean stays what it was.
    ORIGINAL("Original"),
    /// Multiplied only.
    NO_NORM("No norm"),
    /// Weights are read and then ignored.
    IGNORE("Ignore"),
    /// The syntax itself is not read: brackets are words.
    NONE("None");

    private final String label;

    Emphasis(String label) {
        this.label = label;
    }

    /// The name in A1111's settings and infotext.
    public String label() {
        return label;
    }

    /// The mode with exactly this label.
    public static Optional<Emphasis> ofLabel(String label) {
        for (var emphasis : values()) {
            if (emphasis.label.equals(label)) {
                return Optional.of(emphasis);
            }
        }
        return Optional.empty();
    }
}
