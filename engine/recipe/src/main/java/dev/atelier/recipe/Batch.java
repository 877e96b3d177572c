package dev.atelier.recipe;

/// How many pictures.
///
/// @param size pictures made at once
/// @param count how often
public record Batch(int size, int count) {
    public static final Batch ONE = new Batch(1, 1);

    public Batch {
        if (size < 1 || size > 64 || count < 1 || count > 10_000) {
            throw new IllegalArgumentException(
                    "batch: expected 1 to 64 at once and 1 to 10000 times, got %d and %d"
                            .formatted(size, count));
        }
    }

    /// All pictures together.
    public int total() {
        return size * count;
    }
}
