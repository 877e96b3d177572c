package dev.atelier.embedding;

import java.util.List;
import java.util.Optional;

/// A word that a model did not learn, as the vectors that stand in its place (textual inversion).
///
/// @param name how prompts name it: the file's name without its ending
/// @param first for the first text encoder, the only one of SD1 and SD2
/// @param second for SDXL's second
/// @param hash the first twelve digits of its file's SHA-256, as infotext lists it; empty where
///   nothing hashed it
public record Embedding(String name, Vectors first, Optional<Vectors> second, String hash) {
    /// Which text encoder vectors are for.
    public enum Side {
        /// The only one, of SD1 and SD2.
        ONLY,
        /// SDXL's first.
        FIRST,
        /// SDXL's second.
        SECOND
    }

    /// Not hashed.
    public Embedding(String name, Vectors first, Optional<Vectors> second) {
        this(name, first, second, "");
    }

    public Embedding {
        if (second.isPresent() && second.get().count() != first.count()) {
            throw new IllegalArgumentException("expected as many vectors for each text encoder");
        }
    }

    public Embedding withHash(String value) {
        return new Embedding(name, first, second, value);
    }

    /// Whether it has vectors for a text encoder.
    ///
    /// @param width numbers of its vectors
    public boolean fits(Side side, int width) {
        return switch (side) {
            case ONLY -> second.isEmpty() && first.width() == width;
            case FIRST -> second.isPresent() && first.width() == width;
            case SECOND -> second.filter(v -> v.width() == width).isPresent();
        };
    }

    /// How many tokens of a prompt it takes up.
    public int count() {
        return first.count();
    }

    /// The numbers in a vector for each text encoder, in their order.
    public List<Integer> widths() {
        return second.map(other -> List.of(first.width(), other.width()))
                .orElseGet(() -> List.of(first.width()));
    }

    /// Some vectors of equal width. Immutable by convention: the numbers are not copied.
    public static final class Vectors {
        private final int width;
        private final float[] values;

        /// @param values vector after vector; they then belong to this
        public Vectors(int width, float[] values) {
            if (width < 1 || values.length < width || values.length % width != 0) {
                throw new IllegalArgumentException("expected whole vectors, one or more");
            }
            this.width = width;
            this.values = values;
        }

        public int width() {
            return width;
        }

        public int count() {
            return values.length / width;
        }

        /// The numbers themselves, not a copy: read only.
        public float[] values() {
            return values;
        }
    }
}
