package dev.atelier.recipe;

/// How many pictures a recipe makes: `count` rounds of `size` pictures computed together.
///
/// @param size pictures per round, 1 to 1024 (A1111 `batch_size`)
/// @param count rounds, 1 to 65536 (A1111 `n_iter`)
public record Batch(int size, int count) {
    public Batch {
        Require.within("batch size", size, 1, 1024);
        Require.within("batch count", count, 1, 65536);
    }

    /// One picture.
    public static final Batch ONE = new Batch(1, 1);

    /// The number of pictures made.
    public int total() {
        return size * count;
    }

    /// A copy with another `size`.
    public Batch withSize(int size) {
        return new Batch(size, count);
    }

    /// A copy with another `count`.
    public Batch withCount(int count) {
        return new Batch(size, count);
    }
}
