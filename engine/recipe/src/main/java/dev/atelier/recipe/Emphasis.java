package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// What `(word:1.2)` does to the encoded prompt (A1111's option `emphasis`).
public enum Emphasis {
    /// Weights multiply the vectors, then the mean of the chunk is restored.
    ORIGINAL("Original"),
    /// Weights multiply, the mean is not restored.
    NO_NORM("No norm"),
    /// The syntax is read and the weights are dropped.
    IGNORE("Ignore"),
    /// The syntax is not read: brackets are text.
    NONE("None");

    private final String label;

    Emphasis(String label) {
        this.label = label;
    }

    /// The name in A1111's interface, infotext and API.
    public String label() {
        return label;
    }

    /// The constant with this label, letter case aside.
    public static Optional<Emphasis> ofLabel(String label) {
        return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
    }
}
